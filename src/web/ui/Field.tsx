import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import { useT } from "../messages.tsx";
import { cx } from "./class-names.ts";
import css from "./Field.module.css";
import { Icon } from "./Icon.tsx";

export type FieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  /** The name in the form; the error summary links to the field by it. */
  name?: string;
  /** Says "(optional)" after the label: what is not marked is needed. */
  optional?: boolean;
  disabled?: boolean;
  /** The label is only said, not shown (search boxes, table cells). */
  hideLabel?: boolean;
  className?: string | undefined;
};

/** What the control must carry to belong to its label, hint and error. */
export type FieldIds = {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
  "aria-errormessage"?: string;
};

export const fieldId = (name: string): string => `field-${name}`;

/** Keeps the shared properties of a field apart from those of its control. */
export function splitField<P extends FieldProps>(props: P): [FieldProps, Omit<P, keyof FieldProps>] {
  const { label, hint, error, name, optional, disabled, hideLabel, className, ...rest } = props;
  return [
    { label, hint, error, ...defined({ name, optional, disabled, hideLabel, className }) },
    rest as Omit<P, keyof FieldProps>,
  ];
}

const defined = <T extends object>(value: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as never;

/** Label above, hint below it, the error before the control, one column (GOV.UK pattern). */
export function Field({ children, ...field }: FieldProps & { children: (ids: FieldIds) => ReactNode }) {
  const t = useT();
  const own = useId();
  const id = field.name ? fieldId(field.name) : own;
  const hintId = field.hint ? `${id}-hint` : "";
  const errorId = field.error ? `${id}-error` : "";
  const described = [hintId, errorId].filter(Boolean).join(" ") || undefined;
  return (
    <div className={cx(css.field, field.error && css.refused, field.className)}>
      <label htmlFor={id} className={field.hideLabel ? "visually-hidden" : css.label}>
        {field.label}
        {field.optional && <span className={css.optional}> {t("web.field.optional")}</span>}
      </label>
      {field.hint && (
        <p id={hintId} className={css.hint}>
          {field.hint}
        </p>
      )}
      {field.error && <FieldError id={errorId}>{field.error}</FieldError>}
      {children({ id, "aria-describedby": described, "aria-invalid": field.error ? true : undefined })}
    </div>
  );
}

/** The same for several controls under one question: a fieldset with its legend. */
export function FieldGroup({ children, ...field }: FieldProps & { children: ReactNode }) {
  const t = useT();
  const own = useId();
  const id = field.name ? fieldId(field.name) : own;
  const described = [field.hint && `${id}-hint`, field.error && `${id}-error`].filter(Boolean).join(" ") || undefined;
  return (
    <fieldset
      id={id}
      tabIndex={-1}
      className={cx(css.field, field.error && css.refused, field.className)}
      aria-describedby={described}
      {...(field.disabled && { disabled: true })}
    >
      <legend className={field.hideLabel ? "visually-hidden" : css.label}>
        {field.label}
        {field.optional && <span className={css.optional}> {t("web.field.optional")}</span>}
      </legend>
      {field.hint && (
        <p id={`${id}-hint`} className={css.hint}>
          {field.hint}
        </p>
      )}
      {field.error && <FieldError id={`${id}-error`}>{field.error}</FieldError>}
      {children}
    </fieldset>
  );
}

function FieldError({ id, children }: { id: string; children: string }) {
  return (
    <p id={id} className={css.error}>
      <Icon of={CircleAlert} size={16} />
      <span>{children}</span>
    </p>
  );
}
