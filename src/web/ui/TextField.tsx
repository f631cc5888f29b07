import type { HTMLInputAutoCompleteAttribute, InputHTMLAttributes } from "react";
import { useFormats, useT } from "../messages.tsx";
import { cx } from "./class-names.ts";
import css from "./Field.module.css";
import { Field, type FieldProps, splitField } from "./Field.tsx";

export type TextFieldProps = FieldProps & {
  value: string;
  onChange: (value: string) => void;
  /** `reference`: numbers, e-mails, IBAN and the like, written left to right in every language. */
  kind?: "text" | "reference" | "email" | "tel" | "password" | "url";
  /** A text of several lines. */
  lines?: number;
  maxLength?: number;
  width?: "short" | "medium" | "full";
  autoComplete?: HTMLInputAutoCompleteAttribute;
  /** The language of the content, for names entered in Arabic and French. */
  language?: "ar" | "fr" | "zgh" | "en";
  readOnly?: boolean;
  autoFocus?: boolean;
  placeholder?: string;
  inputMode?: InputHTMLAttributes<HTMLInputElement>["inputMode"];
  onBlur?: () => void;
};

/** Identifiers run left to right; free text as its first letter, an empty box as its page. */
function directionOf(kind: string, language: string | undefined, value: string): "rtl" | "ltr" | "auto" | undefined {
  if (kind !== "text") return "ltr";
  if (language) return language === "ar" ? "rtl" : "ltr";
  return value ? "auto" : undefined;
}

/** A line or a block of text. Free text takes the direction of its first letter. */
export function TextField(props: TextFieldProps) {
  const [field, own] = splitField(props);
  const { value, onChange, kind = "text", lines, maxLength, width, language, inputMode, ...rest } = own;
  const common = {
    ...rest,
    value,
    disabled: field.disabled,
    maxLength,
    name: field.name,
    className: cx(css.control, width === "short" && css.short, width === "medium" && css.medium),
    dir: directionOf(kind, language, value),
    lang: language,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  } as const;
  const type = kind === "reference" ? "text" : kind;
  return (
    <Field {...field}>
      {(ids) => (
        <>
          {lines ? (
            <textarea {...common} {...ids} rows={lines} />
          ) : (
            <input
              {...common}
              {...ids}
              type={type}
              inputMode={inputMode}
              {...(kind !== "text" && { spellCheck: false, autoCapitalize: "none" })}
            />
          )}
          {lines && maxLength && <Remaining left={maxLength - value.length} of={maxLength} />}
        </>
      )}
    </Field>
  );
}

/** Shown in the last fifth only, so that it says something when it appears. */
function Remaining({ left, of }: { left: number; of: number }) {
  const t = useT();
  if (left > of / 5) return null;
  return (
    <span className={css.count} aria-live="polite">
      {t("web.field.characters_left", { count: left })}
    </span>
  );
}

type NumberFieldProps = FieldProps & {
  value: number | null;
  onChange: (value: number | null) => void;
  min?: number;
  max?: number;
  /** Digits after the decimal sign; 0 by default. */
  decimals?: number;
  /** The unit after the number (days, DH). */
  unit?: string;
};

/** A number typed with the keyboard of the country: comma or point, spaces ignored. */
export function NumberField(props: NumberFieldProps) {
  const [field, { value, onChange, min, max, decimals = 0, unit }] = splitField(props);
  const { number, parse } = useNumberText(decimals);
  return (
    <Field {...field}>
      {(ids) => (
        <span className={css.affixed}>
          <input
            {...ids}
            key={value === null ? "" : undefined}
            className={cx(css.control, css.short)}
            dir="ltr"
            type="text"
            inputMode={decimals > 0 ? "decimal" : "numeric"}
            autoComplete="off"
            name={field.name}
            disabled={field.disabled}
            defaultValue={value === null ? "" : number(value)}
            onBlur={(event) => {
              const parsed = parse(event.target.value);
              const bounded = parsed === null ? null : Math.min(max ?? parsed, Math.max(min ?? parsed, parsed));
              event.target.value = bounded === null ? "" : number(bounded);
              onChange(bounded);
            }}
          />
          {unit && <span>{unit}</span>}
        </span>
      )}
    </Field>
  );
}

function useNumberText(decimals: number) {
  const formats = useFormats();
  return {
    number: (value: number) => formats.number(value, { maximumFractionDigits: decimals, grouping: false }),
    parse: (text: string): number | null => formats.parseNumber(text) ?? null,
  };
}
