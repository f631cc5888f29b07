import { lazy, Suspense } from "react";
import css from "./Field.module.css";
import { Field, type FieldProps, splitField } from "./Field.tsx";

export type ComboOption = { value: string; label: string; detail?: string };

export type ComboBoxProps = FieldProps & {
  value: string | null;
  /** The whole option, so that its label can be kept. */
  onChange: (value: string | null, option: ComboOption | null) => void;
  /** All of them (filtered here, hamza and accents ignored) … */
  options?: readonly ComboOption[];
  /** … or found on the server while one types. */
  search?: (text: string, signal: AbortSignal) => Promise<readonly ComboOption[]>;
  /** The label of `value` when `options` does not hold it yet. */
  valueLabel?: string | undefined;
  placeholder?: string;
};

const Loaded = lazy(() => import("./ComboBoxLoaded.tsx"));

/** A choice among many, found by typing: people, units, places. Its machinery loads with the first one shown. */
export function ComboBox(props: ComboBoxProps) {
  const [field, own] = splitField(props);
  const waiting = (
    <Field {...field}>
      {(ids) => <input {...ids} className={css.control} readOnly value={own.valueLabel ?? ""} dir="auto" />}
    </Field>
  );
  return (
    <Suspense fallback={waiting}>
      <Loaded {...props} />
    </Suspense>
  );
}
