import { CircleCheck } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import css from "./ConfirmationPanel.module.css";
import { Icon } from "./Icon.tsx";
import { Ref } from "./values.tsx";

type ConfirmationPanelProps = {
  title: string;
  /** The number to keep. */
  reference?: { label: string; value: string };
  /** What happens next, and when. */
  children?: ReactNode;
  actions?: ReactNode;
};

/** It is done: what was done, under which number, and what follows. Takes the focus, so that it is read first. */
export function ConfirmationPanel({ title, reference, children, actions }: ConfirmationPanelProps) {
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => ref.current?.focus(), []);
  return (
    <section className={css.panel}>
      <span className={css.mark}>
        <Icon of={CircleCheck} size={32} />
      </span>
      <h1 ref={ref} tabIndex={-1}>
        {title}
      </h1>
      {reference && (
        <p className={css.reference}>
          {reference.label}
          <strong>
            <Ref>{reference.value}</Ref>
          </strong>
        </p>
      )}
      {children && <div className={css.next}>{children}</div>}
      {actions && <div className={css.actions}>{actions}</div>}
    </section>
  );
}
