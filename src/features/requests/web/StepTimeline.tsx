import type { ReactNode } from "react";
import type { Formats } from "#web/formats.ts";
import { type Translate, useFormats, useT } from "#web/messages.tsx";
import { Tag } from "#web/ui/Tag.tsx";
import { Timeline, type TimelineStep } from "#web/ui/Timeline.tsx";
import { DateTimeText, Name, PersonName } from "#web/ui/values.tsx";
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

function lineOf(t: Translate, formats: Formats, step: StepView, request: string | undefined): Omit<TimelineStep, "id"> {
  return {
    state: stateOf(step),
    title: <Title step={step} name={stepName(t, formats, step)} />,
    expected: <Lines step={step} request={request} />,
    comment: step.comment || null,
  };
}

/** Who, in which capacity, in which unit, when; then what else is to be known, one line each. */
function Lines({ step, request }: { step: StepView; request: string | undefined }) {
  const t = useT();
  const acted = step.actedBy !== null;
  const passed = step.state === "skipped" || step.state === "void";
  // An office is asked as such; a name appears when somebody of it has acted.
  const person = step.actedBy ?? (passed || step.office ? null : step.person);
  const capacity = acted ? capacityOf(t, step) : step.interim ? t("requests.capacity.interim") : null;
  return (
    <span className={css.lines}>
      {person && (
        <span className={css.person}>
          <PersonName name={person.name} />
          {capacity && <span className={css.capacity}>{capacity}</span>}
        </span>
      )}
      {step.post && <Name of={step.post.unit} />}
      {step.actedAt && <DateTimeText at={step.actedAt} />}
      {notesOf(t, step, request).map((note) => (
        <span key={note.key}>{note.text}</span>
      ))}
    </span>
  );
}

/** "p.i. (act no …)", "by delegation (act no …)"; nothing for a holder or an office. */
function capacityOf(t: Translate, { capacity, actNumber }: StepView): string | null {
  if (capacity !== "interim" && capacity !== "delegate") return null;
  return actNumber ? t(`requests.capacity.${capacity}_act`, { act: actNumber }) : t(`requests.capacity.${capacity}`);
}

const PASSED = { visa: "approved", check: "checked", decision: "granted" } as const;

function Title({ step, name }: { step: StepView; name: string }) {
  const t = useT();
  const { state, verdict, reason } = step;
  return (
    <span className={css.title}>
      <span>{name}</span>
      {verdict === "approve" && state !== "void" && (
        <Tag tone="success">{t(`requests.verdict.${PASSED[step.act]}`)}</Tag>
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
function notesOf(t: Translate, step: StepView, request: string | undefined): { key: string; text: ReactNode }[] {
  const notes: { key: string; text: ReactNode }[] = [];
  const by = (name: StepView["preparedBy"]) => ({ person: name && <PersonName key="person" name={name.name} /> });
  if (step.state === "current" && step.dueOn)
    notes.push({ key: "due", text: t("requests.note.expected_by", { day: step.dueOn }) });
  if (step.state === "held") notes.push({ key: "held", text: t("requests.note.held") });
  if (step.state === "skipped") notes.push({ key: "skipped", text: t("requests.note.skipped") });
  if (step.state === "void")
    notes.push({ key: "void", text: t(step.verdict ? "requests.note.void" : "requests.note.not_reached") });
  if (step.preparedBy) notes.push({ key: "prepared", text: t.rich("requests.note.prepared_by", by(step.preparedBy)) });
  if (step.enteredBy) notes.push({ key: "entered", text: t.rich("requests.note.entered_by", by(step.enteredBy)) });
  if (step.hasProof && step.id && request)
    notes.push({ key: "proof", text: <ProofLink request={request} step={step.id} /> });
  if (step.proposal) notes.push({ key: "proposal", text: <Proposal step={step} /> });
  return notes;
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
