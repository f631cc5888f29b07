import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type DateStyle,
  formatDate,
  formatDateRange,
  formatDateTime,
  formatTime,
  monthNameOf,
  weekdayNameOf,
} from "./format-date.ts";
import { formatList } from "./format-list.ts";
import { formatAmount, formatMoney, formatNumber, formatPercent, parseMoney, parseNumber } from "./format-number.ts";
import { formatRelative, formatRelativeDate, formatRelativeInstant } from "./format-relative.ts";
import { formatFileSize } from "./format-size.ts";
import { withoutMarks } from "./isolate.ts";
import { fromEpochDay } from "./local-date.ts";

const ALL = ["ar", "fr", "zgh", "en"] as const;

test.each([
  ["ar", "الجمعة، 21 غشت 2026", "21 غشت 2026", "21 غشت 2026", "21 غشت", "غشت 2026"],
  ["fr", "vendredi 21 août 2026", "21 août 2026", "21 août 2026", "21 août", "août 2026"],
  ["zgh", "ⴰⵙⵉⵎⵡⴰⵙ 21 ⵖⵓⵛⵜ 2026", "21 ⵖⵓⵛⵜ 2026", "21 ⵖⵓⵛⵜ 2026", "21 ⵖⵓⵛⵜ", "ⵖⵓⵛⵜ 2026"],
  ["en", "Friday 21 August 2026", "21 August 2026", "21 Aug 2026", "21 August", "August 2026"],
] as const)("dates in %s", (locale, ...expected) => {
  const styles: DateStyle[] = ["full", "long", "medium", "day", "month"];
  expect(styles.map((style) => formatDate("2026-08-21", locale, style))).toEqual(expected);
  expect(formatDate("2026-08-01", locale, "short")).toBe("01/08/2026");
});

test("French writes the first of a month as an ordinal, and only the first", () => {
  expect(formatDate("2026-09-01", "fr")).toBe("1er septembre 2026");
  expect(formatDate("2026-09-01", "fr", "full")).toBe("mardi 1er septembre 2026");
  expect(formatDate("2026-09-11", "fr", "day")).toBe("11 septembre");
  expect(formatDate("2026-09-01", "en")).toBe("1 September 2026");
});

test("month and day names agree with Node's own data for Morocco", () => {
  for (let month = 1; month <= 12; month += 1) {
    const at = new Date(Date.UTC(2026, month - 1, 5));
    for (const locale of ["ar", "fr", "zgh"] as const) {
      const node = new Intl.DateTimeFormat(`${locale}-MA`, { month: "long", timeZone: "UTC" }).format(at);
      expect(monthNameOf(month, locale)).toBe(node);
    }
  }
  for (let day = 1; day <= 7; day += 1) {
    for (const locale of ALL) {
      const tag = locale === "en" ? "en-GB" : `${locale}-MA`;
      const node = new Intl.DateTimeFormat(tag, { weekday: "long", timeZone: "UTC" }).format(
        new Date(Date.UTC(2026, 1, day)),
      );
      expect(weekdayNameOf(`2026-02-0${day}`, locale)).toBe(node);
    }
  }
  expect(() => monthNameOf(13, "fr")).toThrow(RangeError);
});

test("no date carries a direction mark", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), fc.constantFrom(...ALL), (day, locale) => {
      for (const style of ["full", "long", "medium", "short", "day", "month"] as const) {
        const text = formatDate(fromEpochDay(day), locale, style);
        expect(withoutMarks(text)).toBe(text);
      }
    }),
  );
});

test("periods do not repeat what both ends share", () => {
  expect(formatDateRange("2026-08-21", "2026-08-25", "fr")).toBe("du 21 au 25 août 2026");
  expect(formatDateRange("2026-09-01", "2026-09-04", "fr")).toBe("du 1er au 4 septembre 2026");
  expect(formatDateRange("2026-08-28", "2026-09-01", "fr")).toBe("du 28 août au 1er septembre 2026");
  expect(formatDateRange("2026-12-28", "2027-01-02", "ar")).toBe("من 28 دجنبر 2026 إلى 2 يناير 2027");
  expect(formatDateRange("2026-08-21", "2026-08-21", "en")).toBe("21 August 2026");
  expect(formatDateRange("2026-08-21", "2026-08-25", "zgh")).toBe("ⵙⴳ 21 ⴰⵔ 25 ⵖⵓⵛⵜ 2026");
});

test("times are those of Morocco, in Ramadan too", () => {
  expect(formatTime(new Date("2026-08-21T12:05:00Z"))).toBe("13:05");
  expect(formatTime(new Date("2026-03-01T12:05:00Z"))).toBe("12:05");
  expect(formatDateTime(new Date("2026-08-21T23:30:00Z"), "fr")).toBe("22 août 2026 à 00:30");
  expect(formatDateTime(new Date("2026-08-21T12:05:00Z"), "ar", "short")).toBe("21/08/2026 13:05");
  expect(formatDateTime(new Date("2026-08-21T12:05:00Z"), "ar")).toBe("21 غشت 2026 على الساعة 13:05");
});

test("numbers", () => {
  for (const locale of ["ar", "fr", "zgh"] as const) {
    expect(formatNumber(1_234_567.5, locale, { minimumFractionDigits: 2 })).toBe("1\u202f234\u202f567,50");
  }
  expect(formatNumber(1_234_567.891, "en")).toBe("1,234,567.891");
  expect(formatNumber(999, "fr")).toBe("999");
  expect(formatNumber(2026, "fr", { grouping: false })).toBe("2026");
  expect(formatNumber(1.005, "en", { maximumFractionDigits: 2 })).toBe("1.01");
  expect(formatNumber(-1500, "fr")).toBe("-1\u202f500");
  expect(formatNumber(-1500, "ar")).toBe("\u2066-1\u202f500\u2069");
  expect(formatNumber(-0.0001, "fr")).toBe("0");
  expect(formatNumber(1e21, "en")).toBe("1,000,000,000,000,000,000,000");
  expect(formatNumber(1e-7, "en")).toBe("0");
  expect(formatNumber(9_007_199_254_740_993n, "en")).toBe("9,007,199,254,740,993");
  expect(() => formatNumber(Number.NaN, "fr")).toThrow(RangeError);
});

test("money is in centimes and shown in dirhams", () => {
  expect(formatMoney(123_456_750, "fr")).toBe("1\u202f234\u202f567,50\u00a0DH");
  expect(formatMoney(123_456_750, "ar")).toBe("1\u202f234\u202f567,50\u00a0درهم");
  expect(formatMoney(5, "en")).toBe("0.05\u00a0MAD");
  expect(formatMoney(0, "zgh")).toBe("0,00\u00a0DH");
  expect(formatAmount(-50, "fr")).toBe("-0,50");
  expect(formatMoney(123_456_789_012_345_678n, "fr")).toBe("1\u202f234\u202f567\u202f890\u202f123\u202f456,78\u00a0DH");
  expect(() => formatMoney(1.5, "fr")).toThrow(RangeError);
});

test("percentages", () => {
  expect(formatPercent(0.125, "fr")).toBe("12,5\u202f%");
  expect(formatPercent(0.07, "en")).toBe("7%");
  expect(formatPercent(1, "ar")).toBe("100\u202f%");
  expect(formatPercent(1e-7, "en", 6)).toBe("0.00001%");
});

test.each([
  ["1 234 567,50", "fr", 1_234_567.5],
  ["1.234.567,50", "ar", 1_234_567.5],
  ["12.500", "fr", 12_500],
  ["0.125", "fr", 0.125],
  ["12.5", "fr", 12.5],
  ["١٢٣٤٫٥", "ar", 1234.5],
  ["١٬٢٣٤", "ar", 1234],
  ["1,234.5", "en", 1234.5],
  ["1,5", "en", 1.5],
  ["-3", "fr", -3],
  ["−3", "fr", -3],
  ["", "fr", undefined],
  ["abc", "fr", undefined],
  ["1,2,3", "fr", undefined],
  ["1e5", "en", undefined],
] as const)("%j typed in %s is %s", (text, locale, value) => {
  expect(parseNumber(text, locale)).toBe(value);
});

test("amounts typed with their currency become centimes", () => {
  expect(parseMoney("1 234,50 DH", "fr")).toBe(123_450);
  expect(parseMoney("٧٥ درهما", "ar")).toBe(7500);
  expect(parseMoney("19,99", "fr")).toBe(1999);
  expect(parseMoney("1,005", "fr")).toBeUndefined();
  expect(parseMoney("-2", "fr")).toBe(-200);
});

test("what is written can be read back", () => {
  fc.assert(
    fc.property(fc.integer({ min: -(10 ** 13), max: 10 ** 13 }), fc.constantFrom(...ALL), (centimes, locale) => {
      expect(parseMoney(formatMoney(centimes, locale), locale)).toBe(centimes);
      expect(parseNumber(formatNumber(centimes / 1000, locale), locale)).toBe(centimes / 1000);
    }),
  );
});

test("lists are joined as each language does, their items isolated", () => {
  const plain = (locale: (typeof ALL)[number], last?: "or") => withoutMarks(formatList(["A", "B", "C"], locale, last));
  expect(ALL.map((locale) => plain(locale))).toEqual(["A، B وC", "A, B et C", "A, B ⴷ C", "A, B and C"]);
  expect(plain("ar", "or")).toBe("A، B أو C");
  expect(formatList([], "fr")).toBe("");
  expect(formatList(["A"], "fr")).toBe("\u2068A\u2069");
});

test("file sizes climb to the next unit when they would be a thousand", () => {
  expect(formatFileSize(0, "en")).toBe("0\u00a0B");
  expect(formatFileSize(999, "fr")).toBe("999\u00a0o");
  expect(formatFileSize(1_432_000, "fr")).toBe("1,4\u00a0Mo");
  expect(formatFileSize(999_600, "fr")).toBe("1\u00a0Mo");
  expect(formatFileSize(250_000_000, "ar")).toBe("250\u00a0ميغابايت");
  expect(() => formatFileSize(-1, "fr")).toThrow(RangeError);
});

test("relative time agrees in number in each language", () => {
  expect([-1, -2, -3, -11, -100].map((n) => formatRelative(n, "day", "ar"))).toEqual([
    "قبل يوم واحد",
    "قبل يومين",
    "قبل 3 أيام",
    "قبل 11 يوما",
    "قبل 100 يوم",
  ]);
  expect(formatRelative(2, "hour", "ar")).toBe("خلال ساعتين");
  expect(formatRelative(0, "hour", "fr")).toBe("dans 0 heure");
  expect(formatRelative(-2, "month", "fr")).toBe("il y a 2 mois");
  expect(formatRelative(1, "year", "en")).toBe("in 1 year");
});

test("a day seen from another", () => {
  const seen = (date: string) => formatRelativeDate(date, "2026-08-21", "fr");
  expect(["2026-08-21", "2026-08-20", "2026-08-22"].map(seen)).toEqual(["aujourd’hui", "hier", "demain"]);
  expect(seen("2026-08-25")).toBe("dans 4 jours");
  expect(seen("2026-06-01")).toBe("il y a 2 mois");
  expect(seen("2027-08-21")).toBe("dans 1 an");
  expect(seen("2023-08-20")).toBe("il y a 3 ans");
});

test("an instant seen from another counts minutes near, days in Morocco far", () => {
  const now = new Date("2026-08-21T23:30:00Z");
  const seen = (instant: string) => formatRelativeInstant(new Date(instant), now, "fr");
  expect(seen("2026-08-21T23:29:30Z")).toBe("à l’instant");
  expect(seen("2026-08-21T22:45:00Z")).toBe("il y a 45 minutes");
  expect(seen("2026-08-21T20:30:00Z")).toBe("il y a 3 heures");
  expect(seen("2026-08-21T09:00:00Z")).toBe("hier");
  expect(seen("2026-08-22T22:30:00Z")).toBe("dans 23 heures");
});
