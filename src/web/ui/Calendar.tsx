import { type CalendarDate, parseDate } from "@internationalized/date";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button, Calendar, CalendarCell, CalendarGrid, CalendarGridBody, RangeCalendar } from "react-aria-components";
import { DATE_NAMES } from "#platform/i18n/date-names.ts";
import { addDays, weekdayOf } from "#platform/i18n/local-date.ts";
import { useFormats, useLocale, useT } from "../messages.tsx";
import { AriaLocale } from "./AriaLocale.tsx";
import css from "./Calendar.module.css";
import type { DayMarks } from "./calendar-days.ts";
import { cx } from "./class-names.ts";
import type { Period } from "./DateField.tsx";
import { Icon } from "./Icon.tsx";

type Shared = {
  label: string;
  min?: string;
  max?: string;
  days?: DayMarks;
  months?: 1 | 2;
  onView?: (from: string, to: string) => void;
};
type Visible = { start: CalendarDate; end: CalendarDate };

const dateOf = (day: string | null | undefined): CalendarDate | null => (day ? parseDate(day) : null);

/** One day out of months; loaded when first needed. */
export function DayCalendar(props: Shared & { value: string | null; onChange: (day: string) => void }) {
  const { label, value, onChange, min, max, days } = props;
  return (
    <AriaLocale>
      <Calendar
        aria-label={label}
        className={cx(css.calendar, css.single)}
        firstDayOfWeek="mon"
        autoFocus
        value={dateOf(value)}
        minValue={dateOf(min)}
        maxValue={dateOf(max)}
        isDateUnavailable={(date) => Boolean(days?.(date.toString())?.unavailable)}
        onChange={(date) => onChange(date.toString())}
      >
        {({ state }) => <Months visible={state.visibleRange} count={1} {...shared(props)} />}
      </Calendar>
    </AriaLocale>
  );
}

/** A period drawn over one or two months. */
export function PeriodCalendar(props: Shared & { value: Period; onChange: (period: Period) => void }) {
  const { label, value, onChange, min, max, days } = props;
  const count = useRoom(props.months ?? 2);
  const start = dateOf(value.from);
  const end = dateOf(value.to);
  // A typed day brings its month into view.
  const [focused, setFocused] = useState<CalendarDate | null>(start);
  useEffect(() => {
    if (value.from) setFocused(parseDate(value.from));
  }, [value.from]);
  const whole = start && end && start.compare(end) <= 0 ? { start, end } : null;
  return (
    <AriaLocale>
      <RangeCalendar
        key={count}
        aria-label={label}
        className={css.calendar}
        firstDayOfWeek="mon"
        allowsNonContiguousRanges
        visibleDuration={{ months: count }}
        {...(focused && { focusedValue: focused })}
        onFocusChange={setFocused}
        value={whole}
        minValue={dateOf(min)}
        maxValue={dateOf(max)}
        isDateUnavailable={(date) => Boolean(days?.(date.toString())?.unavailable)}
        onChange={({ start, end }) => onChange({ from: start.toString(), to: end.toString() })}
      >
        {({ state }) => <Months visible={state.visibleRange} count={count} {...shared(props)} />}
      </RangeCalendar>
    </AriaLocale>
  );
}

const shared = ({ days, onView }: Shared) => ({ ...(days && { days }), ...(onView && { onView }) });

/** Two months need some 600 pixels. */
function useRoom(wanted: number): number {
  const query = "(min-width: 720px)";
  const [wide, setWide] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const change = (): void => setWide(media.matches);
    media.addEventListener("change", change);
    return () => media.removeEventListener("change", change);
  }, []);
  return wide ? wanted : 1;
}

type MonthsProps = { visible: Visible; count: number; days?: DayMarks; onView?: (from: string, to: string) => void };

function Months({ visible, count, days, onView }: MonthsProps) {
  const t = useT();
  const formats = useFormats();
  const from = visible.start.toString();
  const to = visible.end.toString();
  const told = useRef(onView);
  told.current = onView;
  useEffect(() => told.current?.(from, to), [from, to]);
  return (
    <>
      <div className={css.head}>
        <Button slot="previous" className={css.move} aria-label={t("web.date.previous_month")}>
          <Icon of={ChevronLeft} directional />
        </Button>
        {Array.from({ length: count }, (_, i) => visible.start.add({ months: i }).toString()).map((first) => (
          <h3 key={first} className={css.month} aria-live="polite">
            {formats.date(first, "month")}
          </h3>
        ))}
        <Button slot="next" className={css.move} aria-label={t("web.date.next_month")}>
          <Icon of={ChevronRight} directional />
        </Button>
      </div>
      <div className={css.grids}>
        {Array.from({ length: count }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the first and the second grid are just that.
          <Month key={i} offset={i} {...(days && { days })} />
        ))}
      </div>
      {days && <Legend from={from} to={to} days={days} />}
    </>
  );
}

function Month({ offset, days }: { offset: number; days?: DayMarks }) {
  const locale = useLocale();
  return (
    <div>
      <div className={css.weekdays} aria-hidden="true">
        {DATE_NAMES[locale].shortWeekdays.map((name) => (
          <span key={name}>{name}</span>
        ))}
      </div>
      <CalendarGrid offset={{ months: offset }} className={css.grid}>
        <CalendarGridBody>{(date) => <Day date={date} {...(days && { days })} />}</CalendarGridBody>
      </CalendarGrid>
    </div>
  );
}

function Day({ date, days }: { date: CalendarDate; days?: DayMarks }): ReactNode {
  const day = date.toString();
  const mark = days?.(day);
  const rest = weekdayOf(day) >= 6;
  return (
    <CalendarCell
      date={date}
      className={cx(css.day, rest && css.rest, mark?.holiday && css.holiday, mark?.expected && css.expected)}
      ref={(cell) => sayMarks(cell, mark)}
    >
      {({ formattedDate }) => (
        <>
          {formattedDate}
          {mark?.corner && <span className={css.corner}>{mark.corner}</span>}
          {mark?.absence && <span className={css.absence} />}
        </>
      )}
    </CalendarCell>
  );
}

/** What the marks of a day show is also said; the library passes no description on, hence by hand. */
function sayMarks(cell: HTMLElement | null, mark: ReturnType<DayMarks>): void {
  const said = mark ? [mark.holiday, mark.absence, mark.unavailable].filter(Boolean).join(". ") : "";
  if (said) cell?.setAttribute("aria-description", said);
  else cell?.removeAttribute("aria-description");
}

/** What the marks of the months in sight mean, in words. */
function Legend({ from, to, days }: { from: string; to: string; days: DayMarks }) {
  const formats = useFormats();
  const t = useT();
  const lines: { day: string; text: string; kind: "holiday" | "absence" }[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const mark = days(day);
    if (mark?.holiday)
      lines.push({
        day,
        kind: "holiday",
        text: mark.expected ? t("web.date.expected", { name: mark.holiday }) : mark.holiday,
      });
    if (mark?.absence) lines.push({ day, kind: "absence", text: mark.absence });
  }
  if (lines.length === 0) return null;
  return (
    <ul className={css.legend}>
      {lines.map(({ day, text, kind }) => (
        <li key={`${day}${kind}`}>
          <span className={cx(css.sample, css[kind])} aria-hidden="true" />
          <bdi>{formats.date(day, "day")}</bdi>
          <span className={css.what}>{text}</span>
        </li>
      ))}
    </ul>
  );
}
