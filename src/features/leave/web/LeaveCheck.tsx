import { useFormats, useT } from "#web/messages.tsx";
import { type Answer, CheckAnswers } from "#web/ui/CheckAnswers.tsx";
import type { LeavePartProps } from "./LeaveFields.tsx";
import { answersOf } from "./values.ts";

/** The answers once more, with the count, before they are sent; each leads back to its question. */
export function LeaveCheck({ values, preview, onChange }: LeavePartProps & { onChange: () => void }) {
  const t = useT();
  const formats = useFormats();
  const lines = answersOf(values, t, formats).map(
    (line): Answer => ({ label: line.label, value: <bdi dir="auto">{line.value}</bdi>, onChange }),
  );
  const { data } = preview;
  const counted: Answer[] = data
    ? [
        { label: t("leave.fact_days"), value: t("leave.days", { days: data.days }) },
        { label: t("leave.fact_return"), value: <bdi>{formats.date(data.returnOn, "full")}</bdi> },
      ]
    : [];
  return (
    <>
      <p>{t("leave.check_lead")}</p>
      <CheckAnswers answers={[...lines.slice(0, 1), ...counted, ...lines.slice(1)]} />
    </>
  );
}
