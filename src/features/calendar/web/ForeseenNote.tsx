import { useFormats, useT } from "#web/messages.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { useForeseen } from "./queries.ts";

type ForeseenNoteProps = { path: "/calendar/overrides/preview" | "/calendar/hijri/preview"; entry: object | null };

/** What the entry would change, before it is entered: which days, and how many leaves are counted again. */
export function ForeseenNote({ path, entry }: ForeseenNoteProps) {
  const t = useT();
  const formats = useFormats();
  const { data } = useForeseen(path, entry);
  if (!entry || !data) return null;
  if (data.days.length === 0) return <Banner live>{t("calendar.changes_nothing")}</Banner>;
  const days = formats.list(data.days.map((day) => formats.date(day, "day")));
  return (
    <Banner tone={data.recounted > 0 ? "warn" : "info"} live>
      {t("calendar.changes_days", { days })} {t("calendar.recounted", { count: data.recounted })}
    </Banner>
  );
}
