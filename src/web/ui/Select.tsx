import { ChevronDown } from "lucide-react";
import { cx } from "./class-names.ts";
import css from "./Field.module.css";
import { Field, type FieldProps, splitField } from "./Field.tsx";
import { Icon } from "./Icon.tsx";

export type Option<V extends string = string> = { value: V; label: string; disabled?: boolean };

type SelectProps<V extends string> = FieldProps & {
  value: V | "" | null;
  onChange: (value: V) => void;
  options: readonly Option<V>[];
  /** The line shown while nothing is chosen. */
  placeholder?: string;
  width?: "short" | "medium" | "full";
};

/** A choice among some ten; the system's own list, right on every phone and screen reader. More than that: ComboBox. */
export function Select<V extends string>(props: SelectProps<V>) {
  const [field, { value, onChange, options, placeholder, width }] = splitField(props);
  return (
    <Field {...field}>
      {(ids) => (
        <span className={cx(css.selectBox, width === "short" && css.short, width === "medium" && css.medium)}>
          <select
            {...ids}
            name={field.name}
            disabled={field.disabled}
            className={css.control}
            value={value ?? ""}
            onChange={(event) => onChange(event.target.value as V)}
          >
            {(placeholder !== undefined || !value) && (
              <option value="" disabled={placeholder === undefined} hidden={placeholder === undefined}>
                {placeholder ?? ""}
              </option>
            )}
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.disabled}>
                {option.label}
              </option>
            ))}
          </select>
          <Icon of={ChevronDown} size={16} />
        </span>
      )}
    </Field>
  );
}
