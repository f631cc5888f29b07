import { Fingerprint } from "lucide-react";
import { useState } from "react";
import { sayProblem, useT } from "#web/messages.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { Button } from "#web/ui/Button.tsx";
import css from "./forms.module.css";
import { CeremonyGivenUp, showPasskey } from "./passkeys.ts";

type PasskeyButtonProps = {
  /** Asks for a challenge. */
  ask: () => Promise<Parameters<typeof showPasskey>[0]>;
  /** Sends what the passkey answered, and goes on. */
  send: (response: Awaited<ReturnType<typeof showPasskey>>) => Promise<void>;
};

/** Shows a passkey. Who gives the browser's dialogue up has done nothing wrong: no error is shown. */
export function PasskeyButton({ ask, send }: PasskeyButtonProps) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const show = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await send(await showPasskey(await ask()));
    } catch (error) {
      if (!(error instanceof CeremonyGivenUp)) setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {problem ? <Banner tone="danger">{sayProblem(t, problem)}</Banner> : null}
      <Button tone="primary" icon={Fingerprint} busy={busy} onClick={() => void show()} className={css.wide}>
        {t("accounts.with_passkey")}
      </Button>
    </>
  );
}
