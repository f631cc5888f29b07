import type { ReactNode } from "react";
import type { Formats } from "#web/formats.ts";
import { type Translate, useFormats, useT } from "#web/messages.tsx";
import { Tag } from "#web/ui/Tag.tsx";
import { Timeline, type TimelineStep } from "#web/ui/Timeline.tsx";
import { Name, PersonName } from "#web/ui/values.tsx";
import type { StepView } from "../schema.ts";
import css from "./StepTimeline.module.css";
import { stepName } from "./words.ts";

type StepTimelineProps = {
  steps: readonly StepView[];
  label: string;
  /** Of a request that exists: proofs can be read. */
  request?: string;
  /** What came before the first step: the submission. */
  before?: readonly TimelineStep[];
};

/** The steps of a path in their order: who acted, in which capacity, by which act; then who is asked next. */
export function StepTimeline({ steps, label, request, before = [] }: StepTimelineProps) {
  const t = useT();
  const formats = useFormats();
  const shown = steps.map((step, index) => ({ ...lineOf(t, formats, step, request), id: step.id ?? String(index) }));
  return <Timeline label={label} steps={[...before, ...shown]} />;
}

const STATES: Record<StepView["state"], TimelineStep["state"]> = {
  waiting: "next",
  current: "now",
  held: "now",
  done: "done",
  skipped: "next",
  void: "next",
};

function stateOf({ state, verdict }: StepView): TimelineStep["state"] {
  if (state !== "done") return STATES[state];
  return verdict === "refuse" ? "refused" : verdict === "return" ? "returned" : "done";
}

function lineOf(t: Translate, formats: Formats, step: StepView, request: string | undefined): TimelineStep {
  const person = step.actedBy ?? (step.state === "skipped" || step.state === "void" ? null : step.person);
  const acted = step.actedBy !== null;
  return {
    id: "",
    state: stateOf(step),
    title: <Title step={step} name={stepName(t, formats, step)} />,
    // An office is asked as such; a name appears when somebody of it has acted.
    person: step.office && !acted ? null : (person?.name ?? null),
    capacity: step.post?.unit ?? null,
    delegation: acted ? capacityOf(t, step) : step.interim ? t("requests.capacity.interim") : null,
    at: step.actedAt,
    expected: <Notes step={step} request={request} />,
    comment: step.comment || null,
  };
}

/** "p.i. (act no …)", "by delegation (act no …)"; nothing for a holder or an office. */
function capacityOf(t: Translate, { capacity, actNumber }: StepView): string | null {
  if (capacity !== "interim" && capacity !== "delegate") return null;
  return actNumber ? t(`requests.capacity.${capacity}_act`, { act: actNumber }) : t(`requests.capacity.${capacity}`);
}

function Title({ step, name }: { step: StepView; name: string }) {
  const t = useT();
  const { state, verdict, reason } = step;
  return (
    <span className={css.title}>
      <span>{name}</span>
      {verdict === "approve" && state !== "void" && (
        <Tag tone="success">
          {t(step.act === "decision" ? "requests.verdict.granted" : "requests.verdict.approved")}
        </Tag>
      )}
      {verdict && verdict !== "approve" && (
        <Tag tone={verdict === "refuse" ? "danger" : "warn"}>
          {t(verdict === "refuse" ? "requests.verdict.refused" : "requests.verdict.returned")}
        </Tag>
      )}
      {reason && <span className={css.reason}>{t(`requests.reason.${reason}`)}</span>}
    </span>
  );
}

/** What else is to be known of a step, one short phrase each. */
function Notes({ step, request }: { step: StepView; request: string | undefined }) {
  const t = useT();
  const notes: { key: string; text: ReactNode }[] = [];
  if (step.state === "current" && step.dueOn)
    notes.push({ key: "due", text: t("requests.note.expected_by", { day: step.dueOn }) });
  if (step.state === "held") notes.push({ key: "held", text: t("requests.note.held") });
  if (step.state === "skipped") notes.push({ key: "skipped", text: t("requests.note.skipped") });
  if (step.state === "void")
    notes.push({ key: "void", text: t(step.verdict ? "requests.note.void" : "requests.note.not_reached") });
  if (step.preparedBy)
    notes.push({
      key: "prepared",
      text: t.rich("requests.note.prepared_by", { person: <PersonName key="p" name={step.preparedBy.name} /> }),
    });
  if (step.enteredBy)
    notes.push({
      key: "entered",
      text: t.rich("requests.note.entered_by", { person: <PersonName key="p" name={step.enteredBy.name} /> }),
    });
  if (step.hasProof && step.id && request)
    notes.push({ key: "proof", text: <ProofLink request={request} step={step.id} /> });
  if (step.proposal) notes.push({ key: "proposal", text: <Proposal step={step} /> });
  if (notes.length === 0) return null;
  return (
    <span className={css.notes}>
      {notes.map((note) => (
        <span key={note.key}>{note.text}</span>
      ))}
    </span>
  );
}

function Proposal({ step }: { step: StepView }) {
  const t = useT();
  const { proposal } = step;
  if (!proposal) return null;
  return (
    <>
      {t(`requests.proposal.${proposal.verdict}`)} · <Name of={proposal.assistant.name} />
      {proposal.comment && (
        <>
          {" · "}
          <bdi dir="auto">{proposal.comment}</bdi>
        </>
      )}
    </>
  );
}

/** The scan that proves an act taken on paper. `step`: its id, or `filing` for the paper of the submission. */
export function ProofLink({ request, step }: { request: string; step: string }) {
  const t = useT();
  return (
    <a href={`/api/requests/${request}/proofs/${step}`} download>
      {t("requests.proof")}
    </a>
  );
}
