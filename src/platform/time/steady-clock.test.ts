import { expect, test } from "vitest";
import { steadyClock } from "./clock.ts";

const HOUR_MS = 3_600_000;

function machine() {
  const at = { wall: Date.parse("2026-11-24T10:00:00Z"), elapsed: 0 };
  const clock = steadyClock(
    () => at.wall,
    () => at.elapsed,
  );
  const passes = (ms: number) => {
    at.wall += ms;
    at.elapsed += ms;
  };
  return { at, passes, told: () => clock.now().toISOString().slice(11, 19), clock };
}

test("put back by an hour, the clock goes on at half its pace until both agree, and never back", () => {
  const { at, passes, told } = machine();
  passes(60_000);
  expect(told()).toBe("10:01:00");
  at.wall -= HOUR_MS;
  expect(told()).toBe("10:01:00");
  passes(60_000);
  expect(told()).toBe("10:01:30");
  passes(HOUR_MS);
  expect(told()).toBe("10:31:30");
  passes(HOUR_MS);
  expect(told()).toBe("11:02:00");
  passes(1_000);
  expect(told()).toBe("11:02:01");
});

test("put forward, it follows at once", () => {
  const { at, told } = machine();
  at.wall += 2 * HOUR_MS;
  expect(told()).toBe("12:00:00");
});

test("it is not before what has already happened", () => {
  const { clock, passes, told } = machine();
  clock.notBefore(new Date("2026-11-24T10:30:00Z"));
  clock.notBefore(new Date("2026-11-24T09:00:00Z"));
  expect(told()).toBe("10:30:00");
  passes(60_000);
  expect(told()).toBe("10:30:30");
});
