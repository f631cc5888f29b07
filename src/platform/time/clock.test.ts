import { expect, test } from "vitest";
import { movableClock, systemClock } from "./clock.ts";
import { endOfDay, startOfDay, today } from "./zone.ts";

test("a movable clock stands still until it is moved", () => {
  const clock = movableClock("2026-03-01T08:00:00Z");
  const before = clock.now();
  clock.advance(90_000);
  expect(clock.now().getTime() - before.getTime()).toBe(90_000);
  clock.set(new Date("2020-01-01T00:00:00Z"));
  expect(clock.now().toISOString()).toBe("2020-01-01T00:00:00.000Z");
});

test("the date it gives cannot be used to move it", () => {
  const clock = movableClock("2026-03-01T08:00:00Z");
  clock.now().setFullYear(1999);
  expect(clock.now().getUTCFullYear()).toBe(2026);
});

test("a clock refuses what is not an instant", () => {
  expect(() => movableClock("tomorrow")).toThrow(RangeError);
});

test("the system clock is the machine's", () => {
  expect(Math.abs(systemClock.now().getTime() - Date.now())).toBeLessThan(1_000);
});

test("today is the day in Morocco, an hour ahead of UTC outside Ramadan", () => {
  expect(today(movableClock("2026-06-30T23:30:00Z"))).toBe("2026-07-01");
  expect(today(movableClock("2026-02-28T23:30:00Z"))).toBe("2026-02-28");
});

test("the days on which legal time changes last 25 and 23 hours", () => {
  const hours = (date: string) => (endOfDay(date).getTime() - startOfDay(date).getTime()) / 3_600_000;
  expect(hours("2026-02-15")).toBe(25);
  expect(hours("2026-03-22")).toBe(23);
  expect(hours("2026-06-01")).toBe(24);
});
