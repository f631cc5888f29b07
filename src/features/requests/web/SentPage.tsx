import { useQuery } from "@tanstack/react-query";
import { get } from "#web/http.ts";
import { useFormats, useT } from "#web/messages.tsx";
import { useRouteParams } from "#web/navigation.tsx";
import { LinkButton } from "#web/ui/Button.tsx";
import { ConfirmationPanel } from "#web/ui/ConfirmationPanel.tsx";
import { Card, Section, usePageTitle } from "#web/ui/Page.tsx";
import { Loaded } from "#web/ui/Skeleton.tsx";
import type { RequestView } from "../schema.ts";
import css from "./SentPage.module.css";
import { StepTimeline } from "./StepTimeline.tsx";
import { whereItIs } from "./words.ts";

/** It is sent: its reference, where it is now, what happens next. */
export default function SentPage() {
  const t = useT();
  const { id } = useRouteParams<{ id: string }>();
  usePageTitle(t("requests.sent.title"));
  const query = useQuery({ queryKey: ["requests", id], queryFn: () => get<RequestView>(`/requests/${id}`) });
  return (
    <div className={css.page}>
      <Loaded query={query}>{(request) => <Sent request={request} />}</Loaded>
    </div>
  );
}

function Sent({ request }: { request: RequestView }) {
  const t = useT();
  const formats = useFormats();
  const round = request.steps.at(-1)?.round ?? 1;
  return (
    <>
      <ConfirmationPanel
        title={t("requests.sent.title")}
        {...(request.reference && { reference: { label: t("requests.reference"), value: request.reference } })}
        actions={
          <>
            <LinkButton tone="primary" to={`/requests/${request.id}`}>
              {t("requests.sent.follow")}
            </LinkButton>
            <LinkButton to="/requests">{t("requests.title")}</LinkButton>
            <LinkButton tone="quiet" to="/">
              {t("web.to_work")}
            </LinkButton>
          </>
        }
      >
        <p>{whereItIs(t, formats, request)}</p>
        <p>{t("requests.sent.told")}</p>
      </ConfirmationPanel>
      <Section title={t("requests.sent.next")}>
        <Card>
          <StepTimeline
            steps={request.steps.filter((step) => step.round === round)}
            label={t("requests.path")}
            request={request.id}
          />
        </Card>
      </Section>
    </>
  );
}
