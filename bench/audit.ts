/**
 * What the audit log costs: leaves hashed in memory, events told and sequenced against a plain insert of the same rows,
 * deliveries to a subscriber, proofs, an export and its verification. One run, one server, ratios printed.
 *   node bench/audit.ts [--events 50000] [--leaves 200000]
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { growLog, type Recorded } from "#platform/audit/append.ts";
import { checkpointSource } from "#platform/audit/audit.ts";
import { signCheckpoint } from "#platform/audit/checkpointer.ts";
import { exportAudit } from "#platform/audit/export/export.ts";
import { Frontier } from "#platform/audit/frontier.ts";
import { leafHash } from "#platform/audit/merkle.ts";
import { proofOf } from "#platform/audit/query.ts";
import { verifyExport } from "#platform/audit/verify/verify.ts";
import { openKeys } from "#platform/crypto/keys.ts";
import { type Db, many, sql } from "#platform/db/db.ts";
import { startCluster } from "#platform/db/embedded.ts";
import { migrate } from "#platform/db/migrate.ts";
import { openDb, openPool } from "#platform/db/open.ts";
import { registerCursors } from "#platform/events/cursors.ts";
import { deliverNext } from "#platform/events/deliver.ts";
import { Sequencer } from "#platform/events/sequencer.ts";
import { subscriber } from "#platform/events/subscriber.ts";
import { newId } from "#platform/ids.ts";
import type { Platform } from "#platform/platform.ts";

const { values: options } = parseArgs({
  options: { events: { type: "string", default: "50000" }, leaves: { type: "string", default: "200000" } },
});
const EVENTS = Number(options.events);
const LEAVES = Number(options.leaves);
/** As many as the sequencer takes at once, so that both sides commit equally often. */
const BATCH = 1_000;
const DELIVERIES = 500;
const PROOFS = 200;

const say = (what: string, figure: string) => process.stdout.write(`${what.padEnd(64)}${figure.padStart(16)}\n`);
const perSecond = (count: number, ms: number) => Math.round((count / ms) * 1_000);
const rate = (count: number, ms: number) => `${perSecond(count, ms).toLocaleString("en")}/s`;

async function spent(act: () => unknown): Promise<number> {
  const from = performance.now();
  await act();
  return performance.now() - from;
}

/** An event of ordinary size. */
function sample(place: number): Recorded {
  return {
    id: newId(),
    type: "leave.request_submitted",
    version: 1,
    at: new Date(Date.UTC(2026, 0, 5) + place).toISOString(),
    actorKind: "person",
    actor: newId(),
    onBehalf: null,
    subject: newId(),
    salt: Buffer.alloc(16, place),
    body: {
      request: newId(),
      kind: "annual",
      from: "2026-03-02",
      to: "2026-03-13",
      days: 10,
      replacement: newId(),
      steps: [1, 2, 3],
    },
  };
}

async function inMemory(): Promise<void> {
  const entries = Array.from({ length: LEAVES }, (_, place) => Buffer.from(`entry ${place} ${"x".repeat(280)}`));
  const bare = new Frontier();
  say(
    "leaves hashed into the tree, in memory",
    rate(
      LEAVES,
      await spent(() => {
        for (const entry of entries) bare.append(leafHash(entry));
      }),
    ),
  );
  const events = Array.from({ length: LEAVES / 4 }, (_, place) => sample(place));
  say(
    "events to leaves (canonical entry, commitment, tree)",
    rate(events.length, await spent(() => growLog(new Frontier(), events))),
  );
}

const COLUMNS = sql`id, at, actor_kind, actor, on_behalf, type, version, subject, body, salt`;

/** One statement and one transaction for each batch. */
async function insert(db: Db, table: string, events: readonly Recorded[]): Promise<void> {
  for (let from = 0; from < events.length; from += BATCH) {
    const rows = events.slice(from, from + BATCH).map(({ salt, actorKind, onBehalf, ...event }) => ({
      ...event,
      actor_kind: actorKind,
      on_behalf: onBehalf,
      salt: `\\x${salt.toString("hex")}`,
    }));
    await sql`insert into ${sql.table(table)} (${COLUMNS})
      select ${COLUMNS} from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, at timestamptz, actor_kind text, actor text,
        on_behalf text, type text, version int, subject text, body jsonb, salt bytea)`.execute(db);
  }
}

async function inDatabase(platform: Platform, owner: Db): Promise<void> {
  const { db } = platform;
  await sql`create table events.plain (id uuid primary key, at timestamptz not null, actor_kind text not null, actor text,
    on_behalf text, type text not null, version int not null, subject text, body jsonb, salt bytea)`.execute(owner);
  const events = Array.from({ length: EVENTS }, (_, place) => sample(place));
  await insert(
    db,
    "events.plain",
    events.slice(0, BATCH).map((event) => ({ ...event, id: newId() })),
  );
  const plain_ms = await spent(() => insert(db, "events.plain", events));
  const told_ms = await spent(() => insert(db, "events.event", events));
  const sequencer = new Sequencer(db);
  const sequenced_ms = await spent(async () => {
    while ((await sequencer.batch()) > 0);
  });
  say(`plain insert of the same rows, ${BATCH} in a transaction`, rate(EVENTS, plain_ms));
  say("told: insert into events.event (indexes, checks, NOTIFY)", rate(EVENTS, told_ms));
  say("sequenced: place, leaf, tree nodes", rate(EVENTS, sequenced_ms));
  say("ratio told / plain", `${(plain_ms / told_ms).toFixed(2)}`);
  say("ratio sequenced / plain", `${(plain_ms / sequenced_ms).toFixed(2)}`);
  say("ratio told and sequenced / plain", `${(plain_ms / (told_ms + sequenced_ms)).toFixed(2)}`);
  await deliveries(platform);
  await reading(platform);
}

async function deliveries(platform: Platform): Promise<void> {
  const listener = subscriber("bench.listener", ["*"], async () => undefined);
  await registerCursors(platform.db, [listener]);
  const delivered_ms = await spent(async () => {
    for (let count = 0; count < DELIVERIES; count++) await deliverNext(platform, listener);
  });
  say("delivered to one subscriber, one transaction each", rate(DELIVERIES, delivered_ms));
}

async function reading(platform: Platform): Promise<void> {
  const source = checkpointSource(platform);
  say("checkpoint signed", `${(await spent(() => signCheckpoint(source))).toFixed(1)} ms`);
  const ids = await many<{ id: string }>(
    platform.db,
    sql`select id from events.event order by random() limit ${PROOFS}`,
  );
  const proofs_ms = await spent(async () => {
    for (const { id } of ids) await proofOf(platform.db, id);
  });
  say("proof of an event", `${(proofs_ms / ids.length).toFixed(1)} ms`);
  const dir = join(platform.config.dataDir, "export");
  say("exported", rate(EVENTS, await spent(() => exportAudit(source, dir))));
  say("verified offline", rate(EVENTS, await spent(() => verifyExport(dir))));
}

const dataDir = mkdtempSync(join(tmpdir(), "diwan-bench-"));
chmodSync(dataDir, 0o755);
const cluster = await startCluster({ dataDir, log: () => undefined });
const owner = openPool(cluster.owner, 2);
const app = openPool(cluster.app, 4);
const ROOT = join(import.meta.dirname, "../src/platform");
await migrate(
  owner,
  ["events", "audit"].map((name) => ({ name, folder: join(ROOT, name, "migrations") })),
);
const platform = {
  db: openDb(app),
  clock: { now: () => new Date() },
  keys: openKeys(join(dataDir, "keys")),
  config: { dataDir },
} as Platform;
try {
  await inMemory();
  await inDatabase(platform, openDb(owner));
} finally {
  await Promise.all([owner.end(), app.end()]);
  await cluster.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
