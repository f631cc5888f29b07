import { useQueryClient } from "@tanstack/react-query";
import { FilePenLine, ScanLine, SquarePen } from "lucide-react";
import { useState } from "react";
import { del } from "#web/http.ts";
import { useT } from "#web/messages.tsx";
import { useGo } from "#web/navigation.tsx";
import { useStepUp } from "#web/step-up.tsx";
import { Button, LinkButton } from "#web/ui/Button.tsx";
import { ConfirmDialog } from "#web/ui/ConfirmDialog.tsx";
import type { RequestView } from "../schema.ts";
import { recall, withdraw } from "./acts.ts";
import type { Decisions } from "./useDecisions.tsx";

type Asking = "edit" | "withdraw" | "discard";

/** What the reader may do beside deciding: correct, withdraw, prepare, enter an act taken on paper, annul. */
export function OwnActions({ request, decisions }: { request: RequestView; decisions: Decisions }) {
  const t = useT();
  const go = useGo();
  const queries = useQueryClient();
  const withStepUp = useStepUp();
  const [asking, setAsking] = useState<Asking | null>(null);
  const may = new Set(request.abilities);
  const acts: Record<Asking, () => Promise<unknown>> = {
    edit: () => recall(request),
    withdraw: () => withdraw(request),
    discard: () => del(`/requests/${request.id}`),
  };
  const confirm = async (what: Asking): Promise<void> => {
    await withStepUp(acts[what]);
    await queries.invalidateQueries({ queryKey: ["requests"] });
    if (what === "edit") go(`/requests/${request.id}/edit`);
    if (what === "discard") go("/requests");
  };
  return (
    <>
      {may.has("edit") &&
        (request.state === "submitted" ? (
          <Button icon={SquarePen} onClick={() => setAsking("edit")}>
            {t("requests.edit")}
          </Button>
        ) : (
          <LinkButton tone="primary" icon={SquarePen} to={`/requests/${request.id}/edit`}>
            {t(request.state === "draft" ? "requests.continue" : "requests.correct")}
          </LinkButton>
        ))}
      {may.has("withdraw") && <Button onClick={() => setAsking("withdraw")}>{t("requests.withdraw")}</Button>}
      {may.has("discard") && <Button onClick={() => setAsking("discard")}>{t("requests.discard")}</Button>}
      {may.has("prepare") && (
        <Button icon={FilePenLine} onClick={() => decisions.ask("prepare")}>
          {t("requests.prepare")}
        </Button>
      )}
      {may.has("record_paper") && (
        <Button icon={ScanLine} onClick={() => decisions.ask("record_paper")}>
          {t("requests.paper_act")}
        </Button>
      )}
      {may.has("annul") && <Button onClick={() => decisions.ask("annul")}>{t("requests.annul")}</Button>}
      {asking && (
        <ConfirmDialog
          title={t(`requests.${asking}.title`)}
          verb={t(`requests.${asking}.verb`)}
          tone={asking === "edit" ? "primary" : "danger"}
          onConfirm={() => confirm(asking)}
          onClose={() => setAsking(null)}
        >
          <p>{t(`requests.${asking}.text`)}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
