import type { LucideIcon } from "lucide-react";
import { cx } from "./class-names.ts";
import css from "./Icon.module.css";

type IconProps = {
  of: LucideIcon;
  /** Pixels; 18 beside text. */
  size?: number;
  /** Points somewhere (back, next, send, undo): mirrored in Arabic. Clocks, checks, search and pens are not. */
  directional?: boolean;
  /** Said by a screen reader; without it the icon is decoration. */
  label?: string;
};

/** A line drawing from the one icon family. Never a character: bidi would mirror it once more. */
export function Icon({ of: Drawing, size = 18, directional, label }: IconProps) {
  const naming = label ? { role: "img", "aria-label": label } : { "aria-hidden": true as const };
  return (
    <Drawing size={size} strokeWidth={1.75} className={cx(css.icon, directional && css.directional)} {...naming} />
  );
}
