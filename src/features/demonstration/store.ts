import type { Ctx } from "#platform/context.ts";
import { maybe, one, sql } from "#platform/db/db.ts";

export const isLoaded = async (ctx: Ctx): Promise<boolean> =>
  (await maybe(ctx.tx, sql`select 1 from demonstration.marker`)) !== undefined;
export async function mark(ctx: Ctx): Promise<void> {
  await sql`insert into demonstration.marker (loaded_at) values (${ctx.at})`.execute(ctx.tx);
}
export async function wipe(ctx: Ctx): Promise<void> {
  await sql`select demonstration.wipe()`.execute(ctx.tx);
}

/** When it was loaded, if it was, and what would go with it. */
export const contents = (ctx: Ctx) =>
  one<{ loaded_at: Date | null; people: number; accounts: number; requests: number; papers: number; entries: number }>(
    ctx.tx,
    sql`select * from demonstration.contents()`,
  );
