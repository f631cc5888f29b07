import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { newKey } from "#web/http.ts";
import { sayProblem, useT } from "#web/messages.tsx";
import { useStepUp } from "#web/step-up.tsx";
import { toast } from "#web/ui/toast.tsx";
import type { RequestView } from "../schema.ts";
import { AnnulDialog } from "./AnnulDialog.tsx";
import { annul, type Given, giveVerdict, heldSeconds, proposeVerdict, undoVerdict, type Verdict } from "./acts.ts";
import { PaperActDialog } from "./PaperActDialog.tsx";
import { VerdictDialog } from "./VerdictDialog.tsx";

export type Ask = Verdict | "prepare" | "record_paper" | "annul";
export type Decisions = { ask: (what: Ask) => void; dialog: ReactNode };

/** The acts of those before whom a request is: each asks first, says what follows, and can be undone while it is held. */
export function useDecisions(request: RequestView): Decisions {
  const t = useT();
  const queries = useQueryClient();
  const withStepUp = useStepUp();
  const [asked, setAsked] = useState<{ what: Ask; key: string; step: string } | null>(null);
  const close = (): void => setAsked(null);
  const refresh = async (): Promise<void> => {
    await queries.invalidateQueries({ queryKey: ["requests"] });
    await queries.invalidateQueries({ queryKey: ["work"] });
  };

  const announce = (verdict: Verdict, step: string, heldUntil: string | null): void => {
    const text = t(verdict === "approve" && !heldUntil ? "requests.done.grant" : `requests.done.${verdict}`, {
      count: 1,
    });
    if (!heldUntil) return void toast({ text });
    const undo = async (): Promise<void> => {
      await undoVerdict(request.id, step).then(
        () => toast({ text: t("web.work.undone"), tone: "info" }),
        (problem: unknown) => toast({ text: sayProblem(t, problem), tone: "danger" }),
      );
      await refresh();
    };
    toast({ text, forMs: heldSeconds(heldUntil) * 1000, action: { label: t("web.undo"), run: undo } });
  };

  /** A refused act leaves the dialog and its words; the page behind is read again, so that the next try sees what is. */
  const act = async (run: () => Promise<unknown>): Promise<void> => {
    try {
      await withStepUp(run);
    } finally {
      await refresh();
    }
    close();
  };

  const decide = (given: Given): Promise<void> =>
    act(async () => {
      const { heldUntil } = await giveVerdict(
        request.id,
        { ...given, step: asked!.step, version: request.version },
        asked!.key,
      );
      announce(given.verdict, asked!.step, heldUntil);
    });
  const prepare = (given: Given): Promise<void> =>
    act(async () => {
      await proposeVerdict(
        request.id,
        { step: asked!.step, verdict: given.verdict, comment: given.comment },
        asked!.key,
      );
      toast(t("requests.done.prepare", { count: 1 }));
    });

  const step = request.steps.find((one) => one.id === (asked?.step ?? request.currentStep));
  const ask = (what: Ask): void => setAsked({ what, key: newKey(), step: request.currentStep ?? "" });

  const dialog = asked && (
    <>
      {(asked.what === "approve" || asked.what === "return" || asked.what === "refuse") && step && (
        <VerdictDialog request={request} step={step} verdict={asked.what} onGive={decide} onClose={close} />
      )}
      {asked.what === "prepare" && step && (
        <VerdictDialog request={request} step={step} verdict={null} onGive={prepare} onClose={close} />
      )}
      {asked.what === "record_paper" && step && (
        <PaperActDialog
          request={request}
          step={step}
          keyOfAct={asked.key}
          onDone={() => act(async () => undefined)}
          onClose={close}
        />
      )}
      {asked.what === "annul" && (
        <AnnulDialog request={request} onAnnul={(reason) => act(() => annul(request, reason))} onClose={close} />
      )}
    </>
  );
  return { ask, dialog };
}
