import type { Locale } from "../wire/locale.ts";
import { DATE_NAMES, ENGLISH_SHORT_MONTHS } from "./date-names.ts";
import { datePartsOf, type LocalDate, weekdayOf } from "./local-date.ts";
import { CASABLANCA, localDateTimeOf } from "./zone.ts";

/**
 * - `full` vendredi 21 août 2026 · `long` 21 août 2026 · `medium` as long, English months cut (21 Aug 2026)
 * - `short` 21/08/2026 in all languages · `day` 21 août (year known from the place) · `month` août 2026
 */
export type DateStyle = "full" | "long" | "medium" | "short" | "day" | "month";

/** Writes a day. The same text in Node and in every browser: no Intl data is used, and no direction mark appears. */
export function formatDate(date: LocalDate, locale: Locale, style: DateStyle = "long"): string {
  const { year, month, day } = datePartsOf(date);
  if (style === "short") return `${date.slice(8, 10)}/${date.slice(5, 7)}/${date.slice(0, 4)}`;
  const monthName = style === "medium" ? mediumMonth(month, locale) : monthNameOf(month, locale);
  if (style === "month") return `${monthName} ${year}`;
  const dayAndMonth = `${dayNumber(day, locale)} ${monthName}`;
  if (style === "day") return dayAndMonth;
  const whole = `${dayAndMonth} ${year}`;
  return style === "full" ? `${weekdayNameOf(date, locale)}${WEEKDAY_GLUE[locale]}${whole}` : whole;
}

const WEEKDAY_GLUE: Record<Locale, string> = { ar: "، ", fr: " ", zgh: " ", en: " " };

/** Name of a month, 1-12. */
export function monthNameOf(month: number, locale: Locale): string {
  const name = DATE_NAMES[locale].months[month - 1];
  if (name === undefined) throw new RangeError(`Not a month: ${month}`);
  return name;
}

/** Name of the day of the week of a date. */
export function weekdayNameOf(date: LocalDate, locale: Locale, width: "long" | "short" = "long"): string {
  const names = width === "long" ? DATE_NAMES[locale].weekdays : DATE_NAMES[locale].shortWeekdays;
  return names[weekdayOf(date) - 1] ?? "";
}

function mediumMonth(month: number, locale: Locale): string {
  return locale === "en" ? (ENGLISH_SHORT_MONTHS[month - 1] ?? "") : monthNameOf(month, locale);
}

/** French writes the first of the month as an ordinal. */
function dayNumber(day: number, locale: Locale): string {
  return locale === "fr" && day === 1 ? "1er" : String(day);
}

const RANGE: Record<Locale, (from: string, to: string) => string> = {
  ar: (from, to) => `من ${from} إلى ${to}`,
  fr: (from, to) => `du ${from} au ${to}`,
  zgh: (from, to) => `ⵙⴳ ${from} ⴰⵔ ${to}`,
  en: (from, to) => `${from} to ${to}`,
};

/** Writes a period, both days included, without repeating a common month or year: du 21 au 25 août 2026. */
export function formatDateRange(from: LocalDate, to: LocalDate, locale: Locale): string {
  if (from === to) return formatDate(from, locale, "long");
  const a = datePartsOf(from);
  const b = datePartsOf(to);
  let start = formatDate(from, locale, "long");
  if (a.year === b.year) start = a.month === b.month ? dayNumber(a.day, locale) : formatDate(from, locale, "day");
  return RANGE[locale](start, formatDate(to, locale, "long"));
}

const AT: Record<Locale, string> = { ar: " على الساعة ", fr: " à ", zgh: ", ", en: " at " };

/** Legal time in Morocco, 24 hours: 13:05. */
export function formatTime(instant: Date, zone: string = CASABLANCA): string {
  const at = localDateTimeOf(instant, zone);
  return `${String(at.hour).padStart(2, "0")}:${String(at.minute).padStart(2, "0")}`;
}

/** Day and legal time in Morocco: 21 août 2026 à 13:05; with `short`, 21/08/2026 13:05. */
export function formatDateTime(
  instant: Date,
  locale: Locale,
  style: DateStyle = "long",
  zone: string = CASABLANCA,
): string {
  const glue = style === "short" ? " " : AT[locale];
  return `${formatDate(localDateTimeOf(instant, zone).date, locale, style)}${glue}${formatTime(instant, zone)}`;
}
