import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import css from "./Banner.module.css";
import { cx } from "./class-names.ts";
import { Icon } from "./Icon.tsx";

export type StatusTone = "info" | "warn" | "danger" | "success" | "neutral";
export const TONE_ICONS = {
  info: Info,
  warn: TriangleAlert,
  danger: CircleAlert,
  success: CircleCheck,
  neutral: Info,
} as const;

type BannerProps = { tone?: StatusTone; title?: ReactNode; children?: ReactNode; actions?: ReactNode; live?: boolean };

/** Something to know before going on. `live` has it said when it appears. */
export function Banner({ tone = "info", title, children, actions, live }: BannerProps) {
  const role = tone === "danger" ? "alert" : live ? "status" : undefined;
  return (
    <div className={cx(css.banner, css[tone])} {...(role && { role })}>
      <Icon of={TONE_ICONS[tone]} size={20} />
      <div className={css.text}>
        {title && <strong>{title}</strong>}
        {children && <div>{children}</div>}
      </div>
      {actions && <div className={css.actions}>{actions}</div>}
    </div>
  );
}
