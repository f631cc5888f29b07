import type { Ctx } from "#platform/context.ts";
import { affected, maybe, sql } from "#platform/db/db.ts";

/** When the person put his first day away; undefined while it is open. */
export const endOf = (ctx: Ctx, person: string) =>
  maybe<{ ended_at: Date }>(ctx.tx, sql`select ended_at from help.first_day where person = ${person}`);

/** Notes its end; gives 0 when it had ended before. */
export const insertEnd = (ctx: Ctx, person: string) =>
  affected(
    ctx.tx,
    sql`insert into help.first_day (person, ended_at) values (${person}, ${ctx.at}) on conflict do nothing`,
  );
