import fc from "fast-check";
import { expect, test } from "vitest";
import { formatHijri, parseHijri } from "./format-hijri.ts";
import { HijriCalendar } from "./hijri.ts";
import { addDays, daysBetween, epochDay, fromEpochDay } from "./local-date.ts";

const morocco = new HijriCalendar();

/** Double dates of the Bulletin officiel and announcements of the Habous ministry, 2005-2025. */
test.each([
  ["2005-07-20", "13 joumada II 1426 H"],
  ["2008-10-30", "30 chaoual 1429 H"],
  ["2009-02-18", "22 safar 1430 H"],
  ["2013-10-10", "4 hija 1434 H"],
  ["2015-06-02", "14 chaabane 1436 H"],
  ["2015-07-15", "28 ramadan 1436 H"],
  ["2018-10-26", "16 safar 1440 H"],
  ["2018-12-26", "18 rabii II 1440 H"],
  ["2019-09-12", "12 moharrem 1441 H"],
  ["2020-07-25", "4 hija 1441 H"],
  ["2020-12-31", "16 joumada I 1442 H"],
  ["2021-03-18", "4 chaabane 1442 H"],
  ["2021-07-01", "20 kaada 1442 H"],
  ["2021-07-15", "4 hija 1442 H"],
  ["2022-03-04", "1er chaabane 1443 H"],
  ["2023-04-06", "15 ramadan 1444 H"],
  ["2023-04-22", "1er chaoual 1444 H"],
  ["2024-04-10", "1er chaoual 1445 H"],
  ["2025-06-07", "10 hija 1446 H"],
])("%s is %s", (date, hijri) => {
  const read = morocco.of(date);
  expect(formatHijri(read, "fr")).toBe(hijri);
  expect(morocco.toLocal(read)).toBe(date);
  expect(morocco.certainty(read.year, read.month)).toBe("official");
});

test("feasts of 2026 fall as published in advance, and are marked so", () => {
  expect(morocco.toLocal({ year: 1447, month: 10, day: 1 })).toBe("2026-03-20");
  expect(morocco.toLocal({ year: 1447, month: 12, day: 10 })).toBe("2026-05-27");
  expect(morocco.toLocal({ year: 1448, month: 1, day: 1 })).toBe("2026-06-17");
  expect(morocco.toLocal({ year: 1448, month: 3, day: 12 })).toBe("2026-08-26");
  expect(morocco.certainty(1448, 3)).toBe("computed");
});

test("an unlisted month begins a day after Umm al-Qura and is only indicative", () => {
  const bare = new HijriCalendar([]);
  expect(bare.monthStart(1449, 9)).toBe("2028-01-29");
  expect(bare.correction(1449, 9)).toBe(1);
  expect(bare.certainty(1449, 9)).toBe("indicative");
  expect(bare.of("2028-01-28")).toEqual({ year: 1449, month: 8, day: 30 });
});

test("the default table is sound: its months have 29 or 30 days, and so do all the others", () => {
  expect(morocco.problems()).toEqual([]);
  for (let year = 1420; year <= 1460; year += 1) {
    for (let month = 1; month <= 12; month += 1) expect([29, 30]).toContain(morocco.monthLength(year, month));
  }
});

test("a month listed on time leaves sound lengths around it, wherever it stands", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1400, max: 1500 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
      const calendar = new HijriCalendar([{ year, month, days: 0, status: "official", source: "test" }]);
      expect(calendar.problems()).toEqual([]);
      for (let step = -8; step <= 8; step += 1) {
        const index = year * 12 + month - 1 + step;
        expect([29, 30]).toContain(calendar.monthLength(Math.floor(index / 12), (index % 12) + 1));
      }
    }),
  );
});

test("a table that would give a month of 28 or 31 days is denounced", () => {
  const row = (month: number, days: 0 | 1) => ({
    year: 1446,
    month,
    days,
    status: "official" as const,
    source: "test",
  });
  const bare = new HijriCalendar([]);
  const lengthOf = (month: number) =>
    daysBetween(
      addDays(bare.monthStart(1446, month), -bare.correction(1446, month)),
      addDays(bare.monthStart(1446, month + 1), -bare.correction(1446, month + 1)),
    );
  const short = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].find((month) => lengthOf(month) === 29) ?? 0;
  const long = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].find((month) => lengthOf(month) === 30) ?? 0;
  expect(new HijriCalendar([row(short, 1), row(short + 1, 0)]).problems()).toEqual([
    { year: 1446, month: short, length: 28 },
  ]);
  expect(new HijriCalendar([row(long, 0), row(long + 1, 1)]).problems()).toEqual([
    { year: 1446, month: long, length: 31 },
  ]);
});

test("later rows replace earlier ones", () => {
  const row = (days: 0 | 1) => ({ year: 1448, month: 9, days, status: "computed" as const, source: "test" });
  expect(new HijriCalendar([row(1), row(0)]).correction(1448, 9)).toBe(0);
});

test("days follow one another without gap, and each reads back", () => {
  fc.assert(
    fc.property(fc.integer({ min: epochDay("1950-01-01"), max: epochDay("2100-01-01") }), (day) => {
      const date = fromEpochDay(day);
      const today = morocco.of(date);
      const tomorrow = morocco.of(addDays(date, 1));
      expect(morocco.toLocal(today)).toBe(date);
      const next = { ...today, day: today.day + 1 };
      if (today.day < morocco.monthLength(today.year, today.month)) expect(tomorrow).toEqual(next);
      else expect(tomorrow.day).toBe(1);
    }),
  );
});

test("dates that do not exist or are out of the tables are refused", () => {
  expect(() => morocco.toLocal({ year: 1446, month: 12, day: 31 })).toThrow(RangeError);
  expect(() => morocco.toLocal({ year: 1200, month: 1, day: 1 })).toThrow(RangeError);
  expect(() => morocco.of("1700-01-01")).toThrow(RangeError);
});

test("Ramadan of a civil year; 2030 has two", () => {
  expect(morocco.ramadans(2026)).toEqual([{ from: "2026-02-19", to: "2026-03-19", certainty: "indicative" }]);
  expect(morocco.ramadans(2030).map(({ from }) => from.slice(0, 7))).toEqual(["2030-01", "2030-12"]);
  expect(morocco.isRamadan("2026-02-18")).toBe(false);
  expect(morocco.isRamadan("2026-02-19")).toBe(true);
  expect(morocco.isRamadan("2026-03-20")).toBe(false);
});

test.each([
  ["4 hija 1442", { year: 1442, month: 12, day: 4 }],
  ["1er Ramadan 1446 H", { year: 1446, month: 9, day: 1 }],
  ["٤ ذو الحجة ١٤٤٢ هـ", { year: 1442, month: 12, day: 4 }],
  ["12 ربيع الأول 1448هـ", { year: 1448, month: 3, day: 12 }],
  ["12 ربيع الثاني 1448", { year: 1448, month: 4, day: 12 }],
  ["10 ذي الحجة 1446", { year: 1446, month: 12, day: 10 }],
  ["16 joumada 1 1442 H", { year: 1442, month: 5, day: 16 }],
  ["4/12/1442", { year: 1442, month: 12, day: 4 }],
  ["31 hija 1442", undefined],
  ["4 août 1442", undefined],
  ["4 hija 2021", undefined],
  ["", undefined],
] as const)("%j reads as %j", (text, expected) => {
  expect(parseHijri(text)).toEqual(expected);
});

test("every month reads back in every language", () => {
  for (const locale of ["ar", "fr", "zgh", "en"] as const) {
    for (let month = 1; month <= 12; month += 1) {
      const date = { year: 1447, month, day: 1 };
      expect(parseHijri(formatHijri(date, locale))).toEqual(date);
    }
  }
  expect(formatHijri({ year: 1442, month: 12, day: 4 }, "ar")).toBe("4 ذو الحجة 1442 هـ");
});
