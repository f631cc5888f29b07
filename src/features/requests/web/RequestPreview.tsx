import { useQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import type { WorkItem } from "#web/feature.ts";
import { get } from "#web/http.ts";
import { useT } from "#web/messages.tsx";
import { useSlot } from "#web/slots.ts";
import { Banner } from "#web/ui/Banner.tsx";
import { Loaded, Skeleton } from "#web/ui/Skeleton.tsx";
import { Name } from "#web/ui/values.tsx";
import type { RequestView } from "../schema.ts";
import { requestDetails } from "./api.tsx";
import { History } from "./History.tsx";
import { RequestFacts } from "./RequestFacts.tsx";
import css from "./RequestPreview.module.css";

/** Beside the list of My work: what changes if one approves, the facts, what happened so far. The verbs are the list's. */
export default function RequestPreview({ item }: { item: WorkItem }) {
  const id = String(item.summary?.request ?? item.id);
  const query = useQuery({ queryKey: ["requests", id], queryFn: () => get<RequestView>(`/requests/${id}`) });
  return (
    <Loaded query={query} skeleton={<Skeleton lines={6} />}>
      {(request) => <Body request={request} />}
    </Loaded>
  );
}

function Body({ request }: { request: RequestView }) {
  const t = useT();
  const details = useSlot(requestDetails).find((one) => one.kind === request.kind);
  const step = request.steps.find((one) => one.id === request.currentStep);
  return (
    <div className={css.body}>
      {step?.proposal && (
        <Banner tone="info" title={t(`requests.proposal.${step.proposal.verdict}`)}>
          <Name of={step.proposal.assistant.name} />
          {step.proposal.comment && <p dir="auto">{step.proposal.comment}</p>}
        </Banner>
      )}
      {details?.Effect && request.state === "submitted" && (
        <section>
          <h3>{t("requests.effect")}</h3>
          <Suspense fallback={<Skeleton lines={4} />}>
            <details.Effect request={request} />
          </Suspense>
        </section>
      )}
      <section>
        <h3>{t("requests.facts")}</h3>
        <RequestFacts request={request} />
      </section>
      <section>
        <h3>{t("requests.history")}</h3>
        <History request={request} />
      </section>
    </div>
  );
}
