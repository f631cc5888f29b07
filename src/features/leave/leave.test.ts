import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { workingCalendar } from "#features/calendar/api.ts";
import { HijriCalendar } from "#platform/i18n/hijri.ts";
import { availableOn, countByYear, firstLeaveDay, overlaps, rightOf, takeDays, totalOf } from "./leave.ts";

const rules = { daysPerYear: 22, monthsBeforeFirst: 12, carriedYears: 1 };
const calendar = (from: string, to: string) => workingCalendar({ hijri: new HijriCalendar(), overrides: [] }, from, to);
const counted = (from: string, to: string) => countByYear(calendar(from, to), from, to);
const bucket = (year: number, balance: number, reserved = 0) => ({ year, balance, reserved });

describe("counting", () => {
  test("weekends and Moroccan holidays are not counted", () => {
    // Monday 2 to Friday 6 November 2026: the Green March falls on the Friday.
    expect(totalOf(counted("2026-11-02", "2026-11-06"))).toBe(4);
    // The two days of Fitr 2026 (20-21 March) take away the Friday; the Saturday is a weekend anyway.
    expect(totalOf(counted("2026-03-16", "2026-03-22"))).toBe(4);
  });
  test("a leave over the new year is counted in each year", () => {
    expect([...counted("2026-12-28", "2027-01-05")]).toEqual([
      [2026, 4],
      [2027, 2],
    ]);
  });
});

describe("taking days", () => {
  test("the oldest right that still stands goes first", () => {
    expect(takeDays([bucket(2025, 3), bucket(2026, 22)], new Map([[2026, 5]]), rules)).toEqual({
      takes: [
        { year: 2025, days: 3 },
        { year: 2026, days: 2 },
      ],
      short: 0,
    });
  });
  test("a right is carried over once: what is older is not taken", () => {
    expect(takeDays([bucket(2024, 9), bucket(2026, 2)], new Map([[2026, 5]]), rules)).toEqual({
      takes: [{ year: 2026, days: 2 }],
      short: 3,
    });
  });
  test("days held by a pending request are not given twice", () => {
    expect(takeDays([bucket(2026, 5, 4)], new Map([[2026, 2]]), rules)).toEqual({
      takes: [{ year: 2026, days: 1 }],
      short: 1,
    });
    expect(availableOn([bucket(2025, 2), bucket(2026, 5, 4)], "2026-06-01", rules)).toBe(3);
  });
  test("never more than asked, never more than there is, and nothing is lost between", () => {
    const years = fc.integer({ min: 2024, max: 2027 });
    const buckets = fc.uniqueArray(
      fc.record({ year: years, balance: fc.integer({ min: 0, max: 30 }), reserved: fc.integer({ min: 0, max: 10 }) }),
      { selector: (b) => b.year },
    );
    fc.assert(
      fc.property(
        buckets,
        fc.array(fc.tuple(years, fc.integer({ min: 1, max: 20 })), { maxLength: 2 }),
        (rights, asked) => {
          const want = new Map(asked);
          const { takes, short } = takeDays(rights, want, rules);
          const taken = takes.reduce((sum, take) => sum + take.days, 0);
          expect(taken + short).toBe(totalOf(want));
          for (const take of takes) {
            const right = rights.find((b) => b.year === take.year)!;
            expect(take.days).toBeLessThanOrEqual(Math.max(0, right.balance - right.reserved));
          }
        },
      ),
    );
  });
});

test("the right of the year of entry follows the months served; the first leave opens after twelve", () => {
  expect(rightOf(2026, "2020-05-04", rules)).toBe(22);
  expect(rightOf(2026, "2026-09-01", rules)).toBe(7);
  expect(rightOf(2025, "2026-09-01", rules)).toBe(0);
  expect(firstLeaveDay("2026-09-01", rules)).toBe("2027-09-01");
});

test("two leaves overlap when they share a day", () => {
  expect(overlaps({ from: "2026-01-01", to: "2026-01-05" }, { from: "2026-01-05", to: "2026-01-09" })).toBe(true);
  expect(overlaps({ from: "2026-01-01", to: "2026-01-05" }, { from: "2026-01-06", to: "2026-01-09" })).toBe(false);
});
