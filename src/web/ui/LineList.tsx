import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "../navigation.tsx";
import { cx } from "./class-names.ts";
import { Icon } from "./Icon.tsx";
import css from "./LineList.module.css";

/** A framed list of few lines; what grows by hundreds is a `DataList`. */
export const LineList = ({ label, children }: { label: string; children: ReactNode }) => (
  <ul className={css.list} aria-label={label}>
    {children}
  </ul>
);

type LineProps = {
  icon?: LucideIcon;
  /** What it is, and beneath it its small facts. */
  children: ReactNode;
  /** Its state, or what can be done with it. */
  end?: ReactNode;
  /** It no longer holds. */
  past?: boolean;
};

export const Line = ({ icon, children, end, past }: LineProps) => (
  <li className={cx(css.line, past && css.past)}>
    {icon && (
      <span className={css.icon}>
        <Icon of={icon} size={20} />
      </span>
    )}
    <div className={css.what}>{children}</div>
    {end}
  </li>
);

/** The name of a line that leads on: the whole line is its target. */
export const LineLink = ({ to, children }: { to: string; children: ReactNode }) => (
  <Link to={to} className={css.title}>
    {children}
  </Link>
);
