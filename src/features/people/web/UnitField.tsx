import { useMemo } from "react";
import { useFormats } from "#web/messages.tsx";
import { ComboBox } from "#web/ui/ComboBox.tsx";
import type { FieldProps } from "#web/ui/Field.tsx";
import { useUnitTree } from "./queries.ts";

type UnitFieldProps = FieldProps & {
  value: string | null;
  onChange: (unit: string | null) => void;
  except?: readonly string[];
  placeholder?: string;
};

/** A unit of the institution, found by its name in either script or its abbreviation. */
export function UnitField({ value, onChange, except = [], placeholder, ...field }: UnitFieldProps) {
  const formats = useFormats();
  const { data } = useUnitTree();
  const options = useMemo(
    () =>
      (data?.items ?? [])
        .filter((unit) => !except.includes(unit.id))
        .map((unit) => ({
          value: unit.id,
          label: formats.name(unit.name),
          detail: [unit.sigle, formats.locale === "ar" ? unit.name.fr : unit.name.ar].filter(Boolean).join(" · "),
        })),
    [data, except, formats],
  );
  return (
    <ComboBox {...field} value={value} onChange={onChange} options={options} {...(placeholder && { placeholder })} />
  );
}
