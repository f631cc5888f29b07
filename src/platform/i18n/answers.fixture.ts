import { LOCALES } from "../wire/locale.ts";
import { amountInWords } from "./amount-in-words.ts";
import { comparatorFor, firstStrongDirection, normaliseForSearch } from "./arabic.ts";
import { formatDate, formatDateRange, formatDateTime } from "./format-date.ts";
import { formatHijri } from "./format-hijri.ts";
import { formatList } from "./format-list.ts";
import { formatMoney, formatNumber, formatPercent } from "./format-number.ts";
import { formatRelativeInstant } from "./format-relative.ts";
import { formatFileSize } from "./format-size.ts";
import { HijriCalendar } from "./hijri.ts";
import { holidayDates, holidaysOf } from "./holidays.ts";
import { parseRib } from "./identifiers.ts";
import { addDays } from "./local-date.ts";
import { messageFormatters } from "./message-format.ts";
import { pluralCategory } from "./plural-rules.ts";
import { countDays } from "./working-days.ts";
import { addWorkingMinutes, administrationSchedule, WEEKEND } from "./working-time.ts";

const NAMES = ["أمينة", "ياسين", "ادريس", "Zahra", "Élodie", "eric", "ⴰⵎⵉⵏⴰ", "ⵥⵉⵏⴰ", "N° 10", "N° 9", "مصلحة 2"];

/** Every answer of this module to a wide set of questions, to be compared between two engines. */
export function allAnswers(): Record<string, unknown> {
  const days = Array.from({ length: 120 }, (_, at) => addDays("2024-01-01", at * 11));
  const instants = days.map((day, at) => new Date(`${day}T${String(at % 24).padStart(2, "0")}:45:00Z`));
  const numbers = [0, 1, 2, 3, 11, 100, 1234.5, -1_234_567.891, 1e21, 0.005];
  return {
    dates: LOCALES.map((locale) =>
      days.map((day) => (["full", "medium", "short"] as const).map((style) => formatDate(day, locale, style))),
    ),
    ranges: LOCALES.map((locale) => days.map((day) => formatDateRange(day, addDays(day, 9), locale))),
    times: LOCALES.map((locale) => instants.map((instant) => formatDateTime(instant, locale))),
    relative: LOCALES.map((locale) =>
      instants.map((instant) => formatRelativeInstant(instant, new Date("2026-02-15T01:30:00Z"), locale)),
    ),
    numbers: LOCALES.map((locale) =>
      numbers.map((value) => [formatNumber(value, locale), formatPercent(value, locale)]),
    ),
    money: LOCALES.map((locale) => [0, 5, 123_456_750, -99].map((centimes) => formatMoney(centimes, locale))),
    sizes: LOCALES.map((locale) => [0, 999, 1_432_000, 10 ** 13].map((bytes) => formatFileSize(bytes, locale))),
    lists: LOCALES.map((locale) => formatList(NAMES, locale)),
    plurals: LOCALES.map((locale) => Array.from({ length: 120 }, (_, n) => pluralCategory(locale, n))),
    inMessages: LOCALES.map((locale) =>
      messageFormatters(locale).getNumberFormat([], { style: "percent" }).format(0.5),
    ),
    sorted: LOCALES.map((locale) => NAMES.toSorted(comparatorFor(locale))),
    search: NAMES.map((name) => [normaliseForSearch(name), firstStrongDirection(name)]),
    words: LOCALES.map((locale) => [0, 123_456_789, 20_000].map((centimes) => amountInWords(centimes, locale))),
    rib: parseRib("310 810 1014029004423101 33"),
    ...calendarAnswers(days, instants),
  };
}

function calendarAnswers(days: readonly string[], instants: readonly Date[]): Record<string, unknown> {
  const hijri = new HijriCalendar();
  const calendar = {
    weekend: WEEKEND,
    holidays: holidayDates("2024-01-01", "2028-12-31", hijri),
    schedule: administrationSchedule([2024, 2025, 2026, 2027].flatMap((year) => hijri.ramadans(year))),
  };
  return {
    hijri: LOCALES.map((locale) => days.map((day) => formatHijri(hijri.of(day), locale))),
    holidays: [2024, 2025, 2026, 2027].map((year) => holidaysOf(year, hijri)),
    counts: days.map((day) => countDays(calendar, day, addDays(day, 30), "ouvrables")),
    deadlines: instants.map((instant) => addWorkingMinutes(calendar, instant, 720).toISOString()),
  };
}
