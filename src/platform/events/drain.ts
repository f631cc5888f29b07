import { setTimeout as sleep } from "node:timers/promises";
import type { Platform } from "../platform.ts";
import { registerCursors } from "./cursors.ts";
import { deliverNext, retryWanted } from "./deliver.ts";
import { Sequencer } from "./sequencer.ts";
import { anyWaiting } from "./store.ts";
import type { Subscriber } from "./subscriber.ts";

export interface Drained {
  sequenced: number;
  handled: number;
  /** Subscribers that back off after a failure: their events stay due. */
  waiting: string[];
  /** False when the patience ended while another process handled an event, or while events kept coming. */
  complete: boolean;
}

const POLL_MS = 20;

/**
 * Sequences and delivers everything that was committed before the call, and what the subscribers told meanwhile. For
 * tests, for the backup, and for a program that ends. Needs no listening process; works beside one.
 */
export async function drain(
  platform: Platform,
  subscribers: readonly Subscriber[],
  options: { patience_ms?: number } = {},
): Promise<Drained> {
  const deadline = Date.now() + (options.patience_ms ?? 5_000);
  const sequencer = new Sequencer(platform.db);
  const drained: Drained = { sequenced: 0, handled: 0, waiting: [], complete: true };
  await registerCursors(platform.db, subscribers);
  for (;;) {
    for (let count = await sequencer.batch("wait"); count > 0; count = await sequencer.batch("wait"))
      drained.sequenced += count;
    const before = drained.handled;
    drained.waiting = [];
    for (const to of subscribers) {
      drained.handled += await retryWanted(platform, to);
      await deliverAll(platform, to, drained, deadline);
    }
    if (!drained.complete) return drained;
    if (drained.handled === before && !(await anyWaiting(platform.db))) return drained;
    if (drained.handled === before && Date.now() > deadline) return { ...drained, complete: false };
  }
}

async function deliverAll(platform: Platform, to: Subscriber, drained: Drained, deadline: number): Promise<void> {
  for (;;) {
    const delivery = await deliverNext(platform, to);
    if (delivery === "idle") return;
    if (delivery === "waiting") {
      drained.waiting.push(to.name);
      return;
    }
    if (delivery === "busy") {
      drained.complete = Date.now() <= deadline;
      if (!drained.complete) return;
      await sleep(POLL_MS);
    } else drained.handled++;
  }
}
