import type { ReactNode } from "react";
import type { Form } from "../form.ts";
import { useT } from "../messages.tsx";
import { Button } from "./Button.tsx";
import { Dialog } from "./Dialog.tsx";
import { ErrorSummary } from "./ErrorSummary.tsx";

type FormDialogProps<V> = {
  form: Form<V>;
  title: ReactNode;
  /** What the main button does, never "OK": "Appoint". */
  verb: string;
  tone?: "primary" | "danger";
  size?: "small" | "medium" | "large";
  /** What the act does, before the fields. */
  lead?: ReactNode;
  onClose: () => void;
  children?: ReactNode;
};

/** A form in a window: faults at the top with the focus on them, its verb and the way out at the foot. */
export function FormDialog<V>(props: FormDialogProps<V>) {
  const { form, title, verb, tone = "primary", size, lead, onClose, children } = props;
  const t = useT();
  const actions = (
    <>
      <Button type="submit" tone={tone} busy={form.busy}>
        {verb}
      </Button>
      <Button tone="quiet" onClick={onClose}>
        {t("web.cancel")}
      </Button>
    </>
  );
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={() => void form.submit()}
      actions={actions}
      {...(size && { size })}
    >
      <ErrorSummary faults={form.faults} problem={form.problem} attempts={form.attempts} />
      {lead && <p>{lead}</p>}
      {children}
    </Dialog>
  );
}
