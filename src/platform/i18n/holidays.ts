import type { LocalizedName } from "../wire/localized-name.ts";
import type { HijriCalendar } from "./hijri.ts";
import { addDays, daysBetween, type LocalDate, localDate } from "./local-date.ts";

/**
 * National holidays of the administrations (decree 2-77-169 as amended; 31 October by decree 2-25-1140; 14 January
 * since 2024). A holiday that falls on a weekend is not moved.
 */
interface FixedHoliday {
  key: string;
  month: number;
  day: number;
  /** First civil year in which it is a holiday. */
  since?: number;
}

const FIXED: readonly FixedHoliday[] = [
  { key: "new_year", month: 1, day: 1 },
  { key: "independence_manifesto", month: 1, day: 11 },
  { key: "amazigh_new_year", month: 1, day: 14, since: 2024 },
  { key: "labour_day", month: 5, day: 1 },
  { key: "throne_day", month: 7, day: 30, since: 2000 },
  { key: "oued_eddahab", month: 8, day: 14 },
  { key: "revolution", month: 8, day: 20 },
  { key: "youth_day", month: 8, day: 21, since: 2000 },
  { key: "unity_day", month: 10, day: 31, since: 2025 },
  { key: "green_march", month: 11, day: 6 },
  { key: "independence_day", month: 11, day: 18 },
];

interface LunarHoliday {
  key: string;
  /** Hijri month and day. */
  month: number;
  day: number;
  /** Administrations have two days for the three religious feasts. */
  days: number;
}

const LUNAR: readonly LunarHoliday[] = [
  { key: "hijri_new_year", month: 1, day: 1, days: 1 },
  { key: "mawlid", month: 3, day: 12, days: 2 },
  { key: "fitr", month: 10, day: 1, days: 2 },
  { key: "adha", month: 12, day: 10, days: 2 },
];

/** `expected`: the moon decides. `confirmed`: fixed by law or by an official date. `exceptional`: added by communiqué. */
export type HolidayState = "expected" | "confirmed" | "exceptional";

export interface Holiday {
  key: string;
  /** First day. */
  date: LocalDate;
  /** How many consecutive days, at least 1. */
  days: number;
  state: HolidayState;
  /** Message key of the name; absent for an exceptional day, which carries its own name. */
  message?: string;
  name?: LocalizedName;
}

/** What an administrator adds to the computed list. */
export type HolidayOverride =
  /** The official date of a holiday: confirms it where it is, or moves it there. */
  | { kind: "confirmed"; key: string; date: LocalDate; days?: number }
  /** A holiday near this date does not take place. */
  | { kind: "cancelled"; key: string; date: LocalDate }
  /** A day off granted by the Head of Government. */
  | { kind: "exceptional"; key: string; date: LocalDate; days?: number; name: LocalizedName };

/** A confirmed date belongs to the occurrence at most this many days away: lunar years are about 354 days apart. */
const SAME_OCCURRENCE_DAYS = 20;

/** The holidays that begin in a civil year, in order of date. */
export function holidaysOf(year: number, hijri: HijriCalendar, overrides: readonly HolidayOverride[] = []): Holiday[] {
  const around = [year - 1, year, year + 1].flatMap((each) => [...fixedOf(each), ...lunarOf(each, hijri)]);
  const adjusted = overrides.reduce(applied, around);
  return adjusted
    .filter((holiday) => holiday.date.startsWith(String(year).padStart(4, "0")))
    .sort((a, b) => a.date.localeCompare(b.date) || a.key.localeCompare(b.key));
}

/** Every single day off between two days, both included: what a working calendar needs. */
export function holidayDates(
  from: LocalDate,
  to: LocalDate,
  hijri: HijriCalendar,
  overrides: readonly HolidayOverride[] = [],
): Set<LocalDate> {
  const dates = new Set<LocalDate>();
  for (let year = Number(from.slice(0, 4)) - 1; year <= Number(to.slice(0, 4)); year += 1) {
    for (const holiday of holidaysOf(year, hijri, overrides)) {
      for (const date of daysOf(holiday)) if (date >= from && date <= to) dates.add(date);
    }
  }
  return dates;
}

/** The days of one holiday. */
export function daysOf(holiday: Holiday): LocalDate[] {
  return Array.from({ length: holiday.days }, (_, offset) => addDays(holiday.date, offset));
}

function fixedOf(year: number): Holiday[] {
  return FIXED.filter(({ since }) => since === undefined || year >= since).map(({ key, month, day }) => ({
    key,
    date: localDate(year, month, day),
    days: 1,
    state: "confirmed",
    message: messageOf(key),
  }));
}

/** A Hijri date may fall twice in a civil year, or not at all. */
function lunarOf(year: number, hijri: HijriCalendar): Holiday[] {
  const first = hijri.of(localDate(year, 1, 1)).year;
  const last = hijri.of(localDate(year, 12, 31)).year;
  const found: Holiday[] = [];
  for (let lunar = first; lunar <= last; lunar += 1) {
    for (const { key, month, day, days } of LUNAR) {
      const date = hijri.toLocal({ year: lunar, month, day });
      if (Number(date.slice(0, 4)) !== year) continue;
      const state = hijri.certainty(lunar, month) === "official" ? "confirmed" : "expected";
      found.push({ key, date, days, state, message: messageOf(key) });
    }
  }
  return found;
}

const messageOf = (key: string): string => `i18n.holiday.${key}`;

function applied(holidays: Holiday[], override: HolidayOverride): Holiday[] {
  const { key, date } = override;
  if (override.kind === "exceptional") {
    return [...holidays, { key, date, days: override.days ?? 1, state: "exceptional", name: override.name }];
  }
  const same = (holiday: Holiday) =>
    holiday.key === key && Math.abs(daysBetween(holiday.date, date)) <= SAME_OCCURRENCE_DAYS;
  if (override.kind === "cancelled") return holidays.filter((holiday) => !same(holiday));
  return holidays.map((holiday) =>
    same(holiday) ? { ...holiday, date, days: override.days ?? holiday.days, state: "confirmed" } : holiday,
  );
}
