import type { Ctx } from "../context.ts";
import { type Sql, sql } from "../db/db.ts";
import { ceilingOf } from "./strength.ts";
import { VERBS, type Verb } from "./verbs.ts";

/**
 * For whom a predicate is compiled: nobody, the system's own acts (index, sequencer), or a person at an instant.
 * `ceiling`: the highest level that his session shows; without it, his whole clearance.
 */
export type Reader = "nobody" | "everything" | { person: string; at: Date; mask: number; ceiling?: number };

/**
 * How membership is asked; the answer is the same, the cost is not (measured: bench/access.ts).
 * - `probe`: row by row; for few rows in a given order, and for joins by id
 * - `hashed`: the readable lists hashed once, then any number of rows
 * - `driven`: the planner may start from the readable lists; for someone who reads few
 */
export type Form = "probe" | "hashed" | "driven";

/** The rule, condition by condition, on the aliases `_r` resource, `_e` entry of its list, `_p` what the person is. */
export type Parts = Record<"open" | "level" | "comps" | "person" | "since" | "until" | "mask", Sql<boolean>>;

/** The system sees everything only when it acts for nobody; on someone's behalf it sees what that person sees. */
export function readerOf(ctx: Pick<Ctx, "actor" | "at">, action: Verb): Reader {
  const person = ctx.actor.id ?? ctx.actor.onBehalf;
  if (person) return { person, at: ctx.at, mask: VERBS[action], ceiling: ceilingOf(ctx.actor) };
  return ctx.actor.kind === "system" ? "everything" : "nobody";
}

const HIGHEST = 4;

export function partsFor({ person, at, mask, ceiling = HIGHEST }: Exclude<Reader, string>): Parts {
  const who = sql`${person}::uuid`;
  const moment = sql`${at}::timestamptz`;
  const want = sql`${mask}::int`;
  return {
    open: sql<boolean>`_r.closed_at is null`,
    level: sql<boolean>`_r.level <= (select access.level_shown(${who}, ${moment}, ${ceiling}::int))`,
    // COALESCE hides a condition that the planner would take for very rare; it would then sort instead of walking an index.
    comps: sql<boolean>`coalesce(_r.comps <@ (select access.comps_of(${who}, ${moment})), false)`,
    person: sql<boolean>`_p.person = ${who}`,
    since: sql<boolean>`_p.since <= ${moment}`,
    until: sql<boolean>`${moment} < _p.until`,
    mask: sql<boolean>`_e.mask & ${want} = ${want}`,
  };
}

/**
 * The lists on which the person holds the verb; an acl may come more than once. OFFSET 0 makes it one descent for each of
 * his principals: the planner, who cannot know which they are, would at times read the entries of all lists instead.
 */
export const listsOf = (parts: Parts): Sql<unknown> => sql`
  select _l.acl from access.principal_of _p cross join lateral (
    select _e.acl from access.acl_entry _e where _e.principal = _p.principal and ${parts.mask} offset 0) _l
  where ${parts.person} and ${parts.since} and ${parts.until}`;

/** Level and compartments hold whatever the list says. */
export const labelled = (parts: Parts): Sql<boolean> => sql`${parts.open} and ${parts.level} and ${parts.comps}`;

/** The rule on a row of access.resource that stands under the alias `_r`. */
export function rowRule(parts: Parts, form: Form): Sql<boolean> {
  return sql`${labelled(parts)} and ${form === "probe" ? probe(parts) : member(parts, form)}`;
}

// A scalar subquery, because EXISTS would be hashed when the planner fears many rows, LIMIT or not.
const probe = (parts: Parts) => sql<boolean>`coalesce((
  select true from access.acl_entry _e where _e.acl = _r.acl and ${parts.mask} and (_e.principal in (
    select _p.principal from access.principal_of _p where ${parts.person} and ${parts.since} and ${parts.until})) is true
  limit 1), false)`;

// `is true` keeps the planner from making a join of it, which would lose the order of the index that is walked.
const member = (parts: Parts, form: Form) =>
  form === "driven"
    ? sql<boolean>`_r.acl in (${listsOf(parts)})`
    : sql<boolean>`(_r.acl in (${listsOf(parts)})) is true`;

/** The rule on a row of access.resource under `_r`, for whoever reads. */
export function rowVisible(reader: Reader, form: Form): Sql<boolean> {
  if (reader === "everything") return sql<boolean>`true`;
  return reader === "nobody" ? sql<boolean>`false` : rowRule(partsFor(reader), form);
}

/**
 * The predicate of every list, search, count, facet, export: true where the actor may do `action` on the resource whose
 * id is in `column`, e.g. ``visible(ctx, "read", sql`q.id`)``.
 * @param form `probe` unless the query joins a great part of the table (`hashed`) or the actor reads little (`driven`,
 *   see {@link reachOf})
 */
export function visible(ctx: Ctx, action: Verb, column: Sql<unknown>, form: Form = "probe"): Sql<boolean> {
  const reader = readerOf(ctx, action);
  if (typeof reader === "string") return rowVisible(reader, form);
  mustBeQualified(column);
  const rule = rowRule(partsFor(reader), form);
  return form === "driven"
    ? sql<boolean>`${column} in (select _r.id from access.resource _r where ${rule})`
    : sql<boolean>`coalesce((select true from access.resource _r where _r.id = ${column} and ${rule}), false)`;
}

// Inside the subquery a bare `id` would mean the resource's own: always true. It is a bug of the caller, found at once.
function mustBeQualified(column: Sql<unknown>): void {
  const text = column.text.trim();
  if (!/^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/.test(text))
    throw new Error(`visible() wants a qualified column, not "${text}"`);
}
