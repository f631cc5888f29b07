import type { Ctx } from "#platform/context.ts";
import { affected, many, sql } from "#platform/db/db.ts";
import type { LocalizedName } from "#platform/wire/localized-name.ts";

export type RoleRow = {
  role: string;
  unit: { id: string; name: LocalizedName; sigle: string } | null;
  from_day: string;
  until_day: string | null;
  entered_by: string | null;
};

/** What a person holds or will hold, the first given first. */
export const rolesHeldFrom = (ctx: Ctx, person: string, day: string) =>
  many<RoleRow>(
    ctx.tx,
    sql`select r.role, r.from_day, r.until_day, r.entered_by, case when r.unit is not null then jsonb_build_object(
        'id', r.unit, 'name', people.name_on(r.unit, ${day}), 'sigle', coalesce((select n.sigle from people.unit_name n
          where n.unit = r.unit and n.from_day <= ${day} order by n.from_day desc limit 1), '')) end as unit
      from people.role_holder r
      where r.person = ${person} and (r.until_day is null or r.until_day > ${day}) order by r.from_day, r.role`,
  );

/** Who holds a role without an end, read so that no two acts both count on the other's holder. */
export const lockLastingHolders = (ctx: Ctx, role: string, day: string) =>
  many<{ person: string }>(
    ctx.tx,
    sql`select person from people.role_holder where role = ${role} and until_day is null and from_day <= ${day}
      order by person for update`,
  );

/** Gives it; taken and given again on one day, it goes on. */
export async function insertRoleHolder(
  ctx: Ctx,
  row: { role: string; person: string; unit: string | null; fromDay: string; enteredBy: string | null },
): Promise<void> {
  await sql`insert into people.role_holder (role, person, unit, from_day, entered_by)
    values (${row.role}, ${row.person}, ${row.unit}, ${row.fromDay}, ${row.enteredBy})
    on conflict (role, person, from_day) do update
      set until_day = null, unit = excluded.unit, entered_by = excluded.entered_by, end_reason = ''`.execute(ctx.tx);
}

export const endRole = (ctx: Ctx, role: string, person: string, day: string, reason: string) =>
  affected(
    ctx.tx,
    sql`update people.role_holder set until_day = ${day}, end_reason = ${reason}
      where role = ${role} and person = ${person} and (until_day is null or until_day > ${day})`,
  );

/** Whom a helper helps (see `helpedBy`); what is to come protects as what is there: a sheet stays good for days. */
export const peopleHelpedBy = (ctx: Ctx, helper: string, day: string) =>
  many<{ id: string }>(
    ctx.tx,
    sql`with recursive named as (
        select r.unit from people.role_holder r where r.role = 'helper' and r.person = ${helper}
          and r.from_day <= ${day} and (r.until_day is null or r.until_day > ${day})),
      place as (
        select w.unit, w.parent from people.unit_place w
          where w.from_day <= ${day} and (w.until_day is null or w.until_day > ${day})),
      his as (
        select n.unit from named n where n.unit is not null
        union select p.unit from place p where p.parent is null and exists (select from named n where n.unit is null)),
      below as (
        select h.unit from his h union select p.unit from place p join below b on p.parent = b.unit),
      line as (
        select unit from (
          select h.unit from his h
          union select o.unit from people.holding h join people.post o on o.id = h.post where h.person = ${helper}
            and h.from_day <= ${day} and (h.until_day is null or h.until_day > ${day})) own
        union select p.parent from place p join line l on p.unit = l.unit where p.parent is not null),
      heading as (
        select o.id from people.post o join line l on l.unit = o.unit
          where o.head and (o.closed_on is null or o.closed_on > ${day})),
      above as (
        select h.person from people.holding h join heading o on o.id = h.post
          where h.until_day is null or (h.until_day > ${day} and h.until_day > h.from_day)
        union select d.person from people.delegation d join heading o on o.id = d.post
          where d.until_day > ${day} and (d.withdrawn_on is null or d.withdrawn_on > ${day})
        union select r.person from people.role_holder r where r.until_day is null or r.until_day > ${day})
      select p.id from people.person p
      where p.left_on is null and p.id <> ${helper} and p.id not in (select person from above)
        and (exists (select from named n where n.unit is null) or exists (
          select from people.holding h join people.post o on o.id = h.post join below b on b.unit = o.unit
            where h.person = p.id and h.kind = 'holder' and h.from_day <= ${day}
              and (h.until_day is null or h.until_day > ${day})))`,
  );
