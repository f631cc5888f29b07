import { LoaderCircle, type LucideIcon } from "lucide-react";
import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { Link, type Search } from "../navigation.tsx";
import css from "./Button.module.css";
import { cx } from "./class-names.ts";
import { Icon } from "./Icon.tsx";

export type ButtonTone = "primary" | "plain" | "quiet" | "danger";
type Look = {
  tone?: ButtonTone;
  size?: "small" | "medium";
  icon?: LucideIcon;
  /** Mirrors the icon in Arabic. */
  directional?: boolean;
  children: ReactNode;
};

type ButtonProps = Look &
  ButtonHTMLAttributes<HTMLButtonElement> & {
    /** Works: the label stays, a second press does nothing. */
    busy?: boolean;
    ref?: Ref<HTMLButtonElement>;
  };

/** A verb. One primary per screen; the label says what happens ("Send the request"), never "OK". */
export function Button({ tone = "plain", size, icon, directional, busy, children, className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={cx(css.button, css[tone], size === "small" && css.small, className)}
      aria-busy={busy || undefined}
      aria-disabled={busy || rest["aria-disabled"]}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
    >
      {busy ? <Spinner /> : icon && <Icon of={icon} size={16} {...(directional && { directional })} />}
      <span>{children}</span>
    </button>
  );
}

const Spinner = () => (
  <span className={css.spinner}>
    <Icon of={LoaderCircle} size={16} />
  </span>
);

type LinkButtonProps = Look & { to: string; search?: Search };

/** The same look for what leads elsewhere. */
export function LinkButton({ tone = "plain", size, icon, directional, to, search, children }: LinkButtonProps) {
  return (
    <Link to={to} {...(search && { search })} className={cx(css.button, css[tone], size === "small" && css.small)}>
      {icon && <Icon of={icon} size={16} {...(directional && { directional })} />}
      <span>{children}</span>
    </Link>
  );
}

type IconButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "children"> & {
  icon: LucideIcon;
  /** Said by screen readers and shown on hover. */
  label: string;
  directional?: boolean;
  size?: "small" | "medium";
  /** A number on the corner, already named in `label`. */
  badge?: number;
  ref?: Ref<HTMLButtonElement>;
};

/** A button of one icon, for bars where its meaning is plain; always named. */
export function IconButton({ icon, label, directional, size, badge, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      title={label}
      className={cx(css.iconButton, size === "small" && css.smallIcon, className)}
    >
      <Icon of={icon} {...(directional && { directional })} />
      {badge ? <span className={css.badge}>{badge > 99 ? "99+" : badge}</span> : null}
    </button>
  );
}
