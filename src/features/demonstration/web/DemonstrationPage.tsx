import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiProblem, get, post } from "#web/http.ts";
import { useFormats, useT } from "#web/messages.tsx";
import { useStepUp } from "#web/step-up.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { Button } from "#web/ui/Button.tsx";
import { Checkbox } from "#web/ui/Choices.tsx";
import { ConfirmDialog } from "#web/ui/ConfirmDialog.tsx";
import { EmptyState } from "#web/ui/EmptyState.tsx";
import { Page } from "#web/ui/Page.tsx";
import { Loaded } from "#web/ui/Skeleton.tsx";
import type { DemonstrationView } from "../schema.ts";

/** Removes the demonstration, where one was loaded: the set-up of the real institution follows. */
export default function DemonstrationPage() {
  const t = useT();
  const query = useQuery({
    queryKey: ["demonstration"],
    queryFn: () => get<DemonstrationView>("/demonstration"),
  });
  return (
    <Page title={t("demonstration.page")} lead={t("demonstration.page_hint")} width="form">
      <Loaded query={query}>
        {(view) =>
          view.loadedAt ? (
            <Removal view={view} loadedAt={view.loadedAt} />
          ) : (
            <EmptyState title={t("demonstration.absent")}>{t("demonstration.absent_text")}</EmptyState>
          )
        }
      </Loaded>
    </Page>
  );
}

function Removal({ view, loadedAt }: { view: DemonstrationView; loadedAt: string }) {
  const t = useT();
  const formats = useFormats();
  const queries = useQueryClient();
  const withStepUp = useStepUp();
  const [asking, setAsking] = useState(false);
  const [understood, setUnderstood] = useState(false);
  const remove = async (): Promise<void> => {
    if (!understood) throw new ApiProblem({ code: "demonstration.not_understood", status: 0 });
    const { setUp } = await withStepUp(() => post<{ setUp: string }>("/demonstration/removal"));
    queries.clear();
    location.assign(setUp);
  };
  const contents = (
    <ul>
      {(["people", "accounts", "requests", "papers", "entries"] as const).map((what) => (
        <li key={what}>{t(`demonstration.contents_${what}`, { count: view.contents[what] })}</li>
      ))}
    </ul>
  );
  return (
    <>
      <p>{t("demonstration.since", { time: formats.dateTime(loadedAt) })}</p>
      {contents}
      <p>
        <Button tone="danger" onClick={() => setAsking(true)}>
          {t("demonstration.remove")}
        </Button>
      </p>
      {asking && (
        <ConfirmDialog
          title={t("demonstration.remove_question")}
          verb={t("demonstration.remove")}
          tone="danger"
          onConfirm={remove}
          onClose={() => setAsking(false)}
        >
          <Banner tone="warn">{t("demonstration.remove_text")}</Banner>
          {contents}
          <Checkbox label={t("demonstration.remove_understood")} value={understood} onChange={setUnderstood} />
        </ConfirmDialog>
      )}
    </>
  );
}
