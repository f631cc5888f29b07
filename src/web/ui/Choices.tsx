import { type ReactNode, useId } from "react";
import { cx } from "./class-names.ts";
import css from "./Field.module.css";
import { FieldGroup, type FieldProps, fieldId, splitField } from "./Field.tsx";

type CheckboxProps = {
  label: ReactNode;
  hint?: ReactNode;
  value: boolean;
  onChange: (value: boolean) => void;
  name?: string;
  disabled?: boolean;
  error?: string | undefined;
};

/** One yes or no, its label beside it. */
export function Checkbox({ label, hint, value, onChange, name, disabled, error }: CheckboxProps) {
  const own = useId();
  const id = name ? fieldId(name) : own;
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
  return (
    <div>
      {error && (
        <p id={`${id}-error`} className={css.error}>
          {error}
        </p>
      )}
      <label className={css.choice} htmlFor={id}>
        <input
          id={id}
          type="checkbox"
          name={name}
          checked={value}
          disabled={disabled}
          aria-invalid={error ? true : undefined}
          aria-describedby={described}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span>{label}</span>
        {hint && (
          <span id={`${id}-hint`} className={css.choiceHint}>
            {hint}
          </span>
        )}
      </label>
    </div>
  );
}

export type Choice<V extends string> = { value: V; label: ReactNode; hint?: ReactNode; disabled?: boolean };

type RadioGroupProps<V extends string> = FieldProps & {
  value: V | null;
  onChange: (value: V) => void;
  options: readonly Choice<V>[];
  /** Side by side, for two or three short ones. */
  row?: boolean;
};

/** One of a few, all visible. */
export function RadioGroup<V extends string>(props: RadioGroupProps<V>) {
  const [field, { value, onChange, options, row }] = splitField(props);
  const group = useId();
  return (
    <FieldGroup {...field}>
      <div className={cx(css.choices, row && css.row)}>
        {options.map((option) => (
          <label key={option.value} className={css.choice}>
            <input
              type="radio"
              name={group}
              value={option.value}
              checked={value === option.value}
              disabled={option.disabled}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
            {option.hint && <span className={css.choiceHint}>{option.hint}</span>}
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}

type CheckboxGroupProps<V extends string> = FieldProps & {
  value: readonly V[];
  onChange: (value: V[]) => void;
  options: readonly Choice<V>[];
};

/** Any of a few. */
export function CheckboxGroup<V extends string>(props: CheckboxGroupProps<V>) {
  const [field, { value, onChange, options }] = splitField(props);
  const toggle = (one: V, on: boolean): void => onChange(on ? [...value, one] : value.filter((other) => other !== one));
  return (
    <FieldGroup {...field}>
      <div className={css.choices}>
        {options.map((option) => (
          <Checkbox
            key={option.value}
            label={option.label}
            hint={option.hint}
            value={value.includes(option.value)}
            {...(option.disabled && { disabled: true })}
            onChange={(on) => toggle(option.value, on)}
          />
        ))}
      </div>
    </FieldGroup>
  );
}
