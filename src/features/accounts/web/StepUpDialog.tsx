import { useQuery } from "@tanstack/react-query";
import { useForm } from "#web/form.ts";
import { post } from "#web/http.ts";
import { sayProblem, useT } from "#web/messages.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { Button } from "#web/ui/Button.tsx";
import { Dialog } from "#web/ui/Dialog.tsx";
import { Loaded } from "#web/ui/Skeleton.tsx";
import type { ProofOptions } from "../schema.ts";
import { codeFactors, FactorFields } from "./FactorFields.tsx";
import css from "./forms.module.css";
import { PasskeyButton } from "./PasskeyButton.tsx";
import { PasswordField } from "./PasswordField.tsx";
import { passkeysWork } from "./passkeys.ts";

type StepUpProps = { onDone: () => void; onCancel: () => void };
const optionsQuery = {
  queryKey: ["accounts", "step-up"],
  queryFn: () => post<ProofOptions>("/session/step-up/options"),
  staleTime: 0,
  gcTime: 0,
  refetchOnWindowFocus: false,
};

/** Asks once more who is there, before a grave act; the act then goes on by itself. */
export default function StepUpDialog({ onDone, onCancel }: StepUpProps) {
  const t = useT();
  const query = useQuery(optionsQuery);
  return (
    <Dialog title={t("accounts.step_up")} onClose={onCancel} size="small">
      <p>{t("accounts.step_up_lead")}</p>
      <Loaded query={query}>
        {(options) => (
          <>
            {options.passkey && passkeysWork() && (
              <PasskeyButton
                ask={async () => (await post<{ passkey: never }>("/session/step-up/options")).passkey}
                send={async (response) => {
                  await post("/session/step-up", { response });
                  onDone();
                }}
              />
            )}
            {mayUsePassword(options) && <PasswordStep options={options} onDone={onDone} />}
          </>
        )}
      </Loaded>
    </Dialog>
  );
}

/** With a second factor, the password needs a code beside it. */
const mayUsePassword = (options: ProofOptions): boolean =>
  options.password && (options.factors.length === 0 || codeFactors(options).length > 0);

function PasswordStep({ options, onDone }: { options: ProofOptions; onDone: () => void }) {
  const t = useT();
  const ways = codeFactors(options);
  const form = useForm({
    initial: { password: "", factor: ways[0] ?? ("totp" as const), code: "" },
    check: ({ password, code }) => [
      ...(password ? [] : [{ path: "password", title: t("accounts.password_missing") }]),
      ...(ways.length === 0 || code.trim() ? [] : [{ path: "code", title: t("accounts.code_missing") }]),
    ],
    send: ({ password, factor, code }) =>
      post("/session/step-up", { password, ...(ways.length > 0 && { code: { factor, code } }) }),
    onDone,
  });
  return (
    <form className={css.form} onSubmit={form.submit} noValidate>
      {form.problem ? <Banner tone="danger">{sayProblem(t, form.problem)}</Banner> : null}
      <PasswordField
        {...form.field("password")}
        label={t("accounts.password")}
        autoComplete="current-password"
        autoFocus={!options.passkey}
      />
      {ways.length > 0 && (
        <FactorFields options={options} values={form.values} set={form.set} error={form.field("code").error} />
      )}
      <Button
        type="submit"
        tone={options.passkey && passkeysWork() ? "plain" : "primary"}
        busy={form.busy}
        className={css.wide}
      >
        {t("accounts.confirm")}
      </Button>
    </form>
  );
}
