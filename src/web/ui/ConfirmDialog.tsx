import { type ReactNode, useState } from "react";
import { sayProblem, useT } from "../messages.tsx";
import { Banner } from "./Banner.tsx";
import { Button } from "./Button.tsx";
import { ChipRow } from "./Chips.tsx";
import { Dialog } from "./Dialog.tsx";
import { TextField } from "./TextField.tsx";

type ConfirmDialogProps = {
  /** The question, naming the thing: "Return this request?". */
  title: string;
  /** What follows from it, and that it has no undo when so. */
  children?: ReactNode;
  /** The verb on the button, never "OK": "Return the request". */
  verb: string;
  tone?: "primary" | "danger";
  /** Asks why; `required` refuses an empty answer. `canned` are sentences to start from. */
  reason?: { label: string; hint?: string; required?: boolean; canned?: readonly string[] };
  onConfirm: (reason: string) => Promise<void> | void;
  onClose: () => void;
};

/** Asks once before an act: typed verb, consequence, reason. Closes itself when the act succeeded. */
export function ConfirmDialog({ title, children, verb, tone = "primary", reason, ...on }: ConfirmDialogProps) {
  const t = useT();
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [missing, setMissing] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const act = async (): Promise<void> => {
    if (busy) return;
    if (reason?.required && !text.trim()) return setMissing(true);
    setBusy(true);
    try {
      await on.onConfirm(text.trim());
      on.onClose();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  const actions = (
    <>
      <Button type="submit" tone={tone} busy={busy}>
        {verb}
      </Button>
      <Button tone="quiet" onClick={on.onClose}>
        {t("web.cancel")}
      </Button>
    </>
  );
  return (
    <Dialog title={title} onClose={on.onClose} actions={actions} size="small" alert onSubmit={act}>
      {problem ? <Banner tone="danger">{sayProblem(t, problem)}</Banner> : null}
      {children}
      {reason && (
        <>
          <TextField
            label={reason.label}
            hint={reason.hint}
            lines={3}
            maxLength={1000}
            value={text}
            autoFocus
            optional={!reason.required}
            error={missing && !text.trim() ? t("web.reason.missing") : undefined}
            onChange={setText}
          />
          {reason.canned && reason.canned.length > 0 && (
            <ChipRow label={t("web.reason.canned")} items={reason.canned} onPick={setText} />
          )}
        </>
      )}
    </Dialog>
  );
}
