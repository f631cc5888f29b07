import { affected, type Db, many, maybe, one, sql, type Tx } from "../db/db.ts";
import type { EventRow } from "./store.ts";
import { type Subscriber, typeFilter } from "./subscriber.ts";

export interface CursorRow {
  subscriber: string;
  next_seq: number;
  tries: number;
  retry_at: Date | null;
  error: string | null;
}

export interface ParkedRow {
  subscriber: string;
  seq: number;
  tries: number;
  error: string;
  parked_at: Date;
  /** Since when another try is wanted. */
  wanted_at: Date | null;
  id: string;
  type: string;
  subject: string | null;
  body: Record<string, unknown> | null;
}

/** Gives each subscriber its cursor when it has none yet. */
export async function registerCursors(on: Db | Tx, subscribers: readonly Subscriber[]): Promise<void> {
  for (const { name, since } of subscribers)
    await sql`insert into events.cursor (subscriber, next_seq)
      values (${name}, case when ${since === "beginning"}::boolean then 0
        else (select coalesce(max(seq) + 1, 0) from events.event where seq is not null) end)
      on conflict (subscriber) do nothing`.execute(on);
}

/** Undefined while another process handles an event for this subscriber. */
export const lockCursor = (tx: Tx, subscriber: string): Promise<CursorRow | undefined> =>
  maybe(tx, sql<CursorRow>`select * from events.cursor where subscriber = ${subscriber} for update skip locked`);

/** The next event for these types at or after `from`; `head` is one past the last place given, in the same instant. */
export async function nextEvent(
  tx: Tx,
  types: readonly string[],
  from: number,
): Promise<{ event: EventRow | undefined; head: number }> {
  const { all, exact, features } = typeFilter(types);
  const row = await maybe<{ head: number } & Partial<EventRow>>(
    tx,
    sql`select h.head, e.* from (select coalesce(max(seq) + 1, 0) as head from events.event where seq is not null) h
      left join lateral (
        select seq, id, at, actor_kind, actor, on_behalf, type, version, subject, body from events.event
        where seq >= ${from}::bigint and (${all}::boolean or type = any(${exact}::text[]) or split_part(type, '.', 1) = any(${features}::text[]))
        order by seq limit 1) e on true`,
  );
  return { event: row!.id === undefined || row!.id === null ? undefined : (row as EventRow), head: row!.head };
}

export const eventAt = (tx: Tx, seq: number): Promise<EventRow | undefined> =>
  maybe(
    tx,
    sql<EventRow>`select seq, id, at, actor_kind, actor, on_behalf, type, version, subject, body
      from events.event where seq = ${seq}::bigint`,
  );

export async function moveCursor(tx: Tx, subscriber: string, next: number): Promise<void> {
  await sql`update events.cursor set next_seq = ${next}::bigint, tries = 0, retry_at = null, error = null
    where subscriber = ${subscriber}`.execute(tx);
}

export async function delayCursor(
  tx: Tx,
  subscriber: string,
  tries: number,
  retryAt: Date,
  error: string,
): Promise<void> {
  await sql`update events.cursor set tries = ${tries}, retry_at = ${retryAt}, error = ${error}
    where subscriber = ${subscriber}`.execute(tx);
}

export async function park(
  tx: Tx,
  subscriber: string,
  seq: number,
  tries: number,
  error: string,
  at: Date,
): Promise<void> {
  await sql`insert into events.parked (subscriber, seq, tries, error, parked_at)
    values (${subscriber}, ${seq}::bigint, ${tries}, ${error}, ${at})
    on conflict (subscriber, seq) do update set tries = excluded.tries, error = excluded.error, parked_at = excluded.parked_at,
      wanted_at = null`.execute(tx);
}

/** Takes the parked event out, if it is there. */
export async function unpark(tx: Tx, subscriber: string, seq: number): Promise<boolean> {
  const query = sql`delete from events.parked where subscriber = ${subscriber} and seq = ${seq}::bigint`;
  return (await affected(tx, query)) > 0;
}

/** Takes the next parked event out of which somebody wants another try; another process that has one is passed over. */
export async function takeWanted(tx: Tx, subscriber: string): Promise<number | null> {
  const row = await maybe<{ seq: number }>(
    tx,
    sql`delete from events.parked p using (
        select seq from events.parked where subscriber = ${subscriber} and wanted_at is not null
        order by seq limit 1 for update skip locked) w
      where p.subscriber = ${subscriber} and p.seq = w.seq returning p.seq`,
  );
  return row?.seq ?? null;
}

/** Another try of one parked event, or of all: whichever process serves the subscriber takes it up. */
export async function wantParked(
  tx: Tx,
  which: { subscriber: string; seq: number } | "all",
  at: Date,
): Promise<number> {
  const one = which === "all" ? sql`true` : sql`subscriber = ${which.subscriber} and seq = ${which.seq}::bigint`;
  const wanted = await affected(tx, sql`update events.parked set wanted_at = ${at} where wanted_at is null and ${one}`);
  await sql`select pg_notify('diwan_event_sequenced', '')`.execute(tx);
  return wanted;
}

/** A place in the list of parked events: the last line of the page before. */
export type ParkedPlace = { at: Date; subscriber: string; seq: number };

/** What subscribers could not handle, the newest first. */
export const parkedEvents = (on: Db | Tx, before: ParkedPlace | null = null, limit = 50): Promise<ParkedRow[]> =>
  many(
    on,
    sql<ParkedRow>`select p.*, e.id, e.type, e.subject, e.body from events.parked p join events.event e on e.seq = p.seq
      where ${before?.at ?? null}::timestamptz is null
        or (p.parked_at, p.subscriber, p.seq) < (${before?.at ?? null}::timestamptz, ${before?.subscriber ?? null}::text, ${before?.seq ?? null}::bigint)
      order by p.parked_at desc, p.subscriber desc, p.seq desc limit ${limit}`,
  );

export const parkedCount = async (on: Db | Tx): Promise<number> =>
  (await one<{ n: number }>(on, sql`select count(*)::int as n from events.parked`)).n;

/** Where every subscriber stands; `head` is one past the last event in the log. */
export const cursorStates = (on: Db | Tx): Promise<(CursorRow & { head: number })[]> =>
  many(
    on,
    sql<CursorRow & { head: number }>`select c.*, h.head from events.cursor c,
      (select coalesce(max(seq) + 1, 0) as head from events.event where seq is not null) h order by c.subscriber`,
  );
