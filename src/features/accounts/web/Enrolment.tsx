import { Fingerprint } from "lucide-react";
import { type ReactNode, useState } from "react";
import { sayProblem, useT } from "#web/messages.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { Button } from "#web/ui/Button.tsx";
import { RadioGroup } from "#web/ui/Choices.tsx";
import { CardEnrolment } from "./CardEnrolment.tsx";
import { usePasskeyMaking } from "./passkey-making.ts";
import { passkeysWork } from "./passkeys.ts";
import { TotpEnrolment } from "./TotpEnrolment.tsx";

type Done = { onDone: (next: string | null) => Promise<void> };
type Way = "passkey" | "totp" | "card";

/** The second factor of whoever must hold one: three ways, the first of them without any typing. */
export function Enrolment({ onDone }: Done) {
  const t = useT();
  const ways: Way[] = passkeysWork() ? ["passkey", "totp", "card"] : ["totp", "card"];
  const [way, setWay] = useState<Way>(ways[0]!);
  const parts: Record<Way, ReactNode> = {
    passkey: <PasskeyEnrolment onDone={onDone} />,
    totp: <TotpEnrolment onDone={onDone} />,
    card: <CardEnrolment onDone={onDone} />,
  };
  return (
    <>
      <RadioGroup
        label={t("accounts.enrolment_way")}
        value={way}
        onChange={setWay}
        options={ways.map((value) => ({
          value,
          label: t(`accounts.factor_${value}`),
          hint: t(`accounts.factor_${value}_hint`),
        }))}
      />
      {parts[way]}
    </>
  );
}

function PasskeyEnrolment({ onDone }: Done) {
  const t = useT();
  const { make, busy, problem } = usePasskeyMaking(onDone);
  return (
    <>
      {problem ? <Banner tone="danger">{sayProblem(t, problem)}</Banner> : null}
      <div>
        <Button
          tone="primary"
          icon={Fingerprint}
          busy={busy}
          onClick={() => void make(t("accounts.passkey_default_name"))}
        >
          {t("accounts.make_passkey")}
        </Button>
      </div>
    </>
  );
}
