import type { Recorded } from "../audit/append.ts";
import { type Db, many, one, sql, type Tx } from "../db/db.ts";

export interface NewEvent {
  id: string;
  at: Date;
  actorKind: string;
  actor: string | null;
  onBehalf: string | null;
  type: string;
  version: number;
  subject: string | null;
  /** Canonical JSON. */
  body: string;
  salt: Buffer;
}

/** An event as subscribers and readers see it. `body` is null once erased. */
export interface EventRow {
  seq: number;
  id: string;
  at: Date;
  actor_kind: string;
  actor: string | null;
  on_behalf: string | null;
  type: string;
  version: number;
  subject: string | null;
  body: Record<string, unknown> | null;
}

/** In the order of the list. */
export async function insertEvents(tx: Tx, events: readonly NewEvent[]): Promise<void> {
  const all = <K extends keyof NewEvent>(name: K) => events.map((event) => event[name]);
  await sql`insert into events.event (id, at, actor_kind, actor, on_behalf, type, version, subject, body, salt)
    select e.id, e.at, e.actor_kind, e.actor, e.on_behalf, e.type, e.version, e.subject, e.body::jsonb, e.salt
    from unnest(${all("id")}::uuid[], ${all("at")}::timestamptz[], ${all("actorKind")}::text[], ${all("actor")}::text[],
      ${all("onBehalf")}::text[], ${all("type")}::text[], ${all("version")}::int[], ${all("subject")}::text[],
      ${all("body")}::text[], ${all("salt")}::bytea[])
      with ordinality as e (id, at, actor_kind, actor, on_behalf, type, version, subject, body, salt, place)
    order by e.place`.execute(tx);
}

export async function eraseEvent(
  tx: Tx,
  event: string,
  reason: string,
  by: Pick<NewEvent, "id" | "salt" | "at" | "actorKind" | "actor" | "onBehalf">,
): Promise<boolean> {
  const row = await one<{ erased: boolean }>(
    tx,
    sql`select events.erase_body(${event}::uuid, ${reason}, ${by.id}::uuid, ${by.salt}::bytea, ${by.at}::timestamptz,
      ${by.actorKind}, ${by.actor}, ${by.onBehalf}) as erased`,
  );
  return row.erased;
}

/**
 * The search for what waits must walk its index: only a walk forgets the entries of events that got their place. By a
 * bitmap it takes ten times longer after sixty thousand events, and longer with each, until the next vacuum.
 */
const WALK_THE_INDEX = sql`set_config('enable_bitmapscan', 'off', true), set_config('enable_seqscan', 'off', true)`;

/** Held until the end of the transaction by whoever sequences; false when another does. */
export async function trySequencing(tx: Tx): Promise<boolean> {
  const query = sql<{ held: boolean }>`select pg_try_advisory_xact_lock(1684633441, 13) as held, ${WALK_THE_INDEX}`;
  return (await one(tx, query)).held;
}

export async function awaitSequencing(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(1684633441, 13), ${WALK_THE_INDEX}`.execute(tx);
}

/**
 * What waits for its place and is committed, in the order it was told. Whoever saw another's event before telling his
 * own comes after it: it was told earlier, and one look at the table that shows his shows it too. A transaction still
 * running, here or in another database of the server, holds nobody back; its events take their place when it commits.
 */
export async function unsequenced(tx: Tx, limit: number): Promise<Recorded[]> {
  const rows = await many<Omit<EventRow, "seq"> & { salt: Buffer }>(
    tx,
    sql`select id, at, actor_kind, actor, on_behalf, type, version, subject, body, salt from events.event
      where seq is null order by ord limit ${limit}`,
  );
  return rows.map((row) => ({
    id: row.id,
    type: row.type,
    version: row.version,
    at: row.at.toISOString(),
    actorKind: row.actor_kind,
    actor: row.actor,
    onBehalf: row.on_behalf,
    subject: row.subject,
    salt: row.salt,
    body: row.body,
  }));
}

/** Gives these events the places `first`, `first + 1`, ... and tells the subscribers at commit. */
export async function assignSeq(tx: Tx, ids: readonly string[], first: number): Promise<void> {
  await sql`select events.assign_seq(${ids}::uuid[], ${first}::bigint), pg_notify('diwan_event_sequenced', '')`.execute(
    tx,
  );
}

/** Do committed events wait for their place? */
export async function anyWaiting(on: Db | Tx): Promise<boolean> {
  const query = sql<{ waits: boolean }>`select exists (select from events.event where seq is null) as waits`;
  return (await one(on, query)).waits;
}

/** When the last acts were told, as far as the log and what waits for its place say; null before the first. */
export async function lastTold(on: Db | Tx): Promise<Date | null> {
  const query = sql<{ at: Date | null }>`select greatest(
      (select max(at) from (select at from events.event where seq is not null order by seq desc limit 100) as placed),
      (select max(at) from events.event where seq is null)) as at`;
  return (await one(on, query)).at;
}
