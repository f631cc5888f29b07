import type { Ctx } from "../context.ts";
import { many, maybe, one, sql } from "../db/db.ts";
import { emit, emitAll } from "../events/emit.ts";
import { newId } from "../ids.ts";
import type { Level } from "../wire/level.ts";
import { refused } from "./refusals.ts";

/** Every member of staff belongs to it from the day he is entered; guests do not. */
export const EVERYONE = "00000000-0000-0000-0000-000000000001";

/** `person` and `guest` act; the others are what they are (see the entries of a list). */
export type PrincipalKind = "person" | "guest" | "post" | "unit" | "role" | "group";

// Commands of people, accounts, administration decide who may call what follows; here is only the mechanism.

/** Enters a person, post, unit, role or group, under the id that its feature gave it. */
export const addPrincipal = (ctx: Ctx, { id, kind }: { id: string; kind: PrincipalKind }): Promise<void> =>
  addPrincipals(ctx, [id], kind);

/** Many of one kind at once. */
export async function addPrincipals(ctx: Ctx, ids: readonly string[], kind: PrincipalKind): Promise<void> {
  await sql`select access.add_principals(${ids}::uuid[], ${kind})`.execute(ctx.tx);
}

export type NewMembership = {
  child: string;
  parent: string;
  /** Never before now: a right cannot have been held in the past. */
  from?: Date;
  /** The instant at which it is no longer held; open when absent. */
  until?: Date | null;
  /** The instrument, e.g. `people.interim:<id>`; shown by `why`. */
  act?: string | null;
};

/**
 * The child holds the rights of the parent between two instants: appointment, interim, delegation, unit in unit.
 * @throws Problem `access.circle` 409 when the parent already lies in the child
 */
export async function addMembership(ctx: Ctx, membership: NewMembership): Promise<string> {
  const [id] = await addMemberships(ctx, [membership]);
  return id!;
}

/**
 * Many at once: what people are is then worked out once. While they are written, no other membership is.
 * @throws Problem `access.circle` 409
 */
export async function addMemberships(ctx: Ctx, memberships: readonly NewMembership[]): Promise<string[]> {
  const rows = memberships.map(({ from = ctx.at, until = null, act = null, ...ends }) => ({
    id: newId(ctx.at),
    ...ends,
    from,
    until,
    act,
  }));
  const all = <K extends keyof (typeof rows)[number]>(name: K) => rows.map((row) => row[name]);
  await refused(
    sql`select access.add_memberships(${all("id")}::uuid[], ${all("child")}::uuid[], ${all("parent")}::uuid[],
      ${all("from")}::timestamptz[], ${all("until")}::timestamptz[], ${all("act")}::text[])`.execute(ctx.tx),
  );
  await emitAll(
    ctx,
    rows.map(({ id, child, ...body }) => ({
      type: "access.membership_added",
      subject: child,
      body: { membership: id, ...body },
    })),
  );
  return all("id");
}

/**
 * Ends what is open between two principals, at `at` or now; with an act, only what that act opened. What already ends
 * earlier stays so.
 * @returns how many memberships it ended
 */
export async function endMembership(
  ctx: Ctx,
  which: { child: string; parent?: string; act?: string },
  at: Date = ctx.at,
): Promise<number> {
  const { child, parent = null, act = null } = which;
  const { ended } = await one<{ ended: number }>(
    ctx.tx,
    sql`select access.end_membership(${child}::uuid, ${parent}::uuid, ${at}::timestamptz, ${act}::text) as ended`,
  );
  if (ended > 0) await emit(ctx, "access.membership_ended", child, { parent, at, act });
  return ended;
}

export type NewClearance = {
  person: string;
  level: Level;
  comps?: readonly string[];
  until?: Date | null;
  act?: string | null;
};

/** Clears a person to a level and compartments, in place of what he had. Once it ends he has what anyone has (1; a guest 0). */
export async function setClearance(
  ctx: Ctx,
  { person, level, comps = [], until = null, act = null }: NewClearance,
): Promise<void> {
  await sql`select access.set_clearance(${newId(ctx.at)}::uuid, ${person}::uuid, ${level}::smallint, ${[...comps]}::text[], ${until}::timestamptz, ${act}::text)`.execute(
    ctx.tx,
  );
  await emit(ctx, "access.clearance_set", person, { level, comps, until, act });
}

export async function clearanceOf(ctx: Ctx, person: string): Promise<{ level: Level; comps: string[] }> {
  return one(
    ctx.tx,
    sql`select coalesce(access.level_of(${person}::uuid, ${ctx.at}::timestamptz), 0) as level, access.comps_of(${person}::uuid, ${ctx.at}::timestamptz) as comps`,
  );
}

/** The persons who are a principal at this instant: the holders of a post, interim and delegates included. */
export async function personsOf(ctx: Ctx, principal: string): Promise<string[]> {
  const rows = await many<{ person: string }>(
    ctx.tx,
    sql`select distinct person from access.principal_of
        where principal = ${principal}::uuid and since <= ${ctx.at}::timestamptz and ${ctx.at}::timestamptz < until order by person`,
  );
  return rows.map(({ person }) => person);
}

/** The key of anything cached about a person's rights, and the instant at which it expires by itself. */
export async function epochOf(ctx: Ctx, person: string): Promise<{ epoch: number; until: Date | null }> {
  const row = await maybe<{ epoch: number; until: Date | null }>(
    ctx.tx,
    sql`select e.epoch, (
          select min(t) from (
            select unnest(array[p.since, p.until]) as t from access.principal_of p where p.person = e.person
            union all select c.until from access.clearance c where c.person = e.person) x
          where t > ${ctx.at}::timestamptz and t < 'infinity') as until
        from access.epoch e where e.person = ${person}::uuid`,
  );
  return row ?? { epoch: 0, until: null };
}
