import { Check } from "lucide-react";
import type { ReactNode } from "react";
import type { Form } from "../form.ts";
import { useFormats, useT } from "../messages.tsx";
import { Button } from "./Button.tsx";
import { ErrorSummary } from "./ErrorSummary.tsx";
import css from "./FormPage.module.css";
import { Icon } from "./Icon.tsx";
import { Page, usePageTitle } from "./Page.tsx";

type FormPageProps<V> = {
  form: Form<V>;
  title: string;
  lead?: ReactNode;
  back?: { to: string; label: string };
  /** What the main button does: "Send the request". */
  verb: string;
  /** Beside the main button. */
  actions?: ReactNode;
  children: ReactNode;
  /** What stays in sight beside a long form (the balance, who will decide). */
  aside?: ReactNode;
};

/** A form as a screen: one column, faults at the top, verbs at the foot, the time of the last saved draft. */
export function FormPage<V>({ form, title, lead, back, verb, actions, children, aside }: FormPageProps<V>) {
  usePageTitle(title, form.faults.length > 0);
  return (
    <Page title={title} lead={lead} {...(back && { back })} width={aside ? "page" : "form"}>
      <div className={aside ? css.withAside : undefined}>
        <form className={css.form} onSubmit={form.submit} noValidate>
          <ErrorSummary faults={form.faults} problem={form.problem} attempts={form.attempts} />
          {children}
          <FormFoot form={form} verb={verb} actions={actions} />
        </form>
        {aside && <aside className={css.aside}>{aside}</aside>}
      </div>
    </Page>
  );
}

/** The verbs of a form, with the time its draft was kept. */
export function FormFoot<V>({ form, verb, actions }: { form: Form<V>; verb: string; actions?: ReactNode }) {
  return (
    <div className={css.foot}>
      <Button type="submit" tone="primary" busy={form.busy}>
        {verb}
      </Button>
      {actions}
      <SavedAt at={form.savedAt} />
    </div>
  );
}

/** "Draft saved at 10:42". */
export function SavedAt({ at }: { at: Date | null }) {
  const t = useT();
  const formats = useFormats();
  return (
    <span className={css.saved} role="status">
      {at && (
        <>
          <Icon of={Check} size={14} />
          {t("web.form.draft_saved", { time: formats.time(at) })}
        </>
      )}
    </span>
  );
}
