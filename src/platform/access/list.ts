import type { Ctx } from "../context.ts";
import { many, one, type Sql, sql } from "../db/db.ts";
import { type Form, labelled, listsOf, partsFor, type Reader, readerOf, rowVisible } from "./compile.ts";
import { formFor, reachOf, type Walk, walkFor } from "./reach.ts";
import type { Verb } from "./verbs.ts";

/** A place in a newest-first list; `at` keeps the microseconds that a Date would lose. */
export type Place = { at: string; id: string };
export type Listed = { id: string; kind: string; at: string };

export type NewestQuery = {
  /** All kinds when absent. */
  kinds?: readonly string[];
  limit: number;
  before?: Place | null;
  action?: Verb;
};

/** The newest resources on which the actor holds the verb (reading, unless said), and the place where the next page begins. */
export async function newestVisible(ctx: Ctx, query: NewestQuery): Promise<{ items: Listed[]; next: Place | null }> {
  const action = query.action ?? "read";
  const reader = readerOf(ctx, action);
  if (reader === "nobody") return { items: [], next: null };
  const kinds = query.kinds ?? (await kindsInUse(ctx));
  if (kinds.length === 0) return { items: [], next: null };
  const asked = { kinds, limit: query.limit + 1, before: query.before ?? null };
  const walk = walkFor(await reachOf(ctx, action, kinds), asked.limit, kinds.length);
  const rows = await many<Listed>(ctx.tx, newest(reader, asked, walk));
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return { items, next: rows.length > items.length && last ? { at: last.at, id: last.id } : null };
}

/** How many the actor may see; with `atMost`, counting stops there ("500 or more"). */
export async function countVisible(
  ctx: Ctx,
  query: { kinds?: readonly string[]; action?: Verb; atMost?: number } = {},
): Promise<number> {
  const action = query.action ?? "read";
  const reader = readerOf(ctx, action);
  if (reader === "nobody") return 0;
  const kinds = query.kinds ?? (await kindsInUse(ctx));
  const form = formFor(await reachOf(ctx, action, kinds));
  // The wall tests every row too, and is told that hashing pays (0004-wall.sql).
  if (form === "hashed") await sql`select set_config('diwan.form', 'hash', true)`.execute(ctx.tx);
  const { n } = await one(ctx.tx, counted(reader, kinds, form, query.atMost ?? null));
  if (form === "hashed") await sql`select set_config('diwan.form', '', true)`.execute(ctx.tx);
  return n;
}

/** The text of the count in one physical form. */
export function counted(
  reader: Exclude<Reader, "nobody">,
  kinds: readonly string[],
  form: Form,
  atMost: number | null,
): Sql<{ n: number }> {
  const ofKinds = sql`_r.kind = any(${[...kinds]}::text[]) and _r.closed_at is null`;
  if (form !== "driven" || reader === "everything")
    return sql`select count(*)::int as n from (
      select from access.resource _r where ${ofKinds} and ${rowVisible(reader, form)} limit ${atMost}::bigint) x`;
  const parts = partsFor(reader);
  return sql`with lists as materialized (select distinct l.acl from (${listsOf(parts)}) l)
    select count(*)::int as n from (
      select from lists l cross join lateral (
        select from access.resource _r where _r.acl = l.acl and ${ofKinds} and ${labelled(parts)} offset 0) _r
      limit ${atMost}::bigint) x`;
}

type Asked = { kinds: readonly string[]; limit: number; before: Place | null };

/**
 * The text of the list in one physical form; the plan tests read it. All forms answer the same columns: which one was
 * chosen depends on what others have, and must not show.
 */
export function newest(reader: Exclude<Reader, "nobody">, asked: Asked, walk: Walk): Sql<Listed> {
  return walk === "lists" && reader !== "everything" ? alongLists(reader, asked) : alongDates(reader, asked, walk);
}

const NEWEST_FIRST = sql`order by _r.created_at desc, _r.id desc`;
const earlier = (before: Place | null) =>
  before ? sql`and (_r.created_at, _r.id) < (${before.at}::timestamptz, ${before.id}::uuid)` : sql``;

// One descent of (acl, kind, created_at) for each list and kind, each stopping at the limit.
function alongLists(reader: Exclude<Reader, string>, { kinds, limit, before }: Asked): Sql<Listed> {
  const parts = partsFor(reader);
  return sql<Listed>`with lists as materialized (select distinct l.acl from (${listsOf(parts)}) l)
    select _r.id, _r.kind, _r.at from lists l cross join unnest(${[...kinds]}::text[]) k(kind) cross join lateral (
      select _r.id, _r.kind, _r.created_at::text as at, _r.created_at from access.resource _r
      where _r.acl = l.acl and _r.kind = k.kind and ${labelled(parts)} ${earlier(before)}
      ${NEWEST_FIRST} limit ${limit}) _r
    ${NEWEST_FIRST} limit ${limit}`;
}

function alongDates(reader: Exclude<Reader, "nobody">, { kinds, limit, before }: Asked, walk: Walk): Sql<Listed> {
  const ofKind = kinds.length === 1 ? sql`_r.kind = ${kinds[0]}` : sql`_r.kind = any(${[...kinds]}::text[])`;
  return sql<Listed>`select _r.id, _r.kind, _r.created_at::text as at from access.resource _r
    where ${ofKind} and _r.closed_at is null and ${rowVisible(reader, walk === "hashed" ? "hashed" : "probe")} ${earlier(before)}
    ${NEWEST_FIRST} limit ${limit}`;
}

const kindsInUse = async (ctx: Ctx): Promise<string[]> =>
  (await one<{ kinds: string[] }>(ctx.tx, sql`select access.kinds() as kinds`)).kinds;
