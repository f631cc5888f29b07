import { useT } from "#web/messages.tsx";
import { TextField, type TextFieldProps } from "#web/ui/TextField.tsx";

/** The number of the paper by which an act was decided. */
export function ActNumberField(props: Omit<TextFieldProps, "label" | "kind" | "width" | "maxLength">) {
  const t = useT();
  return <TextField label={t("people.act_number")} kind="reference" width="medium" maxLength={80} {...props} />;
}
