/**
 * A day of the civil (Gregorian) calendar as `YYYY-MM-DD`, without zone: the form used on the wire and in the
 * database. The functions here are plain arithmetic on the proleptic Gregorian calendar (ISO 8601).
 */
export type LocalDate = string;

/** 1 = Monday … 7 = Sunday (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export interface DateParts {
  year: number;
  /** 1-12 */
  month: number;
  /** 1-31 */
  day: number;
}

const DAY_MS = 86_400_000;
const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;

/** True for an existing day written `YYYY-MM-DD`. */
export function isLocalDate(text: string): boolean {
  const match = PATTERN.exec(text);
  if (!match) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/** Year, month and day. Throws RangeError when the text is not an existing day. */
export function datePartsOf(date: LocalDate): DateParts {
  if (!isLocalDate(date)) throw new RangeError(`Not a date: ${date}`);
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

/** Writes a day. Month and day must exist; throws RangeError otherwise. */
export function localDate(year: number, month: number, day: number): LocalDate {
  const pad = (value: number, width: number) => String(value).padStart(width, "0");
  const date = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  if (!isLocalDate(date)) throw new RangeError(`Not a date: ${date}`);
  return date;
}

/** Days since 1970-01-01; negative before. */
export function epochDay(date: LocalDate): number {
  if (!isLocalDate(date)) throw new RangeError(`Not a date: ${date}`);
  return Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS);
}

/** The day that is `day` days after 1970-01-01. */
export function fromEpochDay(day: number): LocalDate {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The day `days` later (earlier when negative). */
export function addDays(date: LocalDate, days: number): LocalDate {
  return fromEpochDay(epochDay(date) + days);
}

/** The same day `months` later; the last day of the month when that day does not exist there. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const { year, month, day } = datePartsOf(date);
  const index = year * 12 + (month - 1) + months;
  const toYear = Math.floor(index / 12);
  const toMonth = index - toYear * 12 + 1;
  return localDate(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)));
}

/** 28 to 31. */
export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Signed number of days from `from` to `to`: 0 on the same day, 1 to the next day. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return epochDay(to) - epochDay(from);
}

/** 1 = Monday … 7 = Sunday. */
export function weekdayOf(date: LocalDate): Weekday {
  return (((((epochDay(date) + 3) % 7) + 7) % 7) + 1) as Weekday;
}

/** Every day from `from` to `to`, both included; empty when `to` is before `from`. */
export function* eachDay(from: LocalDate, to: LocalDate): Generator<LocalDate> {
  const last = epochDay(to);
  for (let day = epochDay(from); day <= last; day += 1) yield fromEpochDay(day);
}
