import fc from "fast-check";
import { expect, test } from "vitest";
import { HijriCalendar } from "./hijri.ts";
import { holidayDates } from "./holidays.ts";
import { addDays, epochDay, fromEpochDay } from "./local-date.ts";
import {
  countDays,
  type DayUnit,
  deadlineOf,
  isWorkingDay,
  lastDayOf,
  nextWorkingDay,
  type WorkingCalendar,
  workingDayFrom,
  workingDayUntil,
} from "./working-days.ts";
import {
  addWorkingMinutes,
  administrationSchedule,
  isOpenAt,
  scheduleOf,
  WEEKEND,
  workingMinutesBetween,
  workingMinutesOf,
} from "./working-time.ts";
import { instantOf } from "./zone.ts";

const hijri = new HijriCalendar();
const calendar: WorkingCalendar = {
  weekend: WEEKEND,
  holidays: holidayDates("2024-01-01", "2031-12-31", hijri),
  schedule: administrationSchedule([2024, 2025, 2026, 2027, 2028, 2029, 2030].flatMap((year) => hijri.ramadans(year))),
};
const anyDay = fc.integer({ min: epochDay("2025-01-01"), max: epochDay("2028-12-31") }).map(fromEpochDay);
const anyInstant = fc
  .integer({ min: Date.parse("2025-01-01T00:00Z") / 60_000, max: Date.parse("2028-12-31T00:00Z") / 60_000 })
  .map((m) => new Date(m * 60_000));
const anyUnit = fc.constantFrom<DayUnit>("ouvrables", "calendaires", "francs");

test("a leave over 20 and 21 August 2026 and a weekend counts the worked days only", () => {
  expect(countDays(calendar, "2026-08-17", "2026-08-24", "ouvrables")).toBe(4);
  expect(countDays(calendar, "2026-08-17", "2026-08-24", "calendaires")).toBe(8);
  expect(countDays(calendar, "2026-08-17", "2026-08-24", "francs")).toBe(6);
});

test("a holiday on a weekend moves nothing", () => {
  expect(isWorkingDay(calendar, "2026-10-31")).toBe(false);
  expect(isWorkingDay(calendar, "2026-11-02")).toBe(true);
});

test("a single day, a day off and a reversed period", () => {
  expect(countDays(calendar, "2026-08-19", "2026-08-19", "ouvrables")).toBe(1);
  expect(countDays(calendar, "2026-08-20", "2026-08-20", "ouvrables")).toBe(0);
  expect(countDays(calendar, "2026-08-19", "2026-08-18", "ouvrables")).toBe(0);
  expect(countDays(calendar, "2026-08-19", "2026-08-19", "francs")).toBe(0);
  expect(countDays(calendar, "2026-08-19", "2026-08-20", "francs")).toBe(0);
});

test("the next worked day after Youth Day, a Friday, is Monday", () => {
  expect(nextWorkingDay(calendar, "2026-08-19")).toBe("2026-08-24");
  expect(workingDayFrom(calendar, "2026-08-19")).toBe("2026-08-19");
  expect(workingDayUntil(calendar, "2026-08-23")).toBe("2026-08-19");
});

test("twenty-two working days from 3 August 2026 end on 8 September", () => {
  expect(lastDayOf(calendar, "2026-08-03", 22, "ouvrables")).toBe("2026-09-08");
  expect(countDays(calendar, "2026-08-03", "2026-09-08", "ouvrables")).toBe(22);
});

test("a deadline does not count the day of the act, and moves when it falls on a day off", () => {
  expect(deadlineOf(calendar, "2026-08-10", 3, "calendaires")).toBe("2026-08-13");
  expect(deadlineOf(calendar, "2026-08-10", 4, "calendaires")).toBe("2026-08-17");
  expect(deadlineOf(calendar, "2026-08-10", 3, "francs")).toBe("2026-08-17");
  expect(deadlineOf(calendar, "2026-08-10", 3, "ouvrables")).toBe("2026-08-13");
  expect(() => deadlineOf(calendar, "2026-08-10", 0, "ouvrables")).toThrow(RangeError);
});

test("a week without a working day is refused instead of searched for ever", () => {
  expect(() => nextWorkingDay({ ...calendar, weekend: [1, 2, 3, 4, 5, 6, 7] }, "2026-01-01")).toThrow(RangeError);
});

test("counting is the inverse of finding the last day", () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1, max: 60 }), anyUnit, (from, count, unit) => {
      const last = lastDayOf(calendar, from, count, unit);
      expect(countDays(calendar, from, last, unit)).toBe(count);
      expect(countDays(calendar, from, addDays(last, -1), unit)).toBeLessThan(count);
    }),
  );
});

test("a longer period never counts fewer days, a later start never ends earlier", () => {
  fc.assert(
    fc.property(anyDay, fc.nat(90), fc.nat(90), anyUnit, (from, a, b, unit) => {
      const [short, long] = [Math.min(a, b), Math.max(a, b)];
      expect(countDays(calendar, from, addDays(from, short), unit)).toBeLessThanOrEqual(
        countDays(calendar, from, addDays(from, long), unit),
      );
      const ends = [short, long].map((shift) => deadlineOf(calendar, addDays(from, shift), 5, unit));
      expect(ends[0]! <= ends[1]!).toBe(true);
      expect(isWorkingDay(calendar, ends[0]!)).toBe(true);
    }),
  );
});

test("working days of two adjoining periods add up", () => {
  fc.assert(
    fc.property(anyDay, fc.nat(60), fc.nat(60), (from, a, b) => {
      const middle = addDays(from, a);
      const end = addDays(middle, b);
      const parts =
        countDays(calendar, from, middle, "ouvrables") + countDays(calendar, addDays(middle, 1), end, "ouvrables");
      expect(countDays(calendar, from, end, "ouvrables")).toBe(parts);
    }),
  );
});

test("hours of a Tuesday, a Friday, a day of Ramadan and a day off", () => {
  expect(workingMinutesOf(calendar, "2026-06-02")).toBe(450);
  expect(workingMinutesOf(calendar, "2026-06-05")).toBe(390);
  expect(workingMinutesOf(calendar, "2026-03-03")).toBe(360);
  expect(workingMinutesOf(calendar, "2026-03-20")).toBe(0);
  expect(scheduleOf(calendar, "2026-06-06")).toBeUndefined();
});

test("offices are open in Moroccan time, an hour later by UTC in Ramadan", () => {
  expect(isOpenAt(calendar, new Date("2026-06-02T07:30:00Z"))).toBe(true);
  expect(isOpenAt(calendar, new Date("2026-06-02T07:29:00Z"))).toBe(false);
  expect(isOpenAt(calendar, new Date("2026-06-02T15:30:00Z"))).toBe(false);
  expect(isOpenAt(calendar, new Date("2026-06-05T11:45:00Z"))).toBe(false);
  expect(isOpenAt(calendar, new Date("2026-03-03T08:59:00Z"))).toBe(false);
  expect(isOpenAt(calendar, new Date("2026-03-03T09:00:00Z"))).toBe(true);
});

test("twelve working hours cross the night, the noon break and the Friday one", () => {
  const end = addWorkingMinutes(calendar, instantOf("2026-06-04", "09:00"), 720);
  expect(end).toEqual(instantOf("2026-06-05", "15:00"));
});

test("twelve working hours in Ramadan take two days and skip the feast", () => {
  const end = addWorkingMinutes(calendar, instantOf("2026-03-19", "10:00"), 720);
  // 19 March gives 5 hours; 20 and 21 are the feast and Saturday; Monday 23 is a usual day.
  expect(end).toEqual(instantOf("2026-03-23", "16:00"));
});

test("work added before opening starts at opening; nothing added changes nothing", () => {
  expect(addWorkingMinutes(calendar, instantOf("2026-06-06", "03:00"), 1)).toEqual(instantOf("2026-06-08", "08:31"));
  expect(addWorkingMinutes(calendar, instantOf("2026-06-06", "03:00"), 0)).toEqual(instantOf("2026-06-06", "03:00"));
  expect(() => addWorkingMinutes(calendar, new Date(), -1)).toThrow(RangeError);
  expect(() => addWorkingMinutes({ ...calendar, schedule: [] }, instantOf("2026-06-06"), 1)).toThrow(RangeError);
});

test("a later row replaces the usual hours of its period only; equal hours close the day", () => {
  const summer = {
    from: "2026-07-01",
    to: "2026-07-31",
    weekday: 3 as const,
    start: "07:30",
    end: "14:30",
    breaks: [],
  };
  const closed = { ...summer, weekday: 4 as const, end: "07:30" };
  const own = { ...calendar, schedule: [...calendar.schedule, summer, closed] };
  expect(workingMinutesOf(own, "2026-07-01")).toBe(420);
  expect(workingMinutesOf(own, "2026-07-02")).toBe(0);
  expect(workingMinutesOf(own, "2026-08-05")).toBe(450);
});

test("breaks out of order, overlapping or past the end are taken out once", () => {
  const row = (breaks: { start: string; end: string }[]) => ({
    ...calendar,
    schedule: [{ from: null, to: null, weekday: 2 as const, start: "08:00", end: "16:00", breaks }],
  });
  const breaks = [
    { start: "12:15", end: "13:00" },
    { start: "10:00", end: "10:15" },
    { start: "12:00", end: "12:30" },
    { start: "15:30", end: "17:00" },
  ];
  expect(workingMinutesOf(row(breaks), "2026-06-02")).toBe(480 - 15 - 60 - 30);
});

test("adding work and measuring it are inverse", () => {
  fc.assert(
    fc.property(anyInstant, fc.integer({ min: 1, max: 5000 }), (start, minutes) => {
      const end = addWorkingMinutes(calendar, start, minutes);
      expect(workingMinutesBetween(calendar, start, end)).toBe(minutes);
      expect(workingMinutesBetween(calendar, end, start)).toBe(-minutes);
    }),
    { numRuns: 60 },
  );
});

test("more work never ends earlier, nor does a later start", () => {
  fc.assert(
    fc.property(
      anyInstant,
      fc.integer({ min: 1, max: 2000 }),
      fc.nat(2000),
      fc.nat(3000),
      (start, minutes, more, later) => {
        const end = addWorkingMinutes(calendar, start, minutes).getTime();
        expect(addWorkingMinutes(calendar, start, minutes + more).getTime()).toBeGreaterThanOrEqual(end);
        const from = new Date(start.getTime() + later * 60_000);
        expect(addWorkingMinutes(calendar, from, minutes).getTime()).toBeGreaterThanOrEqual(end);
      },
    ),
    { numRuns: 60 },
  );
});
