import type { ReactNode } from "react";
import css from "./EmptyState.module.css";
import { StarDrawing } from "./Star.tsx";

/** Nothing here, and that is all right: one line of why, one thing to do. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={css.empty}>
      <StarDrawing />
      <p className={css.title}>{title}</p>
      {children && <p className={css.why}>{children}</p>}
      {action}
    </div>
  );
}
