import { useQuery } from "@tanstack/react-query";
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
import { PasskeyButton } from "./PasskeyButton.tsx";
import { passkeysWork } from "./passkeys.ts";

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
          {options.passkey && passkeysWork() && (
            <PasskeyButton
              ask={async () => (await post<{ passkey: never }>("/session/second-factor/options")).passkey}
              send={async (response) => onDone((await post<NextStep>("/session/second-factor", { response })).next)}
            />
          )}
          {codeFactors(options).length > 0 && <CodeProof options={options} onDone={onDone} />}
          <Button tone="quiet" onClick={() => void startAgain()}>
            {t("accounts.start_again")}
          </Button>
        </>
      )}
    </Loaded>
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
