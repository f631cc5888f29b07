import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { useT } from "../messages.tsx";
import { IconButton } from "./Button.tsx";
import { cx } from "./class-names.ts";
import css from "./Dialog.module.css";

type DialogProps = {
  title: ReactNode;
  onClose: () => void;
  children: ReactNode;
  /** The verbs, the main one first. */
  actions?: ReactNode;
  size?: "small" | "medium" | "large";
  /** At the side, over the page's end: help, notifications, previews on a phone. */
  side?: boolean;
  /** Questions that interrupt (`alertdialog`). */
  alert?: boolean;
  /** Makes the whole dialog a form, so that Enter sends it. */
  onSubmit?: () => void;
};

/** The first thing to fill in; of a group of choices, the chosen one. */
const FIRST = "[data-body] :is(input[type=radio]:checked, input:not([type=radio], [hidden]), textarea, select)";

/**
 * A window over the page; shown as long as it is rendered. The browser's own modal dialog holds the focus,
 * makes the page behind inert and gives the focus back; Escape and a press outside close it.
 */
export function Dialog({ title, onClose, children, actions, size = "medium", side, alert, onSubmit }: DialogProps) {
  const t = useT();
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement as HTMLElement | null;
    dialog?.showModal();
    // The browser would take the first control, which is the way out: what is asked comes first.
    dialog?.querySelector<HTMLElement>(FIRST)?.focus();
    return () => {
      dialog?.close();
      if (before?.isConnected) before.focus();
    };
  }, []);
  const body = (
    <>
      <div className={css.head}>
        <h2 id={titleId}>{title}</h2>
        <IconButton icon={X} label={t("web.close")} size="small" onClick={onClose} />
      </div>
      <div className={css.body} data-body="">
        {children}
      </div>
      {actions && <div className={css.actions}>{actions}</div>}
    </>
  );
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it; the press outside is only a comfort.
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      {...(alert && { role: "alertdialog" })}
      className={cx(css.dialog, css[size], side && css.side)}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === ref.current) onClose();
      }}
    >
      {onSubmit ? (
        <form
          className={css.frame}
          onSubmit={(event) => {
            event.preventDefault();
            onSubmit();
          }}
        >
          {body}
        </form>
      ) : (
        <div className={css.frame}>{body}</div>
      )}
    </dialog>
  );
}
