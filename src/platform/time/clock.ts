import type { Clock } from "../clock.ts";

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until it is moved: for tests and for the demonstration world. */
export interface MovableClock extends Clock {
  /** Puts the clock at this instant; it may go back. */
  set(at: Date | string): void;
  /** Moves by a number of milliseconds; negative goes back. */
  advance(ms: number): void;
}

/** A movable clock that starts at `at` (an instant, or RFC 3339 text). Throws RangeError when it is not an instant. */
export function movableClock(at: Date | string): MovableClock {
  let ms = instant(at);
  return {
    now: () => new Date(ms),
    set: (to) => {
      ms = instant(to);
    },
    advance: (by) => {
      ms += by;
    },
  };
}

function instant(at: Date | string): number {
  const ms = at instanceof Date ? at.getTime() : Date.parse(at);
  if (Number.isNaN(ms)) throw new RangeError(`Not an instant: ${String(at)}`);
  return ms;
}
