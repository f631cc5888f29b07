import { type ReactNode, useEffect, useState } from "react";
import { sayProblem, useT } from "../messages.tsx";
import { Banner } from "./Banner.tsx";
import { Button } from "./Button.tsx";
import { Incident } from "./ErrorSummary.tsx";
import css from "./Skeleton.module.css";

const QUIET_MS = 200;

/** True once `QUIET_MS` have passed: what comes sooner needs no placeholder. */
export function useSlow(): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, []);
  return slow;
}

/** The place of what is loading, in its geometry: `rows` of a list, or lines of a text. */
export function Skeleton({ rows = 3, lines }: { rows?: number; lines?: number }) {
  const t = useT();
  const slow = useSlow();
  const count = lines ?? rows;
  return (
    <div className={css.box} role="status" aria-busy="true">
      <span className="visually-hidden">{slow ? t("web.loading") : ""}</span>
      {slow &&
        Array.from({ length: count }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: identical placeholders have no other name.
          <span key={i} className={lines ? css.line : css.row} />
        ))}
    </div>
  );
}

type Loading<T> = { data: T | undefined; error: unknown; refetch?: () => unknown };

/** Shows a query: its placeholder, its failure with a way to try again, or its content. */
export function Loaded<T>(props: { query: Loading<T>; skeleton?: ReactNode; children: (data: T) => ReactNode }) {
  const { query, skeleton, children } = props;
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <Failure problem={query.error} {...(query.refetch && { retry: query.refetch })} />;
  return <>{skeleton ?? <Skeleton />}</>;
}

/** A part that could not be loaded: the cause in plain words, the incident code, one try more. */
export function Failure({ problem, retry }: { problem: unknown; retry?: () => unknown }) {
  const t = useT();
  const again = retry && (
    <Button size="small" onClick={() => void retry()}>
      {t("web.retry")}
    </Button>
  );
  return (
    <Banner tone="danger" actions={again}>
      {sayProblem(t, problem)}
      <Incident problem={problem} />
    </Banner>
  );
}
