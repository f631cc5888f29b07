import type { Ctx } from "#platform/context.ts";
import { localDateOf } from "#platform/i18n/zone.ts";
import { peopleById } from "../directory.ts";
import { Role, type RoleHeld } from "../schema.ts";
import { rolesHeldFrom } from "./store.ts";

/** The roles somebody holds or will hold, since when and by whose act. */
export async function rolesOfPerson(ctx: Ctx, person: string): Promise<RoleHeld[]> {
  const rows = await rolesHeldFrom(ctx, person, localDateOf(ctx.at));
  const givers = await peopleById(
    ctx,
    rows.flatMap((row) => row.entered_by ?? []),
  );
  return rows.map((row) => {
    const giver = row.entered_by ? givers.get(row.entered_by) : undefined;
    return {
      role: Role.parse(row.role),
      unit: row.unit,
      fromDay: row.from_day,
      untilDay: row.until_day,
      givenBy: giver ? { id: giver.id, name: giver.name } : null,
    };
  });
}
