import type { ReactNode } from "react";
import { useT } from "#web/messages.tsx";
import { Tag } from "#web/ui/Tag.tsx";
import type { Level } from "../schema.ts";
import css from "./HealthList.module.css";

export type HealthLine = {
  key: string;
  title: string;
  level: Level;
  /** What is so. */
  detail: ReactNode;
  /** What to do; only where it is not good. */
  remedy?: ReactNode;
};

const TONES = { good: "success", warn: "warn", bad: "danger" } as const;

/** Parts of the house one under the other: the name, a word with its icon, the figures, what to do. */
export function HealthList({ label, lines }: { label: string; lines: readonly HealthLine[] }) {
  const t = useT();
  return (
    <ul className={css.list} aria-label={label}>
      {lines.map(({ key, title, level, detail, remedy }) => (
        <li key={key} className={css.line}>
          <h2 className={css.title}>{title}</h2>
          <span className={css.word}>
            <Tag tone={TONES[level]}>{t(`administration.level_${level}`)}</Tag>
          </span>
          <div className={css.detail}>{detail}</div>
          {level !== "good" && remedy && <div className={css.remedy}>{remedy}</div>}
        </li>
      ))}
    </ul>
  );
}

/** What a person types on the machine, as it is. */
export const Command = ({ children }: { children: string }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
  <code className={css.command} dir="ltr" tabIndex={0}>
    {children}
  </code>
);
