import { useState } from "react";
import { del } from "#web/http.ts";
import { useFormats, useT } from "#web/messages.tsx";
import { useStepUp } from "#web/step-up.tsx";
import { Button } from "#web/ui/Button.tsx";
import { ConfirmDialog } from "#web/ui/ConfirmDialog.tsx";
import { Section } from "#web/ui/Page.tsx";
import type { SecurityView } from "../schema.ts";
import { CardEnrolment } from "./CardEnrolment.tsx";
import { TotpEnrolment } from "./TotpEnrolment.tsx";

type Changes = { onChange: () => Promise<void> };

/** The authenticator app. */
export function TotpSection({ totp, onChange }: Changes & { totp: SecurityView["totp"] }) {
  const t = useT();
  const formats = useFormats();
  return (
    <Section
      title={t("accounts.factor_totp")}
      lead={
        totp ? t("accounts.totp_since", { at: formats.dateTime(totp.confirmedAt) }) : t("accounts.factor_totp_hint")
      }
      actions={totp && <RemoveFactor path="/accounts/totp" title={t("accounts.remove_totp")} onChange={onChange} />}
    >
      {!totp && <TotpEnrolment onDone={onChange} />}
    </Section>
  );
}

/** The printed card, with what is left of it. */
export function CardSection({ card, onChange }: Changes & { card: SecurityView["card"] }) {
  const t = useT();
  return (
    <Section
      title={t("accounts.factor_card")}
      lead={
        card ? t("accounts.card_left", { serial: card.serial, count: card.remaining }) : t("accounts.factor_card_hint")
      }
      actions={
        card && <RemoveFactor path="/accounts/code-card" title={t("accounts.remove_card")} onChange={onChange} />
      }
    >
      <CardEnrolment key={card?.serial} onDone={onChange} />
    </Section>
  );
}

function RemoveFactor({ path, title, onChange }: Changes & { path: string; title: string }) {
  const t = useT();
  const withStepUp = useStepUp();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button tone="quiet" onClick={() => setOpen(true)}>
        {t("accounts.remove")}
      </Button>
      {open && (
        <ConfirmDialog
          title={title}
          verb={t("accounts.remove")}
          tone="danger"
          onClose={() => setOpen(false)}
          onConfirm={() => withStepUp(() => del(path)).then(onChange)}
        >
          <p>{t("accounts.remove_factor_text")}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
