import type { Ctx } from "../context.ts";
import { one, sql } from "../db/db.ts";
import { type Form, readerOf } from "./compile.ts";
import type { Verb } from "./verbs.ts";

/** How much someone reads. Only costs depend on it, so a stale value is harmless. */
export type Reach = {
  /** Lists on which he holds the verb; counted to 5,001. */
  acls: number;
  /** His part of the newest thousand resources of the kinds asked for, 0 to 1. */
  share: number;
};

/** How a short newest-first list is found: list by list, or along the date index with one of two membership tests. */
export type Walk = "lists" | "probe" | "hashed";

// Microseconds, measured on two cores (bench/access.ts); only their ratios matter.
const COST = { descent: 9, row: 0.7, probe: 6, hash: 0.5, test: 0.9 };
// A sample of a thousand cannot tell less than this.
const LEAST_SHARE = 0.0005;

/** The cheapest way to the newest `limit`, expecting what he may see to be spread evenly over time. */
export function walkFor(reach: Reach, limit: number, kinds: number): Walk {
  const walked = limit / Math.max(reach.share, LEAST_SHARE);
  const costs: Record<Walk, number> = {
    lists: reach.acls * kinds * (COST.descent + COST.row * Math.min(limit, 5)),
    probe: walked * COST.probe,
    hashed: reach.acls * COST.hash + walked * COST.test,
  };
  return (Object.keys(costs) as Walk[]).reduce((best, walk) => (costs[walk] < costs[best] ? walk : best));
}

/** For counts and joins over many rows: begin from the lists, unless they hold a great part of all there is. */
export const formFor = (reach: Reach): Form => (reach.acls <= 64 || reach.share < 0.3 ? "driven" : "hashed");

const KEPT_MS = 60_000;
const KEPT_MAX = 5_000;
const kept = new Map<string, { reach: Reach; until: number }>();

/** Measures how much the actor reads, at most once a minute and process. */
export async function reachOf(ctx: Ctx, action: Verb, kinds: readonly string[]): Promise<Reach> {
  const reader = readerOf(ctx, action);
  if (reader === "everything") return { acls: 0, share: 1 };
  if (reader === "nobody") return { acls: 0, share: 0 };
  const key = [reader.person, action, ...kinds].join(" ");
  const now = performance.now();
  const known = kept.get(key);
  if (known && known.until > now) return known.reach;
  const reach = await one<Reach>(
    ctx.tx,
    sql`select acls, share from access.reach(${reader.person}::uuid, ${reader.at}::timestamptz, ${reader.mask}::int, ${[...kinds]}::text[])`,
  );
  kept.delete(key);
  kept.set(key, { reach, until: now + KEPT_MS });
  if (kept.size > KEPT_MAX) kept.delete(kept.keys().next().value as string);
  return reach;
}
