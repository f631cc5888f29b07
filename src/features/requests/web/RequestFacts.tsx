import { Suspense } from "react";
import { useT } from "#web/messages.tsx";
import { useSlot } from "#web/slots.ts";
import { type Answer, Facts } from "#web/ui/CheckAnswers.tsx";
import { Skeleton } from "#web/ui/Skeleton.tsx";
import { Name, PersonName } from "#web/ui/values.tsx";
import type { RequestView } from "../schema.ts";
import { requestDetails } from "./api.tsx";
import css from "./RequestFacts.module.css";
import { ProofLink } from "./StepTimeline.tsx";

/** Whose it is and what is asked for. */
export function RequestFacts({ request }: { request: RequestView }) {
  const t = useT();
  const details = useSlot(requestDetails).find((one) => one.kind === request.kind);
  const items: Answer[] = [
    { label: t("requests.requester"), value: <PersonName name={request.requester.name} both /> },
  ];
  if (request.unit) items.push({ label: t("requests.unit"), value: <Name of={request.unit.name} /> });
  if (request.filedBy)
    items.push({
      label: t("requests.filed_by"),
      value: (
        <>
          <PersonName name={request.filedBy.name} /> <ProofLink request={request.id} step="filing" />
        </>
      ),
    });
  items.push({ label: t("requests.language"), value: t(`requests.language.${request.language}`) });
  return (
    <div className={css.facts}>
      {details && (
        <Suspense fallback={<Skeleton lines={5} />}>
          <details.Facts request={request} />
        </Suspense>
      )}
      <Facts items={items} />
    </div>
  );
}
