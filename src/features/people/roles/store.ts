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
