import { affected, type Db, many, maybe, sql, type Tx } from "../db/db.ts";
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
  id: string;
  type: string;
  subject: string | null;
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
    on conflict (subscriber, seq) do update set tries = excluded.tries, error = excluded.error, parked_at = excluded.parked_at`.execute(
    tx,
  );
}

/** Takes the parked event out, if it is there. */
export async function unpark(tx: Tx, subscriber: string, seq: number): Promise<boolean> {
  const query = sql`delete from events.parked where subscriber = ${subscriber} and seq = ${seq}::bigint`;
  return (await affected(tx, query)) > 0;
}

/** What subscribers could not handle, the newest first. */
export const parkedEvents = (on: Db | Tx): Promise<ParkedRow[]> =>
  many(
    on,
    sql<ParkedRow>`select p.*, e.id, e.type, e.subject from events.parked p join events.event e on e.seq = p.seq
      order by p.parked_at desc, p.subscriber, p.seq desc`,
  );

/** Where every subscriber stands; `head` is one past the last event in the log. */
export const cursorStates = (on: Db | Tx): Promise<(CursorRow & { head: number })[]> =>
  many(
    on,
    sql<CursorRow & { head: number }>`select c.*, h.head from events.cursor c,
      (select coalesce(max(seq) + 1, 0) as head from events.event where seq is not null) h order by c.subscriber`,
  );
