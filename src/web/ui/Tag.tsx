import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { type StatusTone, TONE_ICONS } from "./Banner.tsx";
import { cx } from "./class-names.ts";
import { Icon } from "./Icon.tsx";
import css from "./Tag.module.css";

/** A state in one word. Icon and word carry it; the colour only helps. `neutral` has no icon of its own. */
export function Tag({
  tone = "neutral",
  icon,
  children,
}: {
  tone?: StatusTone;
  icon?: LucideIcon;
  children: ReactNode;
}) {
  const drawing = icon ?? (tone === "neutral" ? undefined : TONE_ICONS[tone]);
  return (
    <span className={cx(css.tag, css[tone])}>
      {drawing && <Icon of={drawing} size={14} />}
      {children}
    </span>
  );
}
