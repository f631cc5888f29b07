import { setTimeout as sleep } from "node:timers/promises";
import type { Platform } from "../platform.ts";
import { registerCursors } from "./cursors.ts";
import { deliverNext } from "./deliver.ts";
import { Sequencer } from "./sequencer.ts";
import { anyWaitingUpTo, lastWaiting } from "./store.ts";
import type { Subscriber } from "./subscriber.ts";

export interface Drained {
  sequenced: number;
  handled: number;
  /** Subscribers that back off after a failure: their events stay due. */
  waiting: string[];
  /** False when a transaction still running kept events from their place for the whole of the patience. */
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
    const target = await lastWaiting(platform.db);
    while (target !== null && (await anyWaitingUpTo(platform.db, target))) {
      const count = await sequencer.batch("wait");
      drained.sequenced += count;
      if (count === 0 && Date.now() > deadline) return { ...drained, complete: false };
      if (count === 0) await sleep(POLL_MS);
    }
    const before = drained.handled;
    drained.waiting = [];
    for (const to of subscribers) await deliverAll(platform, to, drained, deadline);
    if (drained.handled === before && (await lastWaiting(platform.db)) === null) return drained;
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
      if (Date.now() > deadline) return;
      await sleep(POLL_MS);
    } else drained.handled++;
  }
}
