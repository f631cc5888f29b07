import { useQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import { get } from "#web/http.ts";
import { useFormats, useT } from "#web/messages.tsx";
import { useRouteParams } from "#web/navigation.tsx";
import { useSlot } from "#web/slots.ts";
import { Banner } from "#web/ui/Banner.tsx";
import { Card, Page, Section } from "#web/ui/Page.tsx";
import { Loaded, Skeleton } from "#web/ui/Skeleton.tsx";
import { Ref } from "#web/ui/values.tsx";
import type { RequestView } from "../schema.ts";
import { requestDetails } from "./api.tsx";
import { DecisionBar } from "./DecisionBar.tsx";
import { History } from "./History.tsx";
import { OwnActions } from "./OwnActions.tsx";
import { PaperLine } from "./PaperLine.tsx";
import { RequestFacts } from "./RequestFacts.tsx";
import css from "./RequestPage.module.css";
import { StateTag } from "./StateTag.tsx";
import { UndoBanner } from "./UndoBanner.tsx";
import { useDecisions } from "./useDecisions.tsx";
import { whereItIs } from "./words.ts";

const ACTING = ["decide", "prepare", "record_paper", "undo"] as const;
/** True for those before whom it is, or who help them: they see what an approval changes. */
export const isActing = (request: RequestView): boolean =>
  ACTING.some((ability) => request.abilities.includes(ability));

/** One request: its facts, where it is, everything that happened, and what the reader may do about it. */
export default function RequestPage() {
  const { id } = useRouteParams<{ id: string }>();
  const query = useQuery({ queryKey: ["requests", id], queryFn: () => get<RequestView>(`/requests/${id}`) });
  return <Loaded query={query}>{(request) => <Screen request={request} />}</Loaded>;
}

function Screen({ request }: { request: RequestView }) {
  const t = useT();
  const formats = useFormats();
  const details = useSlot(requestDetails).find((one) => one.kind === request.kind);
  const decisions = useDecisions(request);
  return (
    <Page
      title={request.title}
      back={{ to: "/requests", label: t("requests.title") }}
      tags={
        <>
          <StateTag state={request.state} />
          {request.reference && <Ref>{request.reference}</Ref>}
        </>
      }
      lead={whereItIs(t, formats, request)}
      actions={<OwnActions request={request} decisions={decisions} />}
    >
      {request.abilities.includes("undo") && <UndoBanner request={request} />}
      {request.paper && <PaperLine id={request.paper} annulled={request.state === "annulled"} />}
      <ReturnedBanner request={request} />
      <div className={css.columns}>
        <div className={css.main}>
          {isActing(request) && details?.Effect && (
            <Section title={t(request.abilities.includes("decide") ? "requests.effect" : "requests.effect_granted")}>
              <Card>
                <Suspense fallback={<Skeleton lines={4} />}>
                  <details.Effect request={request} />
                </Suspense>
              </Card>
            </Section>
          )}
          <Section title={t("requests.facts")}>
            <RequestFacts request={request} />
          </Section>
        </div>
        <Section title={t("requests.history")}>
          <History request={request} />
        </Section>
      </div>
      {request.abilities.includes("decide") && <DecisionBar request={request} decisions={decisions} />}
      {decisions.dialog}
    </Page>
  );
}

/** Why it came back or was refused, before anything else; to the requester verbatim. */
function ReturnedBanner({ request }: { request: RequestView }) {
  const t = useT();
  const formats = useFormats();
  const step = request.steps.findLast((one) => one.state === "done" && one.verdict && one.verdict !== "approve");
  if (!step?.verdict || (request.state !== "returned" && request.state !== "refused")) return null;
  const title = t(request.state === "refused" ? "requests.refused_because" : "requests.returned_because", {
    person: step.actedBy ? formats.name(step.actedBy.name) : "",
    reason: step.reason ? t(`requests.reason.${step.reason}`) : "",
  });
  return (
    <Banner tone={request.state === "refused" ? "danger" : "warn"} title={title}>
      {step.comment && <bdi dir="auto">{step.comment}</bdi>}
    </Banner>
  );
}
