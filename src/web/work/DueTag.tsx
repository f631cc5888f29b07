import { CalendarClock } from "lucide-react";
import type { WorkItem } from "../feature.ts";
import { useFormats, useT } from "../messages.tsx";
import type { StatusTone } from "../ui/Banner.tsx";
import { Tag } from "../ui/Tag.tsx";

const TONES: Record<WorkItem["state"], StatusTone> = { late: "danger", today: "warn", week: "info", later: "neutral" };

/** How urgent it is, in words: late by so much, today, or its day. Nothing when it has no deadline. */
export function DueTag({ item }: { item: WorkItem }) {
  const t = useT();
  const formats = useFormats();
  if (!item.dueOn) return null;
  const days = formats.daysSince(item.dueOn);
  const text =
    item.state === "late"
      ? t("web.work.late_by", { days: Math.max(1, days) })
      : item.state === "today"
        ? t("web.work.due_today")
        : formats.date(item.dueOn, "day");
  const calm = item.state === "week" || item.state === "later";
  return (
    <Tag tone={TONES[item.state]} {...(calm && { icon: CalendarClock })}>
      {text}
    </Tag>
  );
}
