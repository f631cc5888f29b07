import { useEffect, useLayoutEffect, useRef, useState } from "react";
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
  const labels = useLabels(faults);
  const any = faults.length > 0 || Boolean(problem);
  useEffect(() => {
    if (attempts > 0 && any) ref.current?.focus();
  }, [attempts, any]);
  const named = ({ path, title }: FormFault): string =>
    labels[path] ? t("web.form.fault", { field: labels[path], fault: title }) : title;
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
                {named(fault)}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** What the fields at fault are called on the page, so that each line names its own; dialogs and rows need not say it. */
function useLabels(faults: readonly FormFault[]): Record<string, string> {
  const [labels, setLabels] = useState<Record<string, string>>({});
  useLayoutEffect(() => {
    setLabels(Object.fromEntries(faults.map(({ path }) => [path, labelOf(path)])));
  }, [faults]);
  return labels;
}

/** Without the mark "(optional)" that follows it. */
function labelOf(path: string): string {
  const field = fieldOf(path);
  const label =
    field instanceof HTMLFieldSetElement
      ? field.querySelector("legend")
      : field && document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
  return label?.firstChild?.textContent?.trim() ?? "";
}

const fieldOf = (path: string): HTMLElement | null =>
  document.getElementById(fieldId(path)) ?? document.getElementById(fieldId(path.split(".")[0] ?? path));

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
  const target = fieldOf(path);
  target?.scrollIntoView({ block: "center" });
  target?.focus({ preventScroll: true });
}
