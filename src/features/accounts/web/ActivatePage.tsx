import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Fingerprint } from "lucide-react";
import { useEffect, useState } from "react";
import { useForm } from "#web/form.ts";
import { get, post } from "#web/http.ts";
import { sayProblem, useFormats, useT } from "#web/messages.tsx";
import { Link } from "#web/navigation.tsx";
import { useSession } from "#web/session.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { Button } from "#web/ui/Button.tsx";
import { Loaded } from "#web/ui/Skeleton.tsx";
import { TextField } from "#web/ui/TextField.tsx";
import { Ref } from "#web/ui/values.tsx";
import type { ActivationView, NextStep } from "../schema.ts";
import { useAfterProof } from "./after-proof.ts";
import css from "./forms.module.css";
import { Gate } from "./Gate.tsx";
import { NewPassword } from "./NewPassword.tsx";
import { usePasskeyMaking } from "./passkey-making.ts";
import { passkeysWork } from "./passkeys.ts";

/** From the printed sheet to the first proof: the code, then a password or a passkey of one's own. */
export default function ActivatePage() {
  const { pending } = useSession();
  return pending?.step === "activation" ? <ChooseProof /> : <GiveCode />;
}

/** The sheet's QR code carries the code behind `#`, which no server receives; it leaves the address at once. */
function useCodeInAddress(): string {
  const [code] = useState(() => decodeURIComponent(location.hash.slice(1)));
  useEffect(() => {
    if (location.hash) history.replaceState(history.state, "", location.pathname);
  }, []);
  return code;
}

function GiveCode() {
  const t = useT();
  const queries = useQueryClient();
  const code = useCodeInAddress();
  const form = useForm({
    initial: { code },
    check: ({ code }) => (code.trim() ? [] : [{ path: "code", title: t("accounts.code_missing") }]),
    send: (values) => post<ActivationView>("/accounts/activation", values),
    onDone: () => void queries.refetchQueries({ queryKey: ["session"] }),
  });
  return (
    <Gate
      title={t("accounts.activate")}
      lead={t("accounts.activate_lead")}
      foot={<Link to="/sign-in">{t("accounts.back_to_sign_in")}</Link>}
    >
      <form className={css.form} onSubmit={form.submit} noValidate>
        <TextField
          {...form.field("code")}
          error={form.field("code").error ?? (form.problem ? sayProblem(t, form.problem) : undefined)}
          kind="reference"
          label={t("accounts.activation_code")}
          hint={t("accounts.activation_code_hint")}
          autoComplete="one-time-code"
          autoFocus
        />
        <Button type="submit" tone="primary" busy={form.busy} className={css.wide}>
          {t("accounts.continue")}
        </Button>
      </form>
    </Gate>
  );
}

function ChooseProof() {
  const t = useT();
  const formats = useFormats();
  const query = useQuery({
    queryKey: ["accounts", "activation"],
    queryFn: () => get<ActivationView>("/accounts/activation"),
    gcTime: 0,
  });
  return (
    <Loaded query={query}>
      {(view) => (
        <Gate
          title={t("accounts.welcome", { name: formats.name(view.name) })}
          lead={t.rich("accounts.welcome_lead", { login: <Ref>{view.login}</Ref> })}
        >
          {view.passkey && passkeysWork() && <FirstPasskey />}
          <FirstPassword login={view.login} />
        </Gate>
      )}
    </Loaded>
  );
}

function FirstPasskey() {
  const t = useT();
  const { make, busy, problem } = usePasskeyMaking(useAfterProof());
  return (
    <>
      {problem ? <Banner tone="danger">{sayProblem(t, problem)}</Banner> : null}
      <p>{t("accounts.passkey_lead")}</p>
      <Button
        tone="primary"
        icon={Fingerprint}
        busy={busy}
        onClick={() => void make(t("accounts.passkey_default_name"))}
        className={css.wide}
      >
        {t("accounts.make_passkey")}
      </Button>
      <p className={css.or}>{t("accounts.or_choose_password")}</p>
    </>
  );
}

function FirstPassword({ login }: { login: string }) {
  const afterProof = useAfterProof();
  const queries = useQueryClient();
  const send = async (password: string): Promise<void> => {
    const { next } = await post<NextStep>("/accounts/activation/password", { password });
    await afterProof(next);
    if (next !== "open") await queries.refetchQueries({ queryKey: ["session"] });
  };
  return <NewPassword login={login} send={send} />;
}
