import { useFormats, useT } from "#web/messages.tsx";
import { ComboBox } from "#web/ui/ComboBox.tsx";
import type { FieldProps } from "#web/ui/Field.tsx";
import { searchColleagues } from "./colleagues.ts";

/** A person as a form keeps him: the name stays readable when the directory is not at hand. */
export type ChosenPerson = { id: string; name: string };

type PersonFieldProps = FieldProps & {
  value: ChosenPerson | null;
  onChange: (person: ChosenPerson | null) => void;
  /** Who may not be chosen. */
  except?: readonly string[];
};

/** A colleague, found by typing a part of the name in Arabic or in Latin letters. */
export default function PersonField({ value, onChange, except, ...field }: PersonFieldProps) {
  const t = useT();
  const formats = useFormats();
  return (
    <ComboBox
      {...field}
      value={value?.id ?? null}
      valueLabel={value?.name}
      placeholder={t("people.person.placeholder")}
      search={(text, signal) => searchColleagues(text, formats, signal, except)}
      onChange={(id, option) => onChange(id && option ? { id, name: option.label } : null)}
    />
  );
}
