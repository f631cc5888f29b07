import type { Locale } from "../wire/locale.ts";
import { normaliseArabic } from "./arabic.ts";
import { HIJRI_YEARS, type HijriDate } from "./hijri.ts";
import { HIJRI_ALIASES, HIJRI_MONTHS, HIJRI_SUFFIX } from "./hijri-names.ts";

/** 4 hija 1442 H · 4 ذو الحجة 1442 هـ. French writes the first day as an ordinal. */
export function formatHijri(date: HijriDate, locale: Locale): string {
  const day = locale === "fr" && date.day === 1 ? "1er" : String(date.day);
  return `${day} ${hijriMonthName(date.month, locale)} ${date.year} ${HIJRI_SUFFIX[locale]}`;
}

/** Name of a Hijri month, 1-12. */
export function hijriMonthName(month: number, locale: Locale): string {
  const name = HIJRI_MONTHS[locale][month - 1];
  if (name === undefined) throw new RangeError(`Not a month: ${month}`);
  return name;
}

/**
 * Reads a Hijri date in any of the four languages, with or without its suffix, in any digits: `4 hija 1442`,
 * `1er ramadan 1446 H`, `٤ ذو الحجة ١٤٤٢ هـ`, `4/12/1442`. Undefined when it is none. Whether the month has thirty
 * days that year is for HijriCalendar.toLocal to say.
 */
export function parseHijri(text: string): HijriDate | undefined {
  const plain = simplified(text).replace(/\s*(هـ?|h|ah)\.?$/u, "");
  const numeric = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(plain);
  if (numeric) return checked(Number(numeric[1]), Number(numeric[2]), Number(numeric[3]));
  const worded = /^(\d{1,2})(?:er)?\s+(.+?)\s+(\d{4})$/u.exec(plain);
  if (!worded) return undefined;
  return checked(Number(worded[1]), MONTHS.get(worded[2] ?? ""), Number(worded[3]));
}

function checked(day: number, month: number | undefined, year: number): HijriDate | undefined {
  if (month === undefined || month < 1 || month > 12 || day < 1 || day > 30) return undefined;
  return year < HIJRI_YEARS.first || year > HIJRI_YEARS.last ? undefined : { year, month, day };
}

/** Lower case, no accents, Arabic letters unified, apostrophes and double spaces removed. */
function simplified(text: string): string {
  const latin = normaliseArabic(text)
    .normalize("NFD")
    .replace(/[\u0300-\u036f'’`]/g, "");
  return latin.normalize("NFC").replace(/\s+/g, " ").trim().toLowerCase();
}

const MONTHS: ReadonlyMap<string, number> = new Map([
  ...Object.values(HIJRI_MONTHS).flatMap((names) => names.map((name, at) => [simplified(name), at + 1] as const)),
  ...Object.entries(HIJRI_ALIASES).map(([name, month]) => [simplified(name), month] as const),
]);
