import type { Ctx } from "#platform/context.ts";
import { affected, many, maybe, type Sql, sql } from "#platform/db/db.ts";
import type { LocalizedName } from "#platform/wire/localized-name.ts";
import type { AbsenceRow, DelegationRow, HoldingRow, InstitutionRow, PersonRow, PostRow, UnitRow } from "./rows.ts";

const json = (value: unknown): Sql<unknown> => sql`${value == null ? null : JSON.stringify(value)}::jsonb`;

/** Many rows as one parameter; what follows names their columns: `as x (id uuid, …)`. */
const records = (rows: readonly object[]): Sql<unknown> => sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)`;

export const readInstitution = (ctx: Ctx) => maybe<InstitutionRow>(ctx.tx, sql`select * from people.institution`);

export async function writeInstitution(ctx: Ctx, row: InstitutionRow): Promise<void> {
  await sql`insert into people.institution (id, name, parent_name, sigle, city, address, logo, hue, updated_at)
    values (${row.id}, ${json(row.name)}, ${json(row.parent_name)}, ${row.sigle}, ${json(row.city)}, ${json(row.address)}, ${row.logo},
      ${row.hue}, ${ctx.at})
    on conflict (one) do update set name = excluded.name, parent_name = excluded.parent_name, sigle = excluded.sigle,
      city = excluded.city, address = excluded.address, hue = excluded.hue, updated_at = excluded.updated_at`.execute(
    ctx.tx,
  );
}

export async function writeLogo(ctx: Ctx, digest: string | null): Promise<void> {
  await sql`update people.institution set logo = ${digest}, updated_at = ${ctx.at}`.execute(ctx.tx);
}

// --- persons -------------------------------------------------------------------------------------------------

const PERSON = sql.raw(
  "id, ppr, cin, given_name, family_name, gender, email, phone, grade, hired_on, left_on, version",
);

export const personsByIds = (ctx: Ctx, ids: readonly string[]) =>
  many<PersonRow>(ctx.tx, sql`select ${PERSON} from people.person where id = any(${ids}::uuid[])`);

export const personByPpr = (ctx: Ctx, ppr: string) =>
  maybe<PersonRow>(ctx.tx, sql`select ${PERSON} from people.person where ppr = ${ppr}`);

export const anyPprKnown = async (ctx: Ctx, pprs: readonly string[]): Promise<boolean> =>
  (await maybe(ctx.tx, sql`select 1 from people.person where ppr = any(${pprs}::text[]) limit 1`)) !== undefined;

export async function insertPersons(
  ctx: Ctx,
  rows: readonly (Omit<PersonRow, "left_on" | "version"> & { search: string })[],
): Promise<void> {
  await sql`insert into people.person (id, ppr, cin, given_name, family_name, gender, email, phone, grade, hired_on, search)
    select x.* from ${records(rows)} as x (id uuid, ppr text, cin text, given_name jsonb, family_name jsonb, gender text, email text,
      phone text, grade jsonb, hired_on date, search text)`.execute(ctx.tx);
}

export const markLeft = (ctx: Ctx, person: string, day: string) =>
  affected(ctx.tx, sql`update people.person set left_on = ${day} where id = ${person} and left_on is null`);

// --- units ---------------------------------------------------------------------------------------------------

const named = (day: string) => sql`n.from_day <= ${day} and (n.until_day is null or n.until_day > ${day})`;
const placed = (day: string) => sql`w.from_day <= ${day} and (w.until_day is null or w.until_day > ${day})`;
const UNIT = sql.raw("u.id, u.kind, w.parent, u.code, u.position, u.minimum_presence, n.name, n.sigle");
const unitOn = (day: string) => sql`people.unit u
  join people.unit_name n on n.unit = u.id and ${named(day)} join people.unit_place w on w.unit = u.id and ${placed(day)}`;

/** Open units on a day, with the name they bore and the place they had that day. */
export const unitsOn = (ctx: Ctx, day: string) =>
  many<UnitRow>(
    ctx.tx,
    sql`select ${UNIT} from ${unitOn(day)}
      where u.opened_on <= ${day} and (u.closed_on is null or u.closed_on > ${day}) order by u.position, n.sigle, u.id`,
  );

export const unitById = (ctx: Ctx, id: string, day: string) =>
  maybe<UnitRow>(ctx.tx, sql`select ${UNIT} from ${unitOn(day)} where u.id = ${id}`);

/** Whether each unit is there on its day, under a name and in a place. */
export const areThere = async (ctx: Ctx, units: readonly { unit: string; day: string }[]): Promise<boolean> =>
  units.length === 0 ||
  (await maybe(
    ctx.tx,
    sql`select 1 from (select distinct * from ${records(units)} as x (unit uuid, day date)) x
      where not exists (select from people.unit_name n where n.unit = x.unit and n.from_day <= x.day and (n.until_day is null or n.until_day > x.day))
        or not exists (select from people.unit_place w where w.unit = x.unit and w.from_day <= x.day and (w.until_day is null or w.until_day > x.day))
      limit 1`,
  )) === undefined;

/** New units with their first names and places. */
export async function insertUnits(
  ctx: Ctx,
  rows: readonly {
    id: string;
    kind: string;
    parent?: string | null | undefined;
    code?: string | null | undefined;
    name: LocalizedName;
    sigle: string;
    minimumPresence?: number | null | undefined;
    openedOn: string;
  }[],
): Promise<void> {
  const units = sql`${records(rows)} as x (id uuid, kind text, parent uuid, code text, name jsonb, sigle text, "minimumPresence" int, "openedOn" date)`;
  await sql`insert into people.unit (id, kind, code, position, minimum_presence, opened_on)
    select x.id, x.kind, nullif(x.code, ''), 0, x."minimumPresence", x."openedOn" from ${units}`.execute(ctx.tx);
  await sql`insert into people.unit_place (unit, from_day, parent, act) select x.id, x."openedOn", x.parent, '' from ${units}`.execute(
    ctx.tx,
  );
  await sql`insert into people.unit_name (unit, from_day, name, sigle, act) select x.id, x."openedOn", x.name, x.sigle, '' from ${units}`.execute(
    ctx.tx,
  );
}

export async function insertUnitName(
  ctx: Ctx,
  unit: string,
  from: string,
  name: LocalizedName,
  sigle: string,
  act: string,
): Promise<void> {
  await sql`update people.unit_name set until_day = ${from} where unit = ${unit} and until_day is null and from_day < ${from}`.execute(
    ctx.tx,
  );
  await sql`insert into people.unit_name (unit, from_day, name, sigle, act) values (${unit}, ${from}, ${json(name)}, ${sigle}, ${act})
    on conflict (unit, from_day) do update set name = excluded.name, sigle = excluded.sigle, act = excluded.act`.execute(
    ctx.tx,
  );
}

/** Puts a unit under another from a day on; its place until then is kept. */
export async function placeUnit(
  ctx: Ctx,
  unit: string,
  from: string,
  parent: string | null,
  act: string,
): Promise<void> {
  await sql`update people.unit_place set until_day = ${from} where unit = ${unit} and until_day is null and from_day < ${from}`.execute(
    ctx.tx,
  );
  await sql`insert into people.unit_place (unit, from_day, parent, act) values (${unit}, ${from}, ${parent}, ${act})
    on conflict (unit, from_day) do update set parent = excluded.parent, act = excluded.act`.execute(ctx.tx);
}

export const closeUnitRow = (ctx: Ctx, unit: string, day: string, into: string | null) =>
  affected(
    ctx.tx,
    sql`update people.unit set closed_on = ${day}, merged_into = ${into} where id = ${unit} and closed_on is null`,
  );

export const setMinimumPresence = (ctx: Ctx, unit: string, minimum: number | null) =>
  affected(ctx.tx, sql`update people.unit set minimum_presence = ${minimum} where id = ${unit}`);

// --- posts and who holds them --------------------------------------------------------------------------------

const POST = sql`p.id, p.unit, p.rank, p.head, p.title, p.title_f, p.version, n.name as unit_name, n.sigle as unit_sigle
  from people.post p join people.unit_name n on n.unit = p.unit`;
const inForce = (alias: string, day: string) =>
  sql`${sql.ref(`${alias}.from_day`)} <= ${day} and (${sql.ref(`${alias}.until_day`)} is null or ${sql.ref(`${alias}.until_day`)} > ${day})`;

export const postsByIds = (ctx: Ctx, ids: readonly string[], day: string) =>
  many<PostRow>(ctx.tx, sql`select ${POST} and ${named(day)} where p.id = any(${ids}::uuid[])`);

export const postsOfUnits = (ctx: Ctx, units: readonly string[], day: string) =>
  many<PostRow>(
    ctx.tx,
    sql`select ${POST} and ${named(day)} where p.unit = any(${units}::uuid[]) and p.opened_on <= ${day}
      and (p.closed_on is null or p.closed_on > ${day}) order by p.head desc, p.rank, p.id`,
  );

export const postsHeldBy = (ctx: Ctx, persons: readonly string[], day: string) =>
  many<PostRow & { person: string; kind: "holder" | "interim" }>(
    ctx.tx,
    sql`select h.person, h.kind, ${POST} and ${named(day)} join people.holding h on h.post = p.id and ${inForce("h", day)}
      where h.person = any(${persons}::uuid[]) order by h.kind, p.head desc, p.id`,
  );

/** The head posts of a unit and of every unit above it, nearest first. */
export const headPostsAbove = (ctx: Ctx, unit: string, day: string) =>
  many<PostRow & { depth: number }>(
    ctx.tx,
    sql`with recursive above as (
        select w.unit as id, w.parent, 0 as depth from people.unit_place w where w.unit = ${unit} and ${placed(day)}
        union all select w.unit, w.parent, a.depth + 1 from people.unit_place w join above a on w.unit = a.parent
          where a.depth < 20 and ${placed(day)})
      select a.depth, ${POST} and ${named(day)} join above a on a.id = p.unit
      where p.head and p.opened_on <= ${day} and (p.closed_on is null or p.closed_on > ${day}) order by a.depth`,
  );

export async function insertPosts(
  ctx: Ctx,
  rows: readonly (Pick<PostRow, "id" | "unit" | "rank" | "head" | "title"> & {
    titleF: LocalizedName;
    openedOn: string;
    code?: string | null | undefined;
  })[],
): Promise<void> {
  await sql`insert into people.post (id, unit, rank, head, title, title_f, code, opened_on)
    select x.id, x.unit, x.rank, x.head, x.title, x."titleF", nullif(x.code, ''), x."openedOn"
    from ${records(rows)} as x (id uuid, unit uuid, rank text, head boolean, title jsonb, "titleF" jsonb, code text, "openedOn" date)`.execute(
    ctx.tx,
  );
}

/** Whether an open post heads one of these units on its day. */
export const anyHeaded = async (ctx: Ctx, units: readonly { unit: string; day: string }[]): Promise<boolean> =>
  units.length > 0 &&
  (await maybe(
    ctx.tx,
    sql`select 1 from ${records(units)} as x (unit uuid, day date) join people.post p on p.unit = x.unit
      where p.head and p.opened_on <= x.day and (p.closed_on is null or p.closed_on > x.day) limit 1`,
  )) !== undefined;

export const holdingsOf = (ctx: Ctx, posts: readonly string[], day: string) =>
  many<HoldingRow>(
    ctx.tx,
    sql`select * from people.holding h where post = any(${posts}::uuid[]) and ${inForce("h", day)}`,
  );

export const holdingById = (ctx: Ctx, id: string) =>
  maybe<HoldingRow>(ctx.tx, sql`select * from people.holding where id = ${id} for update`);

/** Whether one of these holdings meets another of the same post and kind. */
export const anyOverlapOf = async (ctx: Ctx, ids: readonly string[]): Promise<boolean> =>
  (await maybe(
    ctx.tx,
    sql`select 1 from people.holding h join people.holding o on o.post = h.post and o.kind = h.kind and o.id <> h.id
      where h.id = any(${ids}::uuid[]) and o.until_day is distinct from o.from_day and h.from_day < coalesce(o.until_day, 'infinity') and coalesce(h.until_day, 'infinity') > o.from_day
      limit 1`,
  )) !== undefined;

/** Who enters an act: who does it, or for whom a background act does it. */
export const enteredBy = (ctx: Ctx): string | null => ctx.actor.id ?? ctx.actor.onBehalf ?? null;

export async function insertHoldings(
  ctx: Ctx,
  rows: readonly {
    id: string;
    post: string;
    person: string;
    kind: "holder" | "interim";
    fromDay: string;
    untilDay?: string | null | undefined;
    actNumber: string;
    actDay?: string | null | undefined;
  }[],
): Promise<void> {
  await sql`insert into people.holding (id, post, person, kind, from_day, until_day, act_number, act_day, entered_by)
    select x.*, ${enteredBy(ctx)}::uuid from ${records(rows)} as x (id uuid, post uuid, person uuid, kind text, "fromDay" date, "untilDay" date,
      "actNumber" text, "actDay" date)`.execute(ctx.tx);
}

export const endHoldingRow = (ctx: Ctx, id: string, day: string, reason = "") =>
  affected(
    ctx.tx,
    sql`update people.holding set until_day = ${day}, end_reason = ${reason}
      where id = ${id} and (until_day is null or until_day > ${day})`,
  );

// --- delegations, assistants, roles --------------------------------------------------------------------------

export async function insertDelegation(ctx: Ctx, row: Omit<DelegationRow, "withdrawal_reason">): Promise<void> {
  await sql`insert into people.delegation (id, post, person, scopes, from_day, until_day, act_number, act_day, entered_by)
    values (${row.id}, ${row.post}, ${row.person}, ${row.scopes}::text[], ${row.from_day}, ${row.until_day}, ${row.act_number},
      ${row.act_day}, ${enteredBy(ctx)})`.execute(ctx.tx);
}

export const delegationById = (ctx: Ctx, id: string) =>
  maybe<DelegationRow>(ctx.tx, sql`select * from people.delegation where id = ${id} for update`);

export const withdrawDelegationRow = (ctx: Ctx, id: string, day: string, reason: string) =>
  affected(
    ctx.tx,
    sql`update people.delegation set withdrawn_on = ${day}, withdrawal_reason = ${reason}
      where id = ${id} and withdrawn_on is null`,
  );

export const delegationsInForce = (ctx: Ctx, posts: readonly string[], scope: string, day: string) =>
  many<DelegationRow>(
    ctx.tx,
    sql`select * from people.delegation where post = any(${posts}::uuid[]) and ${scope} = any(scopes)
      and from_day <= ${day} and until_day > ${day} and (withdrawn_on is null or withdrawn_on > ${day}) order by from_day, id`,
  );

export const allDelegations = (ctx: Ctx, limit: number) =>
  many<DelegationRow>(ctx.tx, sql`select * from people.delegation order by from_day desc, id limit ${limit}`);

export const delegatedTo = (ctx: Ctx, person: string, day: string) =>
  many<DelegationRow>(
    ctx.tx,
    sql`select * from people.delegation where person = ${person} and from_day <= ${day} and until_day > ${day}
      and (withdrawn_on is null or withdrawn_on > ${day})`,
  );

export async function insertAssistant(
  ctx: Ctx,
  row: { id: string; post: string; person: string; fromDay: string },
): Promise<void> {
  await sql`insert into people.assistant (id, post, person, from_day) values (${row.id}, ${row.post}, ${row.person}, ${row.fromDay})`.execute(
    ctx.tx,
  );
}

export const assistantsInForce = (ctx: Ctx, posts: readonly string[], day: string) =>
  many<{ post: string; person: string }>(
    ctx.tx,
    sql`select post, person from people.assistant a where post = any(${posts}::uuid[]) and ${inForce("a", day)}`,
  );

export const postsAssistedBy = (ctx: Ctx, person: string, day: string) =>
  many<{ post: string }>(
    ctx.tx,
    sql`select post from people.assistant a where person = ${person} and ${inForce("a", day)}`,
  );

export const rolesOf = (ctx: Ctx, person: string, day: string) =>
  many<{ role: string; unit: string | null }>(
    ctx.tx,
    sql`select role, unit from people.role_holder r where person = ${person} and ${inForce("r", day)}`,
  );

export const holdersOfRole = (ctx: Ctx, role: string, day: string) =>
  many<{ person: string; unit: string | null }>(
    ctx.tx,
    sql`select person, unit from people.role_holder r where role = ${role} and ${inForce("r", day)} order by person`,
  );

export const rolePrincipalRow = (ctx: Ctx, role: string) =>
  maybe<{ principal: string }>(ctx.tx, sql`select principal from people.role_principal where role = ${role}`);
export const scopePrincipalRow = (ctx: Ctx, post: string, scope: string) =>
  maybe<{ principal: string }>(
    ctx.tx,
    sql`select principal from people.scope_principal where post = ${post} and scope = ${scope}`,
  );
export async function insertRolePrincipal(ctx: Ctx, role: string, principal: string): Promise<void> {
  await sql`insert into people.role_principal (role, principal) values (${role}, ${principal})`.execute(ctx.tx);
}
export async function insertScopePrincipal(ctx: Ctx, post: string, scope: string, principal: string): Promise<void> {
  await sql`insert into people.scope_principal (post, scope, principal) values (${post}, ${scope}, ${principal})`.execute(
    ctx.tx,
  );
}

// --- absences ------------------------------------------------------------------------------------------------

export async function insertAbsence(ctx: Ctx, row: AbsenceRow): Promise<void> {
  await sql`insert into people.absence (id, person, from_day, to_day, stand_in, source, subject)
    values (${row.id}, ${row.person}, ${row.from_day}, ${row.to_day}, ${row.stand_in}, ${row.source}, ${row.subject})`.execute(
    ctx.tx,
  );
}

export const cancelAbsenceOf = (ctx: Ctx, subject: string) =>
  affected(
    ctx.tx,
    sql`update people.absence set cancelled_at = ${ctx.at} where subject = ${subject} and cancelled_at is null`,
  );

export const absencesBetween = (ctx: Ctx, persons: readonly string[], from: string, to: string) =>
  many<AbsenceRow>(
    ctx.tx,
    sql`select id, person, from_day, to_day, stand_in, source, subject from people.absence
      where person = any(${persons}::uuid[]) and from_day <= ${to} and to_day >= ${from} and cancelled_at is null order by from_day`,
  );

/** Everyone who holds a post in these units on a day. */
export const membersOf = (ctx: Ctx, units: readonly string[], day: string) =>
  many<{ person: string; unit: string }>(
    ctx.tx,
    sql`select distinct h.person, p.unit from people.holding h join people.post p on p.id = h.post
      where p.unit = any(${units}::uuid[]) and h.kind = 'holder' and ${inForce("h", day)}`,
  );
