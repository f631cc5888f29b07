import { useState } from "react";
import { put } from "#web/http.ts";
import { useFormats, useT } from "#web/messages.tsx";
import { useStepUp } from "#web/step-up.tsx";
import { Button } from "#web/ui/Button.tsx";
import { Dialog } from "#web/ui/Dialog.tsx";
import { Section } from "#web/ui/Page.tsx";
import { toast } from "#web/ui/toast.tsx";
import type { SecurityView } from "../schema.ts";
import { NewPassword } from "./NewPassword.tsx";

type PasswordProps = { login: string; password: SecurityView["password"]; onChange: () => Promise<void> };

/** The password, with when it was chosen. */
export function PasswordSection({ login, password, onChange }: PasswordProps) {
  const t = useT();
  const formats = useFormats();
  const withStepUp = useStepUp();
  const [open, setOpen] = useState(false);
  const done = (): void => {
    setOpen(false);
    toast(t("accounts.password_kept"));
    void onChange();
  };
  return (
    <Section
      title={t("accounts.password")}
      lead={
        password
          ? t("accounts.password_since", { at: formats.dateTime(password.changedAt) })
          : t("accounts.password_none")
      }
      actions={
        <Button onClick={() => setOpen(true)}>
          {t(password ? "accounts.change_password" : "accounts.choose_password")}
        </Button>
      }
    >
      {open && (
        <Dialog
          title={t(password ? "accounts.change_password" : "accounts.choose_password")}
          onClose={() => setOpen(false)}
          size="small"
        >
          <p>{t("accounts.change_password_text")}</p>
          <NewPassword
            login={login}
            send={(value) => withStepUp(() => put<void>("/accounts/password", { password: value }))}
            onDone={done}
          />
        </Dialog>
      )}
    </Section>
  );
}
