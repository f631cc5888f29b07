/**
 * What authorization costs: the 50 newest and a count, for one who reads one space, about 7 %, everything; through the
 * compiled predicate with row level security behind it, against the same query without authorization (as the owner).
 *   node bench/access.ts [--resources 1000000] [--people 2000] [--spaces 20000] [--runs 60] [--plans]
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { abilities } from "#platform/access/authorize.ts";
import { countVisible, newestVisible } from "#platform/access/list.ts";
import { reachOf, walkFor } from "#platform/access/reach.ts";
import { why } from "#platform/access/why.ts";
import type { Actor } from "#platform/actor.ts";
import { transact } from "#platform/command.ts";
import type { Ctx } from "#platform/context.ts";
import { type Db, many, one, sql } from "#platform/db/db.ts";
import { type Cluster, startCluster } from "#platform/db/embedded.ts";
import { migrate } from "#platform/db/migrate.ts";
import { openDb, openPool } from "#platform/db/open.ts";
import type { Platform } from "#platform/platform.ts";
import { fillWorld, type Readers } from "./support/access-world.ts";

const TARGET_P95_MS = 50;
const LIMIT = 50;
const KINDS = ["documents.document"];
const AT = new Date("2026-06-01T09:00:00Z");

const { values: options } = parseArgs({
  options: {
    resources: { type: "string", default: "1000000" },
    people: { type: "string", default: "2000" },
    spaces: { type: "string", default: "20000" },
    runs: { type: "string", default: "60" },
  },
});
const size = { resources: Number(options.resources), people: Number(options.people), spaces: Number(options.spaces) };
const runs = Number(options.runs);

type Times = { p50: number; p95: number };
type Line = { profile: string; what: string; without: Times; withIt: Times; note: string };

const quantile = (sorted: number[], q: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;

/** Milliseconds of two acts done by turns, so that both meet the same noise; three turns first that are not counted. */
async function timed(
  without: () => Promise<number>,
  withIt: (turn: number) => Promise<number>,
): Promise<[Times, Times]> {
  const spent: [number[], number[]] = [[], []];
  for (let turn = -3; turn < runs; turn++) {
    const bare = await without();
    const full = await withIt(turn + 3);
    if (turn < 0) continue;
    spent[0].push(bare);
    spent[1].push(full);
  }
  return spent.map((times) => {
    times.sort((a, b) => a - b);
    return { p50: quantile(times, 0.5), p95: quantile(times, 0.95) };
  }) as [Times, Times];
}

async function spentOn(act: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await act();
  return performance.now() - from;
}

/** The time of one act inside an open transaction of a person; the transaction's own round trips are not counted. */
function asPerson(db: Db, person: string, act: (ctx: Ctx) => Promise<unknown>): Promise<number> {
  const platform = { db, clock: { now: () => AT } } as Platform;
  const actor: Actor = { kind: "person", id: person, strength: "passkey" };
  return transact(platform, { actor, locale: "ar", requestId: "bench" }, async (ctx) => {
    await reachOf(ctx, "read", KINDS);
    return spentOn(() => act(ctx));
  });
}

const bareList = (db: Db) =>
  spentOn(() =>
    many(
      db,
      sql`select id, kind, created_at::text as at, created_at from access.resource r
      where r.kind = ${KINDS[0]} and r.closed_at is null order by r.created_at desc, r.id desc limit ${LIMIT + 1}`,
    ),
  );
const bareCount = (db: Db) =>
  spentOn(() =>
    one(
      db,
      sql`select count(*)::int as n from access.resource r where r.kind = any(${KINDS}::text[]) and r.closed_at is null`,
    ),
  );

async function measure(app: Db, owner: Db, readers: Readers): Promise<Line[]> {
  const lines: Line[] = [];
  const profiles: [string, (turn: number) => string][] = [
    ["one space", () => readers.one],
    ["7 %", (turn) => readers.some[turn % readers.some.length]!],
    ["everything", () => readers.all],
  ];
  for (const [profile, who] of profiles) {
    const note = await portray(app, who(1));
    const list = (ctx: Ctx) => newestVisible(ctx, { kinds: KINDS, limit: LIMIT });
    const [bare, listed] = await timed(
      () => bareList(owner),
      (turn) => asPerson(app, who(turn), list),
    );
    lines.push({ profile, what: `${LIMIT} newest`, without: bare, withIt: listed, note });
    const count = (ctx: Ctx) => countVisible(ctx, { kinds: KINDS });
    const [all, counted] = await timed(
      () => bareCount(owner),
      (turn) => asPerson(app, who(turn), count),
    );
    lines.push({ profile, what: "count", without: all, withIt: counted, note: "" });
  }
  return lines;
}

/** How much the reader sees, by which walk, and what a why and fifty abilities cost him. */
async function portray(app: Db, person: string): Promise<string> {
  let words = "";
  await asPerson(app, person, async (ctx) => {
    const cold = await spentOn(() => reachOf(ctx, "read", [...KINDS, "cold"]));
    const reach = await reachOf(ctx, "read", KINDS);
    const { items } = await newestVisible(ctx, { kinds: KINDS, limit: LIMIT });
    const total = await countVisible(ctx, { kinds: KINDS });
    const verbs = await spentOn(() =>
      abilities(
        ctx,
        items.map(({ id }) => id),
        ["read", "write", "share"],
      ),
    );
    const explained = await spentOn(() => why(ctx, person, items[0]!.id, "read"));
    const walk = walkFor(reach, LIMIT + 1, KINDS.length);
    words = `${total} of ${reach.acls} lists, by ${walk}; reach ${cold.toFixed(1)} ms, ${items.length} abilities ${verbs.toFixed(1)} ms, why ${explained.toFixed(1)} ms`;
  });
  return words;
}

function print(lines: Line[]): void {
  const ms = (value: number) => value.toFixed(2).padStart(9);
  console.log("profile      what        bare p50   with p50   with p95     ratio   target");
  for (const { profile, what, without, withIt, note } of lines) {
    const ratio = `${(withIt.p50 / without.p50).toFixed(1)}x`.padStart(9);
    const verdict = what === "count" ? "" : withIt.p95 <= TARGET_P95_MS ? "ok" : "MISSED";
    console.log(
      `${profile.padEnd(12)} ${what.padEnd(10)} ${ms(without.p50)}  ${ms(withIt.p50)}  ${ms(withIt.p95)} ${ratio}   ${verdict.padEnd(7)} ${note}`,
    );
  }
}

async function onCluster<T>(act: (cluster: Cluster) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync("/tmp/diwan-bench-");
  chmodSync(dataDir, 0o711); // the server runs as another user when we are root
  const cluster = await startCluster({ dataDir, log: () => undefined, fsync: false });
  try {
    return await act(cluster);
  } finally {
    await cluster.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function bench(cluster: Cluster): Promise<void> {
  const ownerPool = openPool(cluster.owner, 2);
  const appPool = openPool(cluster.app, 2);
  const superuser = openPool(cluster.superuser, 1);
  try {
    await migrate(ownerPool, [
      { name: "access", folder: new URL("../src/platform/access/migrations", import.meta.url).pathname },
    ]);
    const readers = await fillWorld(superuser, size);
    const lines = await measure(openDb(appPool), openDb(ownerPool), readers);
    console.log(
      `${size.resources} resources, ${size.people} people, ${size.spaces} spaces and lists; ${runs} runs each`,
    );
    print(lines);
    const missed = lines.some(({ what, withIt }) => what !== "count" && withIt.p95 > TARGET_P95_MS);
    process.exitCode = missed ? 1 : 0;
  } finally {
    await Promise.all([ownerPool.end(), appPool.end(), superuser.end()]);
  }
}

await onCluster(bench);
