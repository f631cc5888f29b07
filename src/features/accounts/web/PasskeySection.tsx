import { Fingerprint } from "lucide-react";
import { useState } from "react";
import { del, patch } from "#web/http.ts";
import { sayProblem, useFormats, useT } from "#web/messages.tsx";
import { useStepUp } from "#web/step-up.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { Button } from "#web/ui/Button.tsx";
import { ConfirmDialog } from "#web/ui/ConfirmDialog.tsx";
import { Section } from "#web/ui/Page.tsx";
import { TextField } from "#web/ui/TextField.tsx";
import { UserText } from "#web/ui/values.tsx";
import type { SecurityView } from "../schema.ts";
import css from "./forms.module.css";
import { usePasskeyMaking } from "./passkey-making.ts";
import { passkeysWork } from "./passkeys.ts";

type Passkey = SecurityView["passkeys"][number];
type Changes = { onChange: () => Promise<void> };

/** Passkeys by the names their owner gave them. */
export function PasskeySection({ passkeys, onChange }: Changes & { passkeys: readonly Passkey[] }) {
  const t = useT();
  const { make, busy, problem } = usePasskeyMaking(onChange);
  const add = passkeysWork() && (
    <Button icon={Fingerprint} busy={busy} onClick={() => void make(t("accounts.passkey_default_name"))}>
      {t("accounts.make_passkey")}
    </Button>
  );
  return (
    <Section title={t("accounts.passkeys")} lead={t("accounts.passkey_lead")} actions={add}>
      {problem ? <Banner tone="danger">{sayProblem(t, problem)}</Banner> : null}
      {!passkeysWork() && <Banner>{t("accounts.passkeys_need_https")}</Banner>}
      {passkeys.length > 0 && (
        <ul className={css.list}>
          {passkeys.map((passkey) => (
            <PasskeyLine key={passkey.id} passkey={passkey} onChange={onChange} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function PasskeyLine({ passkey, onChange }: Changes & { passkey: Passkey }) {
  const t = useT();
  const formats = useFormats();
  const withStepUp = useStepUp();
  const [open, setOpen] = useState<"rename" | "remove" | null>(null);
  const [name, setName] = useState(passkey.name);
  const close = (): void => setOpen(null);
  const used = passkey.lastUsedAt
    ? t("accounts.last_used", { at: formats.dateTime(passkey.lastUsedAt) })
    : t("accounts.never_used");
  return (
    <li className={css.item}>
      <div className={css.words}>
        <strong>
          <UserText>{passkey.name}</UserText>
        </strong>
        <span>{used}</span>
      </div>
      <Button size="small" tone="quiet" onClick={() => setOpen("rename")}>
        {t("accounts.rename")}
      </Button>
      <Button size="small" tone="quiet" onClick={() => setOpen("remove")}>
        {t("accounts.remove")}
      </Button>
      {open === "rename" && (
        <ConfirmDialog
          title={t("accounts.rename_passkey")}
          verb={t("accounts.rename")}
          onClose={close}
          onConfirm={() => patch<void>(`/accounts/passkeys/${passkey.id}`, { name }).then(onChange)}
        >
          <TextField label={t("accounts.passkey_name")} value={name} onChange={setName} maxLength={80} autoFocus />
        </ConfirmDialog>
      )}
      {open === "remove" && (
        <ConfirmDialog
          title={t("accounts.remove_passkey", { name: passkey.name })}
          verb={t("accounts.remove")}
          tone="danger"
          onClose={close}
          onConfirm={() => withStepUp(() => del(`/accounts/passkeys/${passkey.id}`)).then(onChange)}
        >
          <p>{t("accounts.remove_passkey_text")}</p>
        </ConfirmDialog>
      )}
    </li>
  );
}
