import { Trash2, Upload } from "lucide-react";
import { useId, useRef, useState } from "react";
import { useT } from "#web/messages.tsx";
import { Button } from "#web/ui/Button.tsx";
import { FieldGroup, type FieldProps, splitField } from "#web/ui/Field.tsx";
import css from "./LogoField.module.css";

/** As the server counts (people, logo-bytes.ts). */
const MAX_BYTES = 512 * 1_024;

type LogoFieldProps = FieldProps & {
  /** A picture just chosen, in base64; null: none. */
  value: string | null;
  onChange: (base64: string | null) => void;
  /** Where the present logo is shown from, until another is chosen. */
  present?: string | null;
};

/** The institution's logo: chosen from a file, shown as it will be, taken away again. The bytes decide, on the server. */
export function LogoField(props: LogoFieldProps) {
  const [field, { value, onChange, present = null }] = splitField(props);
  const t = useT();
  const input = useRef<HTMLInputElement>(null);
  const inputId = useId();
  const [fault, setFault] = useState<string>();
  const shown = value ? `data:${typeOf(value)};base64,${value}` : present;
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    const isSmall = file.size <= MAX_BYTES;
    const base64 = isSmall ? toBase64(new Uint8Array(await file.arrayBuffer())) : null;
    const isPicture = base64 !== null && typeOf(base64) !== null;
    setFault(isPicture ? undefined : t(isSmall ? "people.logo_unknown" : "people.logo_too_large"));
    if (isPicture) onChange(base64);
  };
  return (
    <FieldGroup {...field} error={field.error ?? fault}>
      <div className={css.row}>
        <span className={css.frame}>
          {shown ? <img src={shown} alt={t("administration.logo_shown")} /> : t("administration.logo_none")}
        </span>
        <input
          ref={input}
          id={inputId}
          type="file"
          hidden
          accept="image/png,image/jpeg"
          onChange={(event) => {
            void take(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
        <Button size="small" icon={Upload} onClick={() => input.current?.click()}>
          {t(shown ? "administration.logo_replace" : "administration.logo_choose")}
        </Button>
        {shown && (
          <Button size="small" tone="quiet" icon={Trash2} onClick={() => onChange(null)}>
            {t("administration.logo_remove")}
          </Button>
        )}
      </div>
    </FieldGroup>
  );
}

/** By the first bytes; null when it is neither. */
function typeOf(base64: string): string | null {
  if (base64.startsWith("iVBORw0KGgo")) return "image/png";
  return base64.startsWith("/9j/") ? "image/jpeg" : null;
}

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}
