import { addDays, daysBetween, type LocalDate, type Weekday, weekdayOf } from "./local-date.ts";
import type { LocalTime } from "./zone.ts";

export interface Break {
  start: LocalTime;
  end: LocalTime;
}

/** Opening hours of one day of the week over a period; a later row wins over an earlier one. */
export interface ScheduleRow {
  /** First and last day of validity, both included; null = unbounded. */
  from: LocalDate | null;
  to: LocalDate | null;
  weekday: Weekday;
  /** Equal start and end: closed. */
  start: LocalTime;
  end: LocalTime;
  breaks: readonly Break[];
}

/** Which days and hours are worked, in one structure. */
export interface WorkingCalendar {
  weekend: readonly Weekday[];
  /** Every single day off. Cover the whole span you compute on: a missing day counts as worked. */
  holidays: ReadonlySet<LocalDate>;
  schedule: readonly ScheduleRow[];
}

/**
 * The unit of a duration, never implicit:
 * - `ouvrables` working days: neither weekend nor holiday
 * - `calendaires` all days
 * - `francs` clear days: neither the first day nor the last one counts
 */
export type DayUnit = "ouvrables" | "calendaires" | "francs";

/** No closed period is longer; beyond, the calendar is wrong (a seven-day weekend) and we say so. */
const LONGEST_CLOSURE_DAYS = 400;

export function isWorkingDay(calendar: WorkingCalendar, date: LocalDate): boolean {
  return !calendar.weekend.includes(weekdayOf(date)) && !calendar.holidays.has(date);
}

/** This day if it is worked, else the first worked day after it. Throws RangeError when there is none. */
export function workingDayFrom(calendar: WorkingCalendar, date: LocalDate): LocalDate {
  return search(calendar, date, 1);
}

/** This day if it is worked, else the last worked day before it. */
export function workingDayUntil(calendar: WorkingCalendar, date: LocalDate): LocalDate {
  return search(calendar, date, -1);
}

/** The first worked day strictly after. */
export function nextWorkingDay(calendar: WorkingCalendar, date: LocalDate): LocalDate {
  return search(calendar, addDays(date, 1), 1);
}

function search(calendar: WorkingCalendar, date: LocalDate, step: 1 | -1): LocalDate {
  let day = date;
  for (let tried = 0; tried < LONGEST_CLOSURE_DAYS; tried += 1) {
    if (isWorkingDay(calendar, day)) return day;
    day = addDays(day, step);
  }
  throw new RangeError(`No working day near ${date}`);
}

/** Length of a period given by its first and last day; 0 when `to` is before `from`. */
export function countDays(calendar: WorkingCalendar, from: LocalDate, to: LocalDate, unit: DayUnit): number {
  const span = daysBetween(from, to);
  if (span < 0) return 0;
  if (unit === "calendaires") return span + 1;
  if (unit === "francs") return Math.max(0, span - 1);
  let count = 0;
  for (let offset = 0; offset <= span; offset += 1) if (isWorkingDay(calendar, addDays(from, offset))) count += 1;
  return count;
}

/** The last day of a period of `count` days that begins on `from`: the inverse of countDays. `count` >= 1. */
export function lastDayOf(calendar: WorkingCalendar, from: LocalDate, count: number, unit: DayUnit): LocalDate {
  positive(count);
  if (unit === "calendaires") return addDays(from, count - 1);
  if (unit === "francs") return addDays(from, count + 1);
  let day = workingDayFrom(calendar, from);
  for (let counted = 1; counted < count; counted += 1) day = nextWorkingDay(calendar, day);
  return day;
}

/**
 * The day on which a delay of `count` days that starts with an act on `from` runs out. The day of the act never
 * counts; a delay in clear days ends a day later; a last day that is not worked moves to the next worked one.
 */
export function deadlineOf(calendar: WorkingCalendar, from: LocalDate, count: number, unit: DayUnit): LocalDate {
  positive(count);
  if (unit === "ouvrables") return lastDayOf(calendar, addDays(from, 1), count, "ouvrables");
  return workingDayFrom(calendar, addDays(from, unit === "francs" ? count + 1 : count));
}

function positive(count: number): void {
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`Not a number of days: ${count}`);
}
