import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addDays,
  addMonths,
  daysBetween,
  daysInMonth,
  eachDay,
  epochDay,
  fromEpochDay,
  isLocalDate,
  localDate,
  weekdayOf,
} from "./local-date.ts";
import { instantOf, localDateOf, localDateTimeOf, minutesOf, offsetMinutesAt } from "./zone.ts";

const anyDay = fc.integer({ min: epochDay("1900-01-01"), max: epochDay("2150-12-31") });

test.each(["2026-02-30", "2026-13-01", "2026-2-3", "26-02-03", "", "2026-02-03T00:00"])("%s is not a date", (text) => {
  expect(isLocalDate(text)).toBe(false);
});

test("the last of February exists in leap years only", () => {
  expect(isLocalDate("2024-02-29")).toBe(true);
  expect(isLocalDate("2026-02-29")).toBe(false);
  expect(() => localDate(2026, 2, 29)).toThrow(RangeError);
  expect([daysInMonth(2024, 2), daysInMonth(2100, 2), daysInMonth(2000, 2)]).toEqual([29, 28, 29]);
});

test("days of the week are those of the calendar", () => {
  expect(weekdayOf("2026-08-21")).toBe(5);
  expect(weekdayOf("1970-01-01")).toBe(4);
  expect(weekdayOf("1969-12-28")).toBe(7);
});

test("a month later keeps the day, or takes the last one", () => {
  expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
  expect(addMonths("2026-03-31", -13)).toBe("2025-02-28");
  expect(addMonths("2026-11-30", 2)).toBe("2027-01-30");
});

test("each day of a period is named once, none when it is reversed", () => {
  expect([...eachDay("2026-02-27", "2026-03-01")]).toEqual(["2026-02-27", "2026-02-28", "2026-03-01"]);
  expect([...eachDay("2026-03-01", "2026-02-27")]).toEqual([]);
});

test("adding days and counting them are inverse", () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -4000, max: 4000 }), (day, days) => {
      const date = fromEpochDay(day);
      expect(daysBetween(date, addDays(date, days))).toBe(days);
      expect(weekdayOf(addDays(date, 7))).toBe(weekdayOf(date));
    }),
  );
});

test("legal time is UTC in Ramadan 2026 and UTC+1 around it (arrêté 3-06-26)", () => {
  expect(offsetMinutesAt(new Date("2026-02-15T01:59:00Z"))).toBe(60);
  expect(offsetMinutesAt(new Date("2026-02-15T02:00:00Z"))).toBe(0);
  expect(offsetMinutesAt(new Date("2026-03-22T01:59:00Z"))).toBe(0);
  expect(offsetMinutesAt(new Date("2026-03-22T02:00:00Z"))).toBe(60);
});

test("an hour that exists twice is the first one; one that does not exist is moved on", () => {
  expect(instantOf("2026-02-15", "02:30").toISOString()).toBe("2026-02-15T01:30:00.000Z");
  expect(instantOf("2026-03-22", "02:30").toISOString()).toBe("2026-03-22T02:30:00.000Z");
});

test("24:00 is the beginning of the next day", () => {
  expect(instantOf("2026-06-30", "24:00")).toEqual(instantOf("2026-07-01", "00:00"));
  expect(() => minutesOf("24:01")).toThrow(RangeError);
  expect(() => minutesOf("8:30")).toThrow(RangeError);
  expect(() => minutesOf("08:60")).toThrow(RangeError);
});

test("the wall clock of an instant gives the instant back, except in the repeated hour", () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date("1990-01-01T00:00:00Z"), max: new Date("2080-01-01T00:00:00Z"), noInvalidDate: true }),
      (any) => {
        const instant = new Date(Math.floor(any.getTime() / 60_000) * 60_000);
        const { date, hour, minute } = localDateTimeOf(instant);
        const back = instantOf(date, `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);
        expect([0, 3_600_000]).toContain(instant.getTime() - back.getTime());
        expect(localDateOf(back)).toBe(date);
      },
    ),
  );
});
