import { expect, test } from "vitest";
import { HijriCalendar } from "./hijri.ts";
import { DEFAULT_CORRECTIONS } from "./hijri-corrections.ts";
import { daysOf, type HolidayOverride, holidayDates, holidaysOf } from "./holidays.ts";
import { readMessageAreas } from "./message-source.ts";

const hijri = new HijriCalendar();
const brief = (year: number, overrides: HolidayOverride[] = [], calendar = hijri) =>
  holidaysOf(year, calendar, overrides).map(({ key, date, days, state }) => `${date} ${days} ${key} ${state}`);

test("2026 is as published in advance", () => {
  expect(brief(2026)).toEqual([
    "2026-01-01 1 new_year confirmed",
    "2026-01-11 1 independence_manifesto confirmed",
    "2026-01-14 1 amazigh_new_year confirmed",
    "2026-03-20 2 fitr expected",
    "2026-05-01 1 labour_day confirmed",
    "2026-05-27 2 adha expected",
    "2026-06-17 1 hijri_new_year expected",
    "2026-07-30 1 throne_day confirmed",
    "2026-08-14 1 oued_eddahab confirmed",
    "2026-08-20 1 revolution confirmed",
    "2026-08-21 1 youth_day confirmed",
    "2026-08-26 2 mawlid expected",
    "2026-10-31 1 unity_day confirmed",
    "2026-11-06 1 green_march confirmed",
    "2026-11-18 1 independence_day confirmed",
  ]);
});

test("each holiday begins with the year its decree gives it", () => {
  const keys = (year: number) => holidaysOf(year, hijri).map(({ key }) => key);
  expect(keys(2023)).not.toContain("amazigh_new_year");
  expect(keys(2024)).toContain("amazigh_new_year");
  expect(keys(2024)).not.toContain("unity_day");
  expect(keys(2025)).toContain("unity_day");
});

test("a feast in a month with an official date is confirmed", () => {
  expect(brief(2025)).toContain("2025-06-07 2 adha confirmed");
  expect(brief(2024)).toContain("2024-04-10 2 fitr confirmed");
});

test("a lunar feast may come twice in a civil year, and does not when it falls outside", () => {
  const twice = holidaysOf(2030, hijri).filter(({ key }) => key === "fitr");
  expect(twice).toHaveLength(1);
  const newYears = holidaysOf(2008, hijri).filter(({ key }) => key === "hijri_new_year");
  expect(newYears.map(({ date }) => date.slice(0, 7))).toEqual(["2008-01", "2008-12"]);
});

test("a confirmed date keeps or moves the nearest occurrence only", () => {
  const overrides: HolidayOverride[] = [{ kind: "confirmed", key: "fitr", date: "2026-03-21" }];
  expect(brief(2026, overrides)).toContain("2026-03-21 2 fitr confirmed");
  expect(brief(2026, overrides).filter((line) => line.includes("fitr"))).toHaveLength(1);
  expect(brief(2027, overrides).find((line) => line.includes("fitr"))).toContain("expected");
});

test("a feast confirmed into the next civil year leaves the old one", () => {
  const late: HolidayOverride[] = [{ kind: "confirmed", key: "hijri_new_year", date: "2009-01-02" }];
  expect(brief(2008, late).filter((line) => line.includes("hijri_new_year"))).toHaveLength(1);
  expect(brief(2009, late)).toContain("2009-01-02 1 hijri_new_year confirmed");
});

test("an exceptional day carries its own name; a cancelled one is gone", () => {
  const name = { ar: "عطلة استثنائية", fr: "Journée exceptionnelle" };
  const [added] = holidaysOf(2025, hijri, [
    { kind: "exceptional", key: "cg_2025_06_09", date: "2025-06-09", name },
  ]).filter(({ state }) => state === "exceptional");
  expect(added).toEqual({ key: "cg_2025_06_09", date: "2025-06-09", days: 1, state: "exceptional", name });
  expect(brief(2026, [{ kind: "cancelled", key: "youth_day", date: "2026-08-21" }]).join()).not.toContain("youth_day");
});

test("a feast of two days that begins on 31 December also closes 1 January's year", () => {
  const turn: HolidayOverride[] = [
    { kind: "exceptional", key: "turn", date: "2026-12-31", days: 3, name: { ar: "س", fr: "x" } },
  ];
  expect([...holidayDates("2027-01-01", "2027-01-05", hijri, turn)].sort()).toEqual(["2027-01-01", "2027-01-02"]);
});

test("every day of a holiday is listed", () => {
  const dates = holidayDates("2026-05-01", "2026-06-30", hijri);
  expect([...dates].sort()).toEqual(["2026-05-01", "2026-05-27", "2026-05-28", "2026-06-17"]);
  expect(daysOf({ key: "x", date: "2026-02-28", days: 2, state: "confirmed" })).toEqual(["2026-02-28", "2026-03-01"]);
});

test("a correction added to the table moves the feast", () => {
  const row = { year: 1448, month: 10, days: 0 as const, status: "official" as const, source: "test" };
  const before = holidaysOf(2027, hijri).find(({ key }) => key === "fitr");
  const after = holidaysOf(2027, new HijriCalendar([...DEFAULT_CORRECTIONS, row])).find(({ key }) => key === "fitr");
  expect([before?.date, before?.state]).toEqual(["2027-03-10", "expected"]);
  expect([after?.date, after?.state]).toEqual(["2027-03-09", "confirmed"]);
});

test("each holiday has a name in the four languages", () => {
  const own = readMessageAreas().find(({ area }) => area === "i18n");
  for (const { message } of [...holidaysOf(2026, hijri)]) {
    for (const locale of ["ar", "fr", "zgh", "en"] as const) expect(own?.texts[locale][message ?? ""]).toBeTruthy();
  }
});
