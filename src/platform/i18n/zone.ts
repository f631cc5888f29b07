import { CalendarDateTime, fromAbsolute, toZoned } from "@internationalized/date";
import { datePartsOf, type LocalDate, localDate } from "./local-date.ts";

/**
 * The legal time of the Kingdom. The offset is UTC+1 except in Ramadan (UTC+0) and may change by decree: it always
 * comes from the time-zone data of the runtime, never from a constant.
 */
export const CASABLANCA = "Africa/Casablanca";

/** Hours and minutes of a day, `HH:mm`, 00:00 to 24:00. */
export type LocalTime = string;

export interface LocalDateTime {
  date: LocalDate;
  hour: number;
  minute: number;
  second: number;
}

/** The wall clock in Morocco at an instant. */
export function localDateTimeOf(instant: Date, zone: string = CASABLANCA): LocalDateTime {
  const ms = instant.getTime();
  if (Number.isNaN(ms)) throw new RangeError("Not an instant");
  const at = Object.fromEntries(
    clockOf(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, Number(value)]),
  ) as Record<Intl.DateTimeFormatPartTypes, number>;
  return { date: localDate(at.year, at.month, at.day), hour: at.hour, minute: at.minute, second: at.second };
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Only numbers are read from it; the browser's client thus needs no calendar library to know the day. */
function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const numeric = "numeric";
  const fields = {
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  } as const;
  const clock = new Intl.DateTimeFormat("en-GB-u-ca-gregory-nu-latn", { timeZone: zone, hourCycle: "h23", ...fields });
  clocks.set(zone, clock);
  return clock;
}

/** The civil day in Morocco at an instant. */
export function localDateOf(instant: Date, zone: string = CASABLANCA): LocalDate {
  return localDateTimeOf(instant, zone).date;
}

/**
 * The instant at which the wall clock shows this day and time. An hour that exists twice (end of summer time) means
 * the first; an hour that does not exist (start of summer time) is moved forward by the length of the gap.
 */
export function instantOf(date: LocalDate, time: LocalTime = "00:00", zone: string = CASABLANCA): Date {
  const { year, month, day } = datePartsOf(date);
  const minutes = minutesOf(time);
  const at = new CalendarDateTime(year, month, day).add({ minutes });
  return toZoned(at, zone, "compatible").toDate();
}

/** Minutes since midnight of `HH:mm`; 24:00 is allowed and means the end of the day. Throws RangeError otherwise. */
export function minutesOf(time: LocalTime): number {
  const match = /^(\d{2}):(\d{2})(?::\d{2})?$/.exec(time);
  const minutes = match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN;
  if (!match || Number(match[2]) > 59 || minutes > 1440) throw new RangeError(`Not a time of day: ${time}`);
  return minutes;
}

/** Minutes by which legal time is ahead of UTC at an instant: 60, or 0 in Ramadan. */
export function offsetMinutesAt(instant: Date, zone: string = CASABLANCA): number {
  return fromAbsolute(instant.getTime(), zone).offset / 60_000;
}
