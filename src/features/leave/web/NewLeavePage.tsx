import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { RequestRow, RequestView } from "#features/requests/web/api.tsx";
import { get } from "#web/http.ts";
import { useFormats, useT } from "#web/messages.tsx";
import { Navigate, useRouteSearch } from "#web/navigation.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { LinkButton } from "#web/ui/Button.tsx";
import { Loaded } from "#web/ui/Skeleton.tsx";
import { KIND } from "./kind.ts";
import LeaveForm from "./LeaveForm.tsx";
import css from "./NewLeavePage.module.css";

/** A new annual leave. The address names the draft once there is one, so that a reload goes on with it. */
export default function NewLeavePage() {
  const { draft } = useRouteSearch<{ draft?: string }>();
  const [known] = useState(draft);
  const query = useQuery({
    queryKey: ["leave", "draft", known],
    queryFn: () => get<RequestView>(`/requests/${known}`),
    enabled: known !== undefined,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (known) return <Loaded query={query}>{(request) => <KnownDraft request={request} />}</Loaded>;
  return (
    <>
      {!draft && <EarlierDraft />}
      <LeaveForm request={null} />
    </>
  );
}

/** Back to the form of what was sent since: the request is shown, never a form that would change it. */
function KnownDraft({ request }: { request: RequestView }) {
  // As it was when the page opened: sending it must not pull the form away.
  const [isDraft] = useState(request.state === "draft");
  return isDraft ? <LeaveForm request={request} /> : <Navigate to={`/requests/${request.id}`} />;
}

/** A draft begun earlier is offered before a second one is begun. */
function EarlierDraft() {
  const t = useT();
  const formats = useFormats();
  const { data } = useQuery({
    queryKey: ["requests", "list", "drafts"],
    queryFn: () => get<{ items: RequestRow[] }>("/requests", { query: { mine: "filed", limit: 30 } }),
  });
  const earlier = data?.items.find((row) => row.kind === KIND && row.state === "draft");
  if (!earlier) return null;
  return (
    <div className={css.earlier}>
      <Banner
        tone="info"
        title={t("leave.earlier_draft", { when: formats.ago(earlier.updatedAt) })}
        actions={
          <LinkButton size="small" to={`/requests/${earlier.id}/edit`}>
            {t("requests.continue")}
          </LinkButton>
        }
      />
    </div>
  );
}
