import type { Tx } from "../db/db.ts";
import { commitmentOf, type Entry, entryHash } from "./entry.ts";
import type { Frontier, PlacedHash } from "./frontier.ts";
import { insertLeaves, insertNodes, isStoredLevel, type NewLeaf } from "./store.ts";

/** An event about to enter the log, with what its commitment hides. */
export interface Recorded extends Omit<Entry, "log" | "seq" | "commitment"> {
  salt: Buffer;
  body: unknown;
}

/** The leaves of a batch and the full subtrees it completes; moves `frontier` on. */
export function growLog(frontier: Frontier, batch: readonly Recorded[]): { leaves: NewLeaf[]; nodes: PlacedHash[] } {
  const nodes: PlacedHash[] = [];
  const leaves = batch.map(({ salt, body, ...event }) => {
    const commitment = commitmentOf(salt, body);
    const hash = entryHash({ log: 1, seq: frontier.size, commitment: commitment.toString("hex"), ...event });
    frontier.append(hash, (node) => isStoredLevel(node.level) && nodes.push(node));
    return { commitment, hash };
  });
  return { leaves, nodes };
}

/**
 * Appends a batch to the log inside the sequencer's transaction. `frontier` must stand at the log's present size; it is
 * moved, so the caller throws it away when the transaction does not commit.
 */
export async function appendBatch(tx: Tx, frontier: Frontier, batch: readonly Recorded[]): Promise<void> {
  const first = frontier.size;
  const { leaves, nodes } = growLog(frontier, batch);
  await insertLeaves(tx, first, leaves);
  await insertNodes(tx, nodes);
}
