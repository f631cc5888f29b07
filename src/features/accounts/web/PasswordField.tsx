import { CaseUpper, Eye, EyeOff, Keyboard } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { useT } from "#web/messages.tsx";
import { Button } from "#web/ui/Button.tsx";
import { Icon } from "#web/ui/Icon.tsx";
import { TextField } from "#web/ui/TextField.tsx";
import css from "./PasswordField.module.css";

type PasswordFieldProps = {
  label: string;
  hint?: string;
  name: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
  autoComplete: "current-password" | "new-password";
  autoFocus?: boolean;
};

/** A password, with what usually goes wrong said while typing: capitals locked, the keyboard in another script. */
export function PasswordField(props: PasswordFieldProps) {
  const t = useT();
  const [shown, setShown] = useState(false);
  const [capitals, setCapitals] = useState(false);
  const look = (event: KeyboardEvent): void => setCapitals(event.getModifierState("CapsLock"));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys are only looked at on their way to the field.
    <div className={css.password} onKeyDown={look} onKeyUp={look}>
      <TextField {...props} kind={shown ? "reference" : "password"} />
      <div className={css.under}>
        <div role="status" className={css.notices}>
          {capitals && <Notice icon={CaseUpper}>{t("accounts.capitals_locked")}</Notice>}
          <ScriptNotice text={props.value} />
        </div>
        <Button
          tone="quiet"
          size="small"
          icon={shown ? EyeOff : Eye}
          aria-pressed={shown}
          onClick={() => setShown((was) => !was)}
        >
          {t(shown ? "accounts.hide_password" : "accounts.show_password")}
        </Button>
      </div>
    </div>
  );
}

const Notice = ({ icon, children }: { icon: typeof Keyboard; children: string }) => (
  <span className={css.notice}>
    <Icon of={icon} size={16} />
    {children}
  </span>
);

/** In which script the keyboard writes, when it is not Latin: a password is not seen while it is typed. */
export function ScriptNotice({ text }: { text: string }) {
  const t = useT();
  const script = /\p{Script=Arabic}/u.test(text) ? "arabic" : /\p{Script=Tifinagh}/u.test(text) ? "tifinagh" : null;
  return script && <Notice icon={Keyboard}>{t("accounts.keyboard_script", { script })}</Notice>;
}
