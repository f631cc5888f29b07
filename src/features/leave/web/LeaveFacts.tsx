import type { RequestView } from "#features/requests/web/api.tsx";
import { useFormats, useT } from "#web/messages.tsx";
import { type Answer, Facts } from "#web/ui/CheckAnswers.tsx";
import { Name, Ref, UserText } from "#web/ui/values.tsx";
import { usePersonName } from "./queries.ts";
import { factsOf } from "./types.ts";
import { decodeLeave } from "./values.ts";

/** What is asked for: the days, their count, the return, the replacement, where and how to be reached. */
export default function LeaveFacts({ request }: { request: RequestView }) {
  const t = useT();
  const formats = useFormats();
  const facts = factsOf(request.facts);
  const values = decodeLeave(request);
  const replacement = usePersonName(facts?.replacement ? null : (values.replacement?.id ?? null));
  const { from, to } = values.period;
  const items: Answer[] = [];
  if (from && to) items.push({ label: t("leave.period"), value: <bdi>{formats.dateRange(from, to)}</bdi> });
  if (facts) {
    items.push({ label: t("leave.fact_days"), value: <Days days={facts.days} from={facts.recountedFrom} /> });
    items.push({ label: t("leave.fact_return"), value: <bdi>{formats.date(facts.returnOn, "full")}</bdi> });
  }
  if (facts?.replacement) items.push({ label: t("leave.replacement"), value: <Name of={facts.replacement} /> });
  else if (replacement) items.push({ label: t("leave.replacement"), value: <bdi>{replacement}</bdi> });
  if (values.abroad === "yes") items.push({ label: t("leave.country"), value: <UserText>{values.country}</UserText> });
  if (values.address) items.push({ label: t("leave.address"), value: <UserText>{values.address}</UserText> });
  if (values.phone) items.push({ label: t("leave.phone"), value: <Ref>{values.phone}</Ref> });
  if (values.note) items.push({ label: t("leave.note"), value: <UserText>{values.note}</UserText> });
  return <Facts items={items} />;
}

function Days({ days, from }: { days: number; from: number | undefined }) {
  const t = useT();
  if (from === undefined || from === days) return <>{t("leave.days", { days })}</>;
  return (
    <>
      {t("leave.days", { days })} {t("leave.recounted_from", { days: from })}
    </>
  );
}
