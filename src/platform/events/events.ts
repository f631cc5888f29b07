import type pg from "pg";
import type { Platform } from "../platform.ts";
import { registerCursors } from "./cursors.ts";
import { deliverNext, retryWanted } from "./deliver.ts";
import { type Drained, drain } from "./drain.ts";
import { listen } from "./listen.ts";
import { Loop } from "./loop.ts";
import { Sequencer } from "./sequencer.ts";
import type { Subscriber } from "./subscriber.ts";

/** Safety net for a lost notification. */
const POLL_MS = 5_000;
/** How often a subscriber that backs off after a failure is looked at. */
const RETRY_LOOK_MS = 1_000;
/** Subscribers that work at the same time in one process: they must not take the whole pool. */
const LANES = 2;

export interface Events {
  /** See `drain`. */
  drain: (options?: { patience_ms?: number }) => Promise<Drained>;
  /** Ends after the batch and the events under way. */
  stop: () => Promise<void>;
}

/**
 * Starts the sequencer and the subscribers of this process. Several processes may do so on one database: one sequences
 * at a time, and each event is handled for each subscriber by one of them. Woken by NOTIFY at the commit of an event.
 */
export async function startEvents(
  platform: Platform,
  pool: pg.Pool,
  subscribers: readonly Subscriber[],
): Promise<Events> {
  const sequencer = new Sequencer(platform.db);
  await registerCursors(platform.db, subscribers);
  const sequencing = new Loop(platform.log, "sequencer", async () => {
    while ((await sequencer.batch()) > 0);
    return POLL_MS;
  });
  const delivering = new Loop(platform.log, "subscribers", async () => {
    const queue = [...subscribers];
    const due = await Promise.all(Array.from({ length: LANES }, () => serve(platform, queue)));
    return Math.min(...due);
  });
  const ear = listen(platform.log, pool, {
    diwan_event: () => sequencing.wake(),
    diwan_event_sequenced: () => delivering.wake(),
  });
  sequencing.wake();
  delivering.wake();
  return {
    drain: (options) => drain(platform, subscribers, options),
    stop: async () => {
      await ear.close();
      await Promise.all([sequencing.stop(), delivering.stop()]);
    },
  };
}

/** Serves subscribers from the queue until it is empty; answers in how many milliseconds to look again. */
async function serve(platform: Platform, queue: Subscriber[]): Promise<number> {
  let lookAgain = POLL_MS;
  for (let to = queue.shift(); to !== undefined; to = queue.shift()) {
    await retryWanted(platform, to);
    let delivery = await deliverNext(platform, to);
    while (delivery === "handled" || delivery === "parked") delivery = await deliverNext(platform, to);
    if (delivery === "waiting") lookAgain = Math.min(lookAgain, RETRY_LOOK_MS);
  }
  return lookAgain;
}
