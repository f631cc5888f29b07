import { useQuery } from "@tanstack/react-query";
import { Fingerprint } from "lucide-react";
import { useState } from "react";
import { useForm } from "#web/form.ts";
import { ApiProblem, post } from "#web/http.ts";
import { sayProblem, useT } from "#web/messages.tsx";
import { useSignOut } from "#web/session.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { Button } from "#web/ui/Button.tsx";
import { Loaded } from "#web/ui/Skeleton.tsx";
import type { NextStep, ProofOptions } from "../schema.ts";
import { codeFactors, FactorFields } from "./FactorFields.tsx";
import css from "./forms.module.css";
import { CeremonyGivenUp, passkeysWork, showPasskey } from "./passkeys.ts";

type Done = { onDone: (next: string | null) => Promise<void> };

/** What follows the password of whoever holds a second factor. */
export function SecondFactorForm({ onDone }: Done) {
  const t = useT();
  const startAgain = useSignOut();
  const query = useQuery({
    queryKey: ["accounts", "second-factor"],
    queryFn: () => post<ProofOptions>("/session/second-factor/options"),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return (
    <Loaded query={query}>
      {(options) => (
        <>
          {options.passkey && passkeysWork() && <PasskeyProof onDone={onDone} />}
          {codeFactors(options).length > 0 && <CodeProof options={options} onDone={onDone} />}
          <Button tone="quiet" onClick={() => void startAgain()}>
            {t("accounts.start_again")}
          </Button>
        </>
      )}
    </Loaded>
  );
}

function PasskeyProof({ onDone }: Done) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const prove = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const { passkey } = await post<{ passkey: never }>("/session/second-factor/options");
      const { next } = await post<NextStep>("/session/second-factor", { response: await showPasskey(passkey) });
      await onDone(next);
    } catch (error) {
      if (!(error instanceof CeremonyGivenUp)) setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {problem ? <Banner tone="danger">{sayProblem(t, problem)}</Banner> : null}
      <Button tone="primary" icon={Fingerprint} busy={busy} onClick={() => void prove()} className={css.wide}>
        {t("accounts.with_passkey")}
      </Button>
    </>
  );
}

function CodeProof({ options, onDone }: Done & { options: ProofOptions }) {
  const t = useT();
  const form = useForm({
    initial: { factor: codeFactors(options)[0]!, code: "" },
    check: ({ code }) => (code.trim() ? [] : [{ path: "code", title: t("accounts.code_missing") }]),
    send: (values) => post<NextStep>("/session/second-factor", values),
    onDone: ({ next }) => void onDone(next),
  });
  const refused = form.problem instanceof ApiProblem && form.problem.code === "accounts.factor_refused";
  return (
    <form className={css.form} onSubmit={form.submit} noValidate>
      {form.problem && !refused ? <Banner tone="danger">{sayProblem(t, form.problem)}</Banner> : null}
      <FactorFields
        options={options}
        values={form.values}
        set={form.set}
        error={form.field("code").error ?? (refused ? sayProblem(t, form.problem) : undefined)}
        autoFocus={!options.passkey}
      />
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
