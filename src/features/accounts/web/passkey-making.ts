import { useState } from "react";
import { post } from "#web/http.ts";
import { useStepUp } from "#web/step-up.tsx";
import { CeremonyGivenUp, makePasskey } from "./passkeys.ts";

type Making = { make: (name: string) => Promise<void>; busy: boolean; problem: unknown };

/** Makes a passkey and registers it; `onDone` is told what it opened, if a sign-in waited for it. */
export function usePasskeyMaking(onDone: (next: string | null) => Promise<void> | void): Making {
  const withStepUp = useStepUp();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const make = async (name: string): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const { options } = await withStepUp(() => post<{ options: never }>("/accounts/passkeys/options"));
      const response = await makePasskey(options);
      const { next } = await post<{ next: string | null }>("/accounts/passkeys", { response, name });
      await onDone(next);
    } catch (error) {
      if (!(error instanceof CeremonyGivenUp)) setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return { make, busy, problem };
}
