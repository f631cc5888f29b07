import { useForm } from "#web/form.ts";
import { ApiProblem, post } from "#web/http.ts";
import { sayProblem, useT } from "#web/messages.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { Button } from "#web/ui/Button.tsx";
import { TextField } from "#web/ui/TextField.tsx";
import type { NextStep } from "../schema.ts";
import css from "./forms.module.css";
import { PasskeyButton } from "./PasskeyButton.tsx";
import { PasswordField, ScriptNotice } from "./PasswordField.tsx";
import { passkeysWork } from "./passkeys.ts";

type Done = { onDone: (next: string | null) => Promise<void> };

/** The passkey first where the browser has them; the password below. */
export function SignInForm({ onDone }: Done) {
  const t = useT();
  return (
    <>
      {passkeysWork() && (
        <>
          <PasskeyButton
            ask={async () => (await post<{ options: never }>("/session/passkey/options")).options}
            send={async (response) => onDone((await post<NextStep>("/session/passkey", { response })).next)}
          />
          <p className={css.or}>{t("accounts.or_password")}</p>
        </>
      )}
      <PasswordForm onDone={onDone} />
    </>
  );
}

/** The refusal names neither the login nor the password: it stands under the one that is typed unseen. */
const REFUSED = "accounts.sign_in_refused";

function PasswordForm({ onDone }: Done) {
  const t = useT();
  const form = useForm({
    initial: { login: "", password: "" },
    check: ({ login, password }) => [
      ...(login.trim() ? [] : [{ path: "login", title: t("accounts.login_missing") }]),
      ...(password ? [] : [{ path: "password", title: t("accounts.password_missing") }]),
    ],
    send: (values) => post<NextStep>("/session", values),
    onDone: ({ next }) => void onDone(next),
  });
  const refused = form.problem instanceof ApiProblem && form.problem.code === REFUSED ? form.problem : null;
  return (
    <form className={css.form} onSubmit={form.submit} noValidate>
      {form.problem && !refused ? <Banner tone="danger">{sayProblem(t, form.problem)}</Banner> : null}
      <TextField
        {...form.field("login")}
        kind="reference"
        label={t("accounts.login")}
        autoComplete="username"
        autoFocus={!passkeysWork()}
      />
      <ScriptNotice text={form.values.login} />
      <PasswordField
        {...form.field("password")}
        error={form.field("password").error ?? (refused ? sayProblem(t, refused) : undefined)}
        label={t("accounts.password")}
        autoComplete="current-password"
      />
      <Button type="submit" tone={passkeysWork() ? "plain" : "primary"} busy={form.busy} className={css.wide}>
        {t("accounts.enter")}
      </Button>
    </form>
  );
}
