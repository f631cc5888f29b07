import { useEffect, useRef, useState } from "react";
import { ApiProblem } from "#web/http.ts";
import { sayProblem, useT } from "#web/messages.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { Button } from "#web/ui/Button.tsx";
import { RadioGroup } from "#web/ui/Choices.tsx";
import { Dialog } from "#web/ui/Dialog.tsx";
import { TextField } from "#web/ui/TextField.tsx";
import { Ref, UserText } from "#web/ui/values.tsx";
import type { RequestView, StepView } from "../schema.ts";
import { type Given, REASONS, type Reason, type Verdict } from "./acts.ts";
import css from "./dialogs.module.css";

const VERDICTS: readonly Verdict[] = ["approve", "return", "refuse"];

type VerdictDialogProps = {
  request: RequestView;
  step: StepView;
  /** Null: the secretariat proposes one of the three. */
  verdict: Verdict | null;
  onGive: (given: Given) => Promise<void>;
  onClose: () => void;
};

/** Asks once: on what, what follows and whether it can be undone, why when it is no approval. The button says the act. */
export function VerdictDialog({ request, step, verdict, onGive, onClose }: VerdictDialogProps) {
  const t = useT();
  const proposing = verdict === null;
  const [proposed, setProposed] = useState<Verdict>(step.proposal?.verdict ?? "approve");
  const chosen = verdict ?? proposed;
  const prepared = step.proposal && (proposing || step.proposal.verdict === verdict) ? step.proposal.comment : "";
  const reasons = useReason(chosen !== "approve" && !proposing, prepared);
  const { busy, problem, run } = useAct(() =>
    onGive({ verdict: chosen, reason: reasons.reason, comment: reasons.comment.trim() }),
  );
  const send = (): void => {
    if (reasons.ready()) void run();
  };
  const decides = step.act === "decision" && chosen !== "return" && !proposing;
  // The page behind has been read again: the step may still be open, or gone.
  const stale = problem instanceof ApiProblem && problem.code === "http.stale";
  const open = request.currentStep === step.id && request.abilities.includes(proposing ? "prepare" : "decide");
  useFirstFocus(reasons.needed || proposing ? "input" : decides ? "textarea" : "button[type=submit]");
  const verb = proposing
    ? t("requests.prepare.verb")
    : t(`requests.do.${decides && chosen === "approve" ? "grant" : chosen}`);
  return (
    <Dialog
      title={
        proposing
          ? t("requests.prepare.title")
          : t(`requests.ask.${decides && chosen === "approve" ? "grant" : chosen}`)
      }
      alert
      onClose={onClose}
      onSubmit={send}
      actions={
        <>
          {!(stale && !open) && (
            <Button type="submit" tone={chosen === "refuse" && !proposing ? "danger" : "primary"} busy={busy}>
              {verb}
            </Button>
          )}
          <Button tone="quiet" onClick={onClose}>
            {t(stale && !open ? "web.close" : "web.cancel")}
          </Button>
        </>
      }
    >
      {problem ? (
        <Banner tone="danger">
          {stale ? t(open ? "requests.stale" : "requests.stale_gone") : sayProblem(t, problem)}
        </Banner>
      ) : null}
      <p className={css.what}>
        <UserText>{request.title}</UserText>
        {request.reference && <Ref>{request.reference}</Ref>}
      </p>
      {proposing ? (
        <>
          <p>{t("requests.prepare.text")}</p>
          <RadioGroup
            label={t("requests.prepare.proposal")}
            value={proposed}
            onChange={setProposed}
            options={VERDICTS.map((value) => ({ value, label: t(`requests.do.${value}`) }))}
          />
        </>
      ) : (
        <p>
          {t(
            decides
              ? `requests.follows.decision_${chosen === "approve" ? "approve" : "refuse"}`
              : `requests.follows.${chosen}`,
          )}
        </p>
      )}
      <ReasonFields state={reasons} />
    </Dialog>
  );
}

/** Puts the focus where the answer begins; a visa, which can be taken back, is one more Enter away. */
function useFirstFocus(selector: string): void {
  const first = useRef(selector);
  useEffect(() => document.querySelector<HTMLElement>(`dialog[open] :is(${first.current})`)?.focus(), []);
}

/** Runs the act of a dialog: busy, and its refusal kept in sight with what was typed. */
export function useAct(act: () => Promise<unknown>) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const run = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await act();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return { busy, problem, run };
}

/** A coded reason and free words: the reason needed unless it is an approval, the words when the reason is "other". */
export function useReason(needed: boolean, start = "") {
  const [reason, setReason] = useState<Reason | null>(null);
  const [comment, setComment] = useState(start);
  const [tried, setTried] = useState(false);
  const missing = needed && reason === null;
  const wordless = needed && reason === "other" && comment.trim() === "";
  const ready = (): boolean => {
    setTried(true);
    return !missing && !wordless;
  };
  return {
    needed,
    reason: needed ? reason : null,
    setReason,
    comment,
    setComment,
    missing: tried && missing,
    wordless: tried && wordless,
    ready,
  };
}

export function ReasonFields({ state }: { state: ReturnType<typeof useReason> }) {
  const t = useT();
  const { needed, reason, comment } = state;
  return (
    <>
      {needed && (
        <RadioGroup
          label={t("web.reason")}
          value={reason}
          onChange={state.setReason}
          error={state.missing ? t("requests.reason_needed") : undefined}
          options={REASONS.map((value) => ({ value, label: t(`requests.reason.${value}`) }))}
        />
      )}
      <TextField
        label={t("requests.comment")}
        hint={needed ? t("requests.comment_hint") : undefined}
        lines={3}
        maxLength={2000}
        value={comment}
        onChange={state.setComment}
        optional={!(needed && reason === "other")}
        error={state.wordless ? t("requests.comment_needed") : undefined}
      />
    </>
  );
}
