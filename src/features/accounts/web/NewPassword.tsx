import { useForm } from "#web/form.ts";
import { sayProblem, useT } from "#web/messages.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { Button } from "#web/ui/Button.tsx";
import css from "./forms.module.css";
import { PasswordField } from "./PasswordField.tsx";

/** A new password; it can be shown while typing, so it is asked for once. */
export function NewPassword({
  login,
  send,
  onDone,
}: {
  login: string;
  send: (password: string) => Promise<void>;
  onDone?: () => void;
}) {
  const t = useT();
  const form = useForm({
    initial: { password: "" },
    check: ({ password }) => (password ? [] : [{ path: "password", title: t("accounts.password_missing") }]),
    send: ({ password }) => send(password),
    ...(onDone && { onDone }),
  });
  return (
    <form className={css.form} onSubmit={form.submit} noValidate>
      {form.problem ? <Banner tone="danger">{sayProblem(t, form.problem)}</Banner> : null}
      {/* Password managers keep the pair. */}
      <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
      <PasswordField
        {...form.field("password")}
        label={t("accounts.new_password")}
        hint={t("accounts.new_password_hint")}
        autoComplete="new-password"
      />
      <Button type="submit" tone="primary" busy={form.busy} className={css.wide}>
        {t("accounts.keep_password")}
      </Button>
    </form>
  );
}
