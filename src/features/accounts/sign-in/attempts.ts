/** Failures of one proof from one source (a known device, or else a network). */
export type Attempts = { failures: number; lastAt: Date; blockedUntil: Date | null };

const FREE = 5;
const FIRST_DELAY_MS = 5_000;
const LONGEST_DELAY_MS = 15 * 60_000;
const FORGOTTEN_AFTER_MS = 24 * 3_600_000;

/** After this many failures, how long the next try waits: nothing at first, then doubling up to a quarter of an hour. */
export function delayAfter(failures: number): number {
  if (failures < FREE) return 0;
  return Math.min(FIRST_DELAY_MS * 2 ** (failures - FREE), LONGEST_DELAY_MS);
}

/**
 * Takes one try. It is counted before the proof is judged, so that a hundred tries at once are a hundred failures; a
 * success clears the counter. A refused try is not counted: hammering does not lengthen the wait.
 */
export function takeTry(before: Attempts | null, at: Date): { refused_ms: number } | { after: Attempts } {
  const wait = (before?.blockedUntil?.getTime() ?? 0) - at.getTime();
  if (wait > 0) return { refused_ms: wait };
  const stale = !before || at.getTime() - before.lastAt.getTime() > FORGOTTEN_AFTER_MS;
  const failures = stale ? 1 : before.failures + 1;
  const delay = delayAfter(failures);
  return { after: { failures, lastAt: at, blockedUntil: delay > 0 ? new Date(at.getTime() + delay) : null } };
}
