import { Printer } from "lucide-react";
import { useState } from "react";
import { post } from "#web/http.ts";
import { sayProblem, useT } from "#web/messages.tsx";
import { useStepUp } from "#web/step-up.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { Button } from "#web/ui/Button.tsx";
import { Section } from "#web/ui/Page.tsx";
import css from "./forms.module.css";

/** Codes for the day when the rest is lost: shown once, to be printed. */
export function RecoverySection({ remaining, onChange }: { remaining: number; onChange: () => Promise<void> }) {
  const t = useT();
  const withStepUp = useStepUp();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const make = async (): Promise<void> => {
    setProblem(null);
    try {
      setCodes((await withStepUp(() => post<{ codes: string[] }>("/accounts/recovery-codes"))).codes);
      await onChange();
    } catch (error) {
      setProblem(error);
    }
  };
  return (
    <Section
      title={t("accounts.recovery")}
      lead={t("accounts.recovery_lead", { count: remaining })}
      actions={
        <Button onClick={() => void make()}>
          {t(remaining > 0 ? "accounts.renew_recovery" : "accounts.make_recovery")}
        </Button>
      }
    >
      {problem ? <Banner tone="danger">{sayProblem(t, problem)}</Banner> : null}
      {codes && (
        <>
          <Banner tone="warn" live>
            {t("accounts.recovery_once")}
          </Banner>
          <ul className={css.codes}>
            {codes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
          <div>
            <Button icon={Printer} onClick={() => print()}>
              {t("accounts.print")}
            </Button>
          </div>
        </>
      )}
    </Section>
  );
}
