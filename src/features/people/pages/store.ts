import type { Ctx } from "#platform/context.ts";
import { many, maybe, one, type Sql, sql } from "#platform/db/db.ts";
import type { LocalizedName } from "#platform/wire/localized-name.ts";
import type { AbsenceRow, DelegationRow, HoldingRow, PersonRow } from "../rows.ts";

export type Asked = { words: readonly string[]; unit: string | null; day: string };

/** The name as it is shown, in the form in which it is compared; the order of the directory in one script. */
const sortKey = (script: "ar" | "fr"): Sql<string> => sql<string>`translate(
  lower((p.given_name->>${script}) || ' ' || (p.family_name->>${script})), 'أإآٱىئةؤéèêëàâîïôöûüùç', 'اااايي\u0647\u0648eeeeaaiioouuuc')`;

const asked = ({ words, unit, day }: Asked) => sql`p.left_on is null
  and p.search like all (${words.map((word) => `%${word.replace(/[\\%_]/g, "\\$&")}%`)}::text[])
  and (${unit}::uuid is null or exists (
    select 1 from people.holding h join people.post o on o.id = h.post
    where h.person = p.id and h.from_day <= ${day} and (h.until_day is null or h.until_day > ${day})
      and o.unit in (
        with recursive below as (
          select ${unit}::uuid as id, 0 as depth
          union all select w.unit, b.depth + 1 from people.unit_place w join below b on w.parent = b.id
            where b.depth < 20 and w.from_day <= ${day} and (w.until_day is null or w.until_day > ${day}))
        select id from below)))`;

/** People whose names, in either script, hold every word; by name, after the last one seen. */
export const searchPersons = (
  ctx: Ctx,
  question: Asked,
  script: "ar" | "fr",
  after: { key: string; id: string } | null,
  limit: number,
) =>
  many<PersonRow & { key: string }>(
    ctx.tx,
    sql`select * from (
        select p.id, p.ppr, p.given_name, p.family_name, p.gender, p.email, p.phone, p.grade, p.hired_on, p.left_on, p.version,
          ${sortKey(script)} collate "C" as key
        from people.person p where ${asked(question)}) found
      where ${after?.key ?? null}::text is null or (key, id) > (${after?.key ?? null}::text collate "C", ${after?.id ?? null}::uuid)
      order by key, id limit ${limit}`,
  );

export const countFound = async (ctx: Ctx, question: Asked): Promise<number> =>
  (await one<{ n: number }>(ctx.tx, sql`select count(*)::int as n from people.person p where ${asked(question)}`)).n;

/** Everything a person held, holds or will hold. */
export const holdingsOfPerson = (ctx: Ctx, person: string) =>
  many<HoldingRow>(
    ctx.tx,
    sql`select * from people.holding where person = ${person} order by coalesce(until_day, 'infinity') desc, from_day desc, id`,
  );

/** Who holds these posts, or will. */
export const holdingsFrom = (ctx: Ctx, posts: readonly string[], day: string) =>
  many<HoldingRow>(
    ctx.tx,
    sql`select * from people.holding where post = any(${posts}::uuid[]) and (until_day is null or until_day > ${day}) and until_day is distinct from from_day
      order by from_day, kind, id`,
  );

/** Signatures delegated to a person, or by posts; the ended ones only with `past`. */
export const delegationsOf = (
  ctx: Ctx,
  of: { person?: string; posts?: readonly string[] },
  day: string,
  past: boolean,
) =>
  many<DelegationRow>(
    ctx.tx,
    sql`select * from people.delegation
      where (person = ${of.person ?? null}::uuid or post = any(${of.posts ?? []}::uuid[]))
        and (${past} or (until_day > ${day} and withdrawn_on is null)) order by from_day desc, id limit 200`,
  );

export type AssistantRow = { id: string; post: string; person: string; from_day: string; until_day: string | null };
export const assistantsOf = (ctx: Ctx, of: { person?: string; posts?: readonly string[] }, day: string) =>
  many<AssistantRow>(
    ctx.tx,
    sql`select id, post, person, from_day, until_day from people.assistant
      where (person = ${of.person ?? null}::uuid or post = any(${of.posts ?? []}::uuid[]))
        and (until_day is null or until_day > ${day}) and until_day is distinct from from_day order by from_day, id`,
  );

/** A person's absences since a day, the last first. */
export const absencesSince = (ctx: Ctx, person: string, day: string) =>
  many<AbsenceRow>(
    ctx.tx,
    sql`select id, person, from_day, to_day, stand_in, source, subject from people.absence
      where person = ${person} and to_day >= ${day} and cancelled_at is null order by from_day desc limit 100`,
  );

export type BranchRow = {
  id: string;
  kind: "directorate" | "division" | "service" | "other";
  parent: string | null;
  name: LocalizedName;
  sigle: string;
  people: number;
  former_name: LocalizedName | null;
  former_until: string | null;
};

/** The open units on a day with the number of people in each, and the name borne before. */
export const branches = (ctx: Ctx, day: string) =>
  many<BranchRow>(
    ctx.tx,
    sql`select u.id, u.kind, w.parent, n.name, n.sigle, coalesce(s.people, 0)::int as people, f.name as former_name,
        f.until_day as former_until
      from people.unit u
      join people.unit_name n on n.unit = u.id and n.from_day <= ${day} and (n.until_day is null or n.until_day > ${day})
      join people.unit_place w on w.unit = u.id and w.from_day <= ${day} and (w.until_day is null or w.until_day > ${day})
      left join (
        select o.unit, count(distinct h.person) as people from people.holding h join people.post o on o.id = h.post
        where h.kind = 'holder' and h.from_day <= ${day} and (h.until_day is null or h.until_day > ${day}) group by o.unit) s on s.unit = u.id
      left join lateral (
        select name, until_day from people.unit_name b where b.unit = u.id and b.until_day <= n.from_day
        order by b.from_day desc limit 1) f on true
      where u.opened_on <= ${day} and (u.closed_on is null or u.closed_on > ${day}) order by u.position, n.sigle, u.id`,
  );

/** The posts that head these units on a day. */
export const headPostsOf = (ctx: Ctx, units: readonly string[], day: string) =>
  many<{ id: string; unit: string }>(
    ctx.tx,
    sql`select id, unit from people.post where unit = any(${units}::uuid[]) and head and opened_on <= ${day}
      and (closed_on is null or closed_on > ${day})`,
  );

export const unitRecord = (ctx: Ctx, id: string) =>
  maybe<{
    id: string;
    kind: BranchRow["kind"];
    code: string | null;
    minimum_presence: number | null;
    opened_on: string;
    closed_on: string | null;
    merged_into: string | null;
  }>(
    ctx.tx,
    sql`select id, kind, code, minimum_presence, opened_on, closed_on, merged_into from people.unit where id = ${id}`,
  );

type Dated = { from_day: string; until_day: string | null; act: string };
export const namesOfUnit = (ctx: Ctx, unit: string) =>
  many<Dated & { name: LocalizedName; sigle: string }>(
    ctx.tx,
    sql`select name, sigle, from_day, until_day, act from people.unit_name where unit = ${unit} order by from_day desc`,
  );
export const placesOfUnit = (ctx: Ctx, unit: string) =>
  many<Dated & { parent: string | null }>(
    ctx.tx,
    sql`select parent, from_day, until_day, act from people.unit_place where unit = ${unit} order by from_day desc`,
  );

/** The names that units bear, or bore last, on a day; closed units too. */
export const namesOn = (ctx: Ctx, units: readonly string[], day: string) =>
  many<{ id: string; name: LocalizedName; sigle: string }>(
    ctx.tx,
    sql`select distinct on (unit) unit as id, name, sigle from people.unit_name
      where unit = any(${units}::uuid[]) order by unit, (from_day <= ${day}) desc, from_day desc`,
  );

/** The units above one on a day, the highest first. */
export const unitsAbove = (ctx: Ctx, unit: string, day: string) =>
  many<{ id: string }>(
    ctx.tx,
    sql`with recursive above as (
        select w.parent as id, 1 as depth from people.unit_place w
          where w.unit = ${unit} and w.from_day <= ${day} and (w.until_day is null or w.until_day > ${day})
        union all select w.parent, a.depth + 1 from people.unit_place w join above a on w.unit = a.id
          where a.depth < 20 and w.from_day <= ${day} and (w.until_day is null or w.until_day > ${day}))
      select id from above where id is not null order by depth desc`,
  );
