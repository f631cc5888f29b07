import { useQuery } from "@tanstack/react-query";
import { Suspense, useState } from "react";
import { get } from "#web/http.ts";
import { useT } from "#web/messages.tsx";
import { useRouteParams } from "#web/navigation.tsx";
import { useSlot } from "#web/slots.ts";
import { LinkButton } from "#web/ui/Button.tsx";
import { EmptyState } from "#web/ui/EmptyState.tsx";
import { Page } from "#web/ui/Page.tsx";
import { Loaded, Skeleton } from "#web/ui/Skeleton.tsx";
import type { RequestView } from "../schema.ts";
import { requestForms } from "./api.tsx";

/** The form of a draft or of a request that came back, as its kind gives it. */
export default function EditRequestPage() {
  const { id } = useRouteParams<{ id: string }>();
  // Read once: what is typed here is newer than anything that a refresh could bring.
  const query = useQuery({
    queryKey: ["requests", "form", id],
    queryFn: () => get<RequestView>(`/requests/${id}`),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  return <Loaded query={query}>{(request) => <Form key={request.id} request={request} />}</Loaded>;
}

function Form({ request }: { request: RequestView }) {
  const t = useT();
  const form = useSlot(requestForms).find((one) => one.kind === request.kind);
  // As it was when the form opened: sending it must not pull the form away.
  const [changeable] = useState(() => request.abilities.includes("edit") && request.state !== "submitted");
  if (!form || !changeable)
    return (
      <Page title={request.title} back={{ to: `/requests/${request.id}`, label: t("requests.see") }}>
        <EmptyState
          title={t("requests.not_editable")}
          action={<LinkButton to={`/requests/${request.id}`}>{t("requests.see")}</LinkButton>}
        />
      </Page>
    );
  return (
    <Suspense fallback={<Skeleton rows={6} />}>
      <form.Form request={request} />
    </Suspense>
  );
}
