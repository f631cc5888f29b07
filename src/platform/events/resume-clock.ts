import type { Platform } from "../platform.ts";
import type { SteadyClock } from "../time/clock.ts";
import { lastTold } from "./store.ts";

/** Further ahead than this, it is the clock of that time which was wrong, or the machine's is now. */
const LONGEST_LEAD_MS = 26 * 3_600_000;

/**
 * Time goes on from the last act that was told, also when the machine's clock was put back while Diwan was stopped. A
 * clock that stands days before that act is logged: whoever runs the machine has to set it right.
 */
export async function resumeClock({ db, log }: Pick<Platform, "db" | "log">, clock: SteadyClock): Promise<void> {
  const last = await lastTold(db);
  const lead_ms = last ? last.getTime() - clock.now().getTime() : 0;
  if (!last || lead_ms <= 0) return;
  if (lead_ms <= LONGEST_LEAD_MS) clock.notBefore(last);
  log.warn({ last, hours: Math.round(lead_ms / 3_600_000) }, "the machine's clock stands before the last act");
}
