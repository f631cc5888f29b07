import type { Clock } from "../clock.ts";

/** A clock that never goes back, whatever the machine's does. */
export interface SteadyClock extends Clock {
  /** Something has already happened at this instant, so it is not earlier. */
  notBefore(at: Date): void;
}

/** While the machine's clock stands behind ours, ours goes on at half its pace until both agree. */
const PACE_WHILE_AHEAD = 0.5;

/**
 * The machine's clock as long as it goes forward. When it is put back, an hour is not lived twice: no act comes before
 * one that was already told, no right of the last hour is taken away, and no wait becomes an hour longer.
 */
export function steadyClock(
  machine_ms: () => number = Date.now,
  elapsed_ms: () => number = () => performance.now(),
): SteadyClock {
  let told_ms = machine_ms();
  let at_ms = elapsed_ms();
  return {
    now() {
      const passed_ms = Math.max(0, elapsed_ms() - at_ms);
      at_ms += passed_ms;
      told_ms = Math.max(machine_ms(), told_ms + passed_ms * PACE_WHILE_AHEAD);
      return new Date(told_ms);
    },
    notBefore(at) {
      told_ms = Math.max(told_ms, at.getTime());
    },
  };
}

/** The clock of this process. */
export const systemClock: SteadyClock = steadyClock();

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
