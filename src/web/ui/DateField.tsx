import { CalendarDays } from "lucide-react";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useT } from "../messages.tsx";
import { IconButton } from "./Button.tsx";
import type { DayMarks } from "./calendar-days.ts";
import css from "./DateField.module.css";
import { readDay, typedDay } from "./day-text.ts";
import controls from "./Field.module.css";
import { Field, FieldGroup, type FieldProps, splitField } from "./Field.tsx";
import { Popover } from "./Popover.tsx";
import { Skeleton } from "./Skeleton.tsx";

const loadCalendar = () => import("./Calendar.tsx");
const OneDay = lazy(async () => ({ default: (await loadCalendar()).DayCalendar }));
const ManyDays = lazy(async () => ({ default: (await loadCalendar()).PeriodCalendar }));

type DateFieldProps = FieldProps & {
  /** A day, YYYY-MM-DD. */
  value: string | null;
  onChange: (day: string | null) => void;
  min?: string;
  max?: string;
  days?: DayMarks;
};

/** A day, typed as 03/08/2026 or chosen; typing works before the calendar has arrived. */
export function DateField(props: DateFieldProps) {
  const [field, { value, onChange, min, max, days }] = splitField(props);
  const t = useT();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <Field {...field}>
      {(ids) => (
        <span className={css.box}>
          <DayInput {...ids} value={value} onChange={onChange} disabled={field.disabled} name={field.name} />
          <IconButton
            ref={button}
            icon={CalendarDays}
            label={t("web.date.choose")}
            aria-expanded={open}
            aria-haspopup="dialog"
            disabled={field.disabled}
            onPointerEnter={() => void loadCalendar()}
            onFocus={() => void loadCalendar()}
            onClick={() => setOpen((was) => !was)}
          />
          {open && (
            <Popover anchor={button} align="end" label={t("web.date.choose")} onClose={() => setOpen(false)}>
              <Suspense fallback={<Skeleton rows={4} />}>
                <OneDay
                  label={t("web.date.choose")}
                  value={value}
                  onChange={(day) => {
                    onChange(day);
                    close();
                  }}
                  {...(min && { min })}
                  {...(max && { max })}
                  {...(days && { days })}
                />
              </Suspense>
            </Popover>
          )}
        </span>
      )}
    </Field>
  );
}

type DayInputProps = {
  id?: string;
  value: string | null;
  onChange: (day: string | null) => void;
  disabled?: boolean | undefined;
  name?: string | undefined;
  "aria-label"?: string;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: true | undefined;
};

/** The typed half of a date field; what is no day stays in sight and is marked, the value becomes null. */
function DayInput({ value, onChange, ...rest }: DayInputProps) {
  const t = useT();
  const [text, setText] = useState(typedDay(value));
  const wrong = text !== "" && readDay(text) === null;
  const [left, setLeft] = useState(false);
  useEffect(() => {
    if (value !== null) setText(typedDay(value));
  }, [value]);
  return (
    <input
      {...rest}
      className={`${controls.control} ${css.input}`}
      dir="ltr"
      type="text"
      inputMode="numeric"
      autoComplete="off"
      placeholder={t("web.date.pattern")}
      aria-invalid={(left && wrong) || rest["aria-invalid"] || undefined}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        onChange(readDay(event.target.value));
      }}
      onBlur={() => {
        setLeft(true);
        if (value) setText(typedDay(value));
      }}
    />
  );
}

export type Period = { from: string | null; to: string | null };
type DateRangeFieldProps = FieldProps & {
  value: Period;
  onChange: (period: Period) => void;
  min?: string;
  max?: string;
  days?: DayMarks;
  /** Months shown at once where there is room; 2 by default. */
  months?: 1 | 2;
  /** Told when other months come into view: first and last day shown. */
  onView?: (from: string, to: string) => void;
};

/** A period, both days included: two typed days over a calendar in which it can also be drawn. */
export function DateRangeField(props: DateRangeFieldProps) {
  const [field, { value, onChange, ...calendar }] = splitField(props);
  const t = useT();
  return (
    <FieldGroup {...field}>
      <div className={css.two}>
        <Field label={t("web.date.from")} {...(field.name && { name: `${field.name}.from` })}>
          {(ids) => <DayInput {...ids} value={value.from} onChange={(from) => onChange({ ...value, from })} />}
        </Field>
        <Field label={t("web.date.to")} {...(field.name && { name: `${field.name}.to` })}>
          {(ids) => <DayInput {...ids} value={value.to} onChange={(to) => onChange({ ...value, to })} />}
        </Field>
      </div>
      <Suspense fallback={<Skeleton rows={5} />}>
        <ManyDays
          label={typeof field.label === "string" ? field.label : t("web.date.choose")}
          value={value}
          onChange={onChange}
          {...calendar}
        />
      </Suspense>
    </FieldGroup>
  );
}
