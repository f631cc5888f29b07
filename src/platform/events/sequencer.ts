import { appendBatch } from "../audit/append.ts";
import type { Frontier } from "../audit/frontier.ts";
import { loadFrontier, logSize } from "../audit/store.ts";
import type { Db } from "../db/db.ts";
import { assignSeq, awaitSequencing, trySequencing, unsequenced } from "./store.ts";

const BATCH = 1_000;

/**
 * Gives events their place in the log. Any process may run one; an advisory lock lets one work at a time. Each batch is
 * one transaction: places, leaves and tree nodes are there together or not at all.
 */
export class Sequencer {
  readonly #db: Db;
  /** The tree as of the last batch of ours; thrown away when another process moved the log. */
  #frontier: Frontier | null = null;

  constructor(db: Db) {
    this.#db = db;
  }

  /**
   * Sequences one batch of at most 1,000 events.
   * @param patience "try": answers 0 at once when another process is sequencing; "wait": waits for it
   * @returns how many events got their place
   */
  async batch(patience: "try" | "wait" = "try"): Promise<number> {
    const done = await this.#db.transaction(async (tx) => {
      if (patience === "wait") await awaitSequencing(tx);
      else if (!(await trySequencing(tx))) return null;
      const events = await unsequenced(tx, BATCH);
      if (events.length === 0) return null;
      const size = await logSize(tx);
      const frontier = this.#frontier?.size === size ? this.#frontier.copy() : await loadFrontier(tx, size);
      await appendBatch(tx, frontier, events);
      await assignSeq(
        tx,
        events.map((event) => event.id),
        size,
      );
      return { frontier, count: events.length };
    });
    if (done === null) return 0;
    this.#frontier = done.frontier;
    return done.count;
  }
}
