import { Check, Clock, type LucideIcon, Undo2, X } from "lucide-react";
import type { ReactNode } from "react";
import type { LocalizedName } from "#platform/wire/localized-name.ts";
import { cx } from "./class-names.ts";
import { Icon } from "./Icon.tsx";
import { SmallFacts } from "./SmallFacts.tsx";
import css from "./Timeline.module.css";
import { DateTimeText, Name, PersonName } from "./values.tsx";

export type TimelineStep = {
  id: string;
  state: "done" | "refused" | "returned" | "now" | "next";
  /** What happened or will: "Visa of the head of service". */
  title: ReactNode;
  person?: LocalizedName | null;
  /** The capacity in which the person acts: the post held. */
  capacity?: LocalizedName | string | null;
  /** "p.i." or the delegation, ready to read. */
  delegation?: ReactNode;
  at?: string | null;
  /** Expected delay of a step that waits, ready to read. */
  expected?: ReactNode;
  comment?: string | null;
};

const DRAWINGS: Record<TimelineStep["state"], LucideIcon> = {
  done: Check,
  refused: X,
  returned: Undo2,
  now: Clock,
  next: Clock,
};

/** Who did what, in which capacity, when, with which words; then who comes next. */
export function Timeline({ steps, label }: { steps: readonly TimelineStep[]; label: string }) {
  return (
    <ol className={css.timeline} aria-label={label}>
      {steps.map((step) => (
        <li
          key={step.id}
          className={cx(css.step, css[step.state])}
          {...(step.state === "now" && { "aria-current": "step" })}
        >
          <span className={css.mark}>
            <Icon of={DRAWINGS[step.state]} size={14} directional={step.state === "returned"} />
          </span>
          <div className={css.body}>
            <p className={css.title}>{step.title}</p>
            <Who step={step} />
            {step.comment && (
              <blockquote className={css.comment} dir="auto">
                {step.comment}
              </blockquote>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Who({ step }: { step: TimelineStep }) {
  const { person, capacity, delegation, at, expected } = step;
  return (
    <SmallFacts>
      {person && <PersonName name={person} />}
      {capacity && (typeof capacity === "string" ? <bdi>{capacity}</bdi> : <Name of={capacity} />)}
      {delegation}
      {at && <DateTimeText at={at} />}
      {expected}
    </SmallFacts>
  );
}
