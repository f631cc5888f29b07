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
    queryKey: ["administration", "demonstration"],
    queryFn: () => get<DemonstrationView>("/administration/demonstration"),
  });
  return (
    <Page title={t("administration.demonstration")} lead={t("administration.demonstration_page_hint")} width="form">
      <Loaded query={query}>
        {(view) =>
          view.loadedAt ? (
            <Removal view={view} loadedAt={view.loadedAt} />
          ) : (
            <EmptyState title={t("administration.demonstration_absent")}>
              {t("administration.demonstration_absent_text")}
            </EmptyState>
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
    if (!understood) throw new ApiProblem({ code: "administration.not_understood", status: 0 });
    const { setUp } = await withStepUp(() => post<{ setUp: string }>("/administration/demonstration/removal"));
    queries.clear();
    location.assign(setUp);
  };
  const contents = (
    <ul>
      {(["people", "accounts", "requests", "papers", "entries"] as const).map((what) => (
        <li key={what}>{t(`administration.contents_${what}`, { count: view.contents[what] })}</li>
      ))}
    </ul>
  );
  return (
    <>
      <p>{t("administration.demonstration_since", { time: formats.dateTime(loadedAt) })}</p>
      {contents}
      <p>
        <Button tone="danger" onClick={() => setAsking(true)}>
          {t("administration.remove_demonstration")}
        </Button>
      </p>
      {asking && (
        <ConfirmDialog
          title={t("administration.remove_demonstration_question")}
          verb={t("administration.remove_demonstration")}
          tone="danger"
          onConfirm={remove}
          onClose={() => setAsking(false)}
        >
          <Banner tone="warn">{t("administration.remove_demonstration_text")}</Banner>
          {contents}
          <Checkbox
            label={t("administration.remove_demonstration_understood")}
            value={understood}
            onChange={setUnderstood}
          />
        </ConfirmDialog>
      )}
    </>
  );
}
