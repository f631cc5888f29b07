import { useState } from "react";
import type { WorkItem, WorkVerb } from "../feature.ts";
import { useT } from "../messages.tsx";
import { Button } from "../ui/Button.tsx";
import { RadioGroup } from "../ui/Choices.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { TextField } from "../ui/TextField.tsx";
import { Ref } from "../ui/values.tsx";
import css from "./AskDialog.module.css";

export type Answer = { reasonCode?: string; comment: string };
type AskDialogProps = {
  ask: NonNullable<WorkVerb["ask"]>;
  verb: string;
  tone: "primary" | "danger";
  items: readonly WorkItem[];
  onAnswer: (answer: Answer) => void;
  onClose: () => void;
};

/** The question before an act: on which things, what follows, and why. */
export function AskDialog({ ask, verb, tone, items, onAnswer, onClose }: AskDialogProps) {
  const t = useT();
  const [reason, setReason] = useState<string | null>(null);
  const [comment, setComment] = useState("");
  const [tried, setTried] = useState(false);
  const chosen = ask.reasons?.find((one) => one.value === reason);
  const reasonMissing = Boolean(ask.reasons) && !chosen;
  const commentNeeded = ask.comment?.required || chosen?.needsComment;
  const commentMissing = Boolean(commentNeeded) && !comment.trim();
  const answer = (): void => {
    setTried(true);
    if (reasonMissing || commentMissing) return;
    onAnswer({ comment: comment.trim(), ...(reason && { reasonCode: reason }) });
  };
  const label = items.length > 1 ? t("web.work.verb_count", { verb, count: items.length }) : verb;
  const actions = (
    <>
      <Button type="submit" tone={tone}>
        {label}
      </Button>
      <Button tone="quiet" onClick={onClose}>
        {t("web.cancel")}
      </Button>
    </>
  );
  return (
    <Dialog title={t.of(ask.title)} alert onClose={onClose} onSubmit={answer} actions={actions}>
      <ul className={css.items}>
        {items.map((item) => (
          <li key={item.id}>
            <bdi>{item.title}</bdi> {item.reference && <Ref>{item.reference}</Ref>}
          </li>
        ))}
      </ul>
      {ask.text && <p>{t.of(ask.text)}</p>}
      {ask.reasons && (
        <RadioGroup
          label={t("web.reason")}
          value={reason}
          onChange={setReason}
          error={tried && reasonMissing ? t("web.reason.missing") : undefined}
          options={ask.reasons.map((one) => ({ value: one.value, label: t.of(one.label) }))}
        />
      )}
      {(ask.comment || chosen?.needsComment) && (
        <TextField
          label={ask.comment ? t.of(ask.comment.label) : t("web.comment")}
          lines={3}
          maxLength={2000}
          value={comment}
          onChange={setComment}
          optional={!commentNeeded}
          error={tried && commentMissing ? t("web.comment.missing") : undefined}
        />
      )}
    </Dialog>
  );
}
