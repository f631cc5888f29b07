import type { Ctx } from "#platform/context.ts";
import { affected, many, maybe, type Sql, sql } from "#platform/db/db.ts";
import type { LocalizedName } from "#platform/wire/localized-name.ts";
import type { AbsenceRow, PersonRow, PostRow } from "../rows.ts";

const json = (value: unknown): Sql<unknown> => sql`${value == null ? null : JSON.stringify(value)}::jsonb`;

export type PersonChanges = Omit<PersonRow, "left_on"> & { search: string };

/** False when somebody changed him since that version. */
export const updatePerson = (ctx: Ctx, row: PersonChanges): Promise<number> =>
  affected(
    ctx.tx,
    sql`update people.person set ppr = ${row.ppr}, cin = ${row.cin}, given_name = ${json(row.given_name)}, family_name = ${json(row.family_name)},
        gender = ${row.gender}, email = ${row.email}, phone = ${row.phone}, grade = ${json(row.grade)}, hired_on = ${row.hired_on},
        search = ${row.search}, version = version + 1
      where id = ${row.id} and version = ${row.version}`,
  );

export type PostChanges = Pick<PostRow, "id" | "rank" | "head" | "version"> & {
  title: LocalizedName;
  title_f: LocalizedName;
};
export const updatePost = (ctx: Ctx, row: PostChanges): Promise<number> =>
  affected(
    ctx.tx,
    sql`update people.post set title = ${json(row.title)}, title_f = ${json(row.title_f)}, rank = ${row.rank}, head = ${row.head},
        version = version + 1
      where id = ${row.id} and version = ${row.version} and closed_on is null`,
  );

export const closePosts = (ctx: Ctx, posts: readonly string[], day: string): Promise<number> =>
  affected(
    ctx.tx,
    sql`update people.post set closed_on = ${day} where id = any(${posts}::uuid[]) and closed_on is null and opened_on <= ${day}`,
  );

/** Somebody holds one of these posts on that day or will later. */
export const heldFrom = (ctx: Ctx, posts: readonly string[], day: string) =>
  many<{ id: string; post: string; person: string; kind: "holder" | "interim" }>(
    ctx.tx,
    sql`select id, post, person, kind from people.holding
      where post = any(${posts}::uuid[]) and (until_day is null or until_day > ${day})
        and until_day is distinct from from_day order by from_day`,
  );

export const lockUnit = (ctx: Ctx, id: string) =>
  maybe<{ id: string; opened_on: string; closed_on: string | null }>(
    ctx.tx,
    sql`select id, opened_on, closed_on from people.unit where id = ${id} for update`,
  );

/** The open units directly under one on a day, and those a dated move will bring there. */
export const unitsUnder = (ctx: Ctx, unit: string, day: string) =>
  many<{ id: string }>(
    ctx.tx,
    sql`select distinct u.id from people.unit u join people.unit_place w on w.unit = u.id
      where w.parent = ${unit} and (w.until_day is null or w.until_day > ${day})
        and (u.closed_on is null or u.closed_on > ${day}) order by u.id`,
  );

/** Whether a unit lies in another, or is it, on a day. */
export const liesIn = async (ctx: Ctx, unit: string, other: string, day: string): Promise<boolean> =>
  (await maybe(
    ctx.tx,
    sql`with recursive above as (
        select ${unit}::uuid as id, 0 as depth
        union all select w.parent, a.depth + 1 from people.unit_place w join above a on w.unit = a.id
          where w.parent is not null and a.depth < 20 and w.from_day <= ${day} and (w.until_day is null or w.until_day > ${day}))
      select 1 from above where id = ${other}`,
  )) !== undefined;

/** A later act already decides the place of the unit. */
export const placedAfter = (ctx: Ctx, unit: string, day: string) =>
  maybe<{ from_day: string }>(
    ctx.tx,
    sql`select from_day from people.unit_place where unit = ${unit} and from_day > ${day} limit 1`,
  );

/** A later act already decides its name: one dated before it would leave the unit two names from that day on. */
export const namedAfter = (ctx: Ctx, unit: string, day: string) =>
  maybe<{ from_day: string }>(
    ctx.tx,
    sql`select from_day from people.unit_name where unit = ${unit} and from_day > ${day} limit 1`,
  );

export const assistantById = (ctx: Ctx, id: string) =>
  maybe<{ id: string; post: string; person: string; from_day: string; until_day: string | null }>(
    ctx.tx,
    sql`select id, post, person, from_day, until_day from people.assistant where id = ${id} for update`,
  );
export const endAssistantRow = (ctx: Ctx, id: string, day: string, reason: string): Promise<number> =>
  affected(
    ctx.tx,
    sql`update people.assistant set until_day = ${day}, end_reason = ${reason}
      where id = ${id} and (until_day is null or until_day > ${day})`,
  );

export const absenceById = (ctx: Ctx, id: string) =>
  maybe<AbsenceRow>(
    ctx.tx,
    sql`select id, person, from_day, to_day, stand_in, source, subject from people.absence
      where id = ${id} and cancelled_at is null for update`,
  );
export const cancelAbsenceRow = (ctx: Ctx, id: string): Promise<number> =>
  affected(ctx.tx, sql`update people.absence set cancelled_at = ${ctx.at} where id = ${id} and cancelled_at is null`);
