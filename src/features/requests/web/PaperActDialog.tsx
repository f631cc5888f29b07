import { useState } from "react";
import { type ChosenPerson, PersonField } from "#features/people/web/api.tsx";
import { sayProblem, useFormats, useT } from "#web/messages.tsx";
import { useStepUp } from "#web/step-up.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { Button } from "#web/ui/Button.tsx";
import { RadioGroup } from "#web/ui/Choices.tsx";
import { Dialog } from "#web/ui/Dialog.tsx";
import { FileDrop } from "#web/ui/FileDrop.tsx";
import { toast } from "#web/ui/toast.tsx";
import type { RequestView, StepView } from "../schema.ts";
import { recordPaperAct, type Verdict } from "./acts.ts";
import { PROOF_MAX_BYTES, PROOF_TYPES, uploadProof } from "./proofs.ts";
import { ReasonFields, useAct, useReason } from "./VerdictDialog.tsx";
import { stepName } from "./words.ts";

type PaperActDialogProps = {
  request: RequestView;
  step: StepView;
  keyOfAct: string;
  onDone: () => Promise<void>;
  onClose: () => void;
};

/** Enters an act taken on paper: who signed, what he wrote, and the scan that proves it. */
export function PaperActDialog({ request, step, keyOfAct, onDone, onClose }: PaperActDialogProps) {
  const t = useT();
  const formats = useFormats();
  const [author, setAuthor] = useState<ChosenPerson | null>(
    step.person && { id: step.person.id, name: formats.name(step.person.name) },
  );
  const [verdict, setVerdict] = useState<Verdict>("approve");
  const [files, setFiles] = useState<File[]>([]);
  const [tried, setTried] = useState(false);
  const reasons = useReason(verdict !== "approve");
  const withStepUp = useStepUp();
  const enter = async (): Promise<void> => {
    const proof = await uploadProof(files[0] as File);
    const { reason, comment } = reasons;
    await recordPaperAct(
      request.id,
      {
        step: step.id ?? "",
        version: request.version,
        author: author?.id ?? "",
        verdict,
        reason,
        comment: comment.trim(),
        proof,
      },
      keyOfAct,
    );
    toast(t("requests.done.record_paper"));
    await onDone();
  };
  const { busy, problem, run } = useAct(() => withStepUp(enter));
  const send = (): void => {
    setTried(true);
    if (reasons.ready() && author && files.length > 0) void run();
  };
  return (
    <Dialog
      title={t("requests.paper_act.title")}
      onClose={onClose}
      onSubmit={send}
      actions={
        <>
          <Button type="submit" tone="primary" busy={busy}>
            {t("requests.paper_act.verb")}
          </Button>
          <Button tone="quiet" onClick={onClose}>
            {t("web.cancel")}
          </Button>
        </>
      }
    >
      {problem ? <Banner tone="danger">{sayProblem(t, problem)}</Banner> : null}
      <p>{t("requests.paper_act.text", { step: stepName(t, formats, step) })}</p>
      <PersonField
        label={t("requests.paper_act.author")}
        hint={t("requests.paper_act.author_hint")}
        value={author}
        onChange={setAuthor}
        except={[request.requester.id]}
        error={tried && !author ? t("requests.paper_act.author_missing") : undefined}
      />
      <RadioGroup
        label={t("requests.paper_act.verdict")}
        value={verdict}
        onChange={setVerdict}
        row
        options={(["approve", "return", "refuse"] as const).map((value) => ({
          value,
          label: t(`requests.do.${value}`),
        }))}
      />
      <ReasonFields state={reasons} />
      <FileDrop
        label={t("requests.paper_act.scan")}
        hint={t("requests.paper_act.scan_hint")}
        accept={PROOF_TYPES}
        maxBytes={PROOF_MAX_BYTES}
        value={files}
        onChange={setFiles}
        error={tried && files.length === 0 ? t("requests.proof_missing") : undefined}
      />
    </Dialog>
  );
}
