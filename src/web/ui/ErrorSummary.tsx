import { useEffect, useRef } from "react";
import type { FormFault } from "../form.ts";
import { sayProblem, useT } from "../messages.tsx";
import css from "./ErrorSummary.module.css";
import { fieldId } from "./Field.tsx";

type ErrorSummaryProps = {
  faults: readonly FormFault[];
  /** A refusal that names no field. */
  problem?: unknown;
  /** Each new number moves the focus here (`form.attempts`). */
  attempts: number;
};

/** What must be corrected, at the top, with the focus moved to it and a link to each field (GOV.UK pattern). */
export function ErrorSummary({ faults, problem, attempts }: ErrorSummaryProps) {
  const t = useT();
  const ref = useRef<HTMLDivElement>(null);
  const any = faults.length > 0 || Boolean(problem);
  useEffect(() => {
    if (attempts > 0 && any) ref.current?.focus();
  }, [attempts, any]);
  if (!any) return null;
  return (
    <div ref={ref} tabIndex={-1} role="alert" className={css.summary}>
      <h2>{faults.length > 0 ? t("web.form.correct", { count: faults.length }) : t("web.form.refused")}</h2>
      {problem ? <p>{sayProblem(t, problem)}</p> : null}
      <Incident problem={problem} />
      {faults.length > 0 && (
        <ul>
          {faults.map((fault) => (
            <li key={`${fault.path} ${fault.title}`}>
              <a href={`#${fieldId(fault.path)}`} onClick={(event) => goTo(event, fault.path)}>
                {fault.title}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The incident code of a failure that is ours, to be copied into a message to the administrator. */
export function Incident({ problem }: { problem: unknown }) {
  const t = useT();
  const { status, requestId } = (problem ?? {}) as { status?: number; requestId?: string };
  if (!requestId || !status || status < 500) return null;
  return (
    <p>
      {t("web.incident")} <bdi dir="ltr">{requestId}</bdi>
    </p>
  );
}

function goTo(event: { preventDefault(): void }, path: string): void {
  event.preventDefault();
  const target = document.getElementById(fieldId(path)) ?? document.getElementById(fieldId(path.split(".")[0] ?? path));
  target?.scrollIntoView({ block: "center" });
  target?.focus({ preventScroll: true });
}
