import type { Ctx } from "#platform/context.ts";
import { maybe, sql } from "#platform/db/db.ts";
import type { Attempts } from "./attempts.ts";

/** The counter, held until the end of the transaction: tries at the same moment take their turn. */
export async function lockAttempts(ctx: Ctx, subject: Buffer, source: string): Promise<Attempts | null> {
  await sql`insert into accounts.attempt (subject, source, failures, last_at) values (${subject}, ${source}, 0, ${ctx.at})
    on conflict do nothing`.execute(ctx.tx);
  const row = await maybe<{ failures: number; last_at: Date; blocked_until: Date | null }>(
    ctx.tx,
    sql`select failures, last_at, blocked_until from accounts.attempt where subject = ${subject} and source = ${source} for update`,
  );
  return row ? { failures: row.failures, lastAt: row.last_at, blockedUntil: row.blocked_until } : null;
}

export async function writeAttempts(ctx: Ctx, subject: Buffer, source: string, now: Attempts): Promise<void> {
  await sql`update accounts.attempt set failures = ${now.failures}, last_at = ${now.lastAt}, blocked_until = ${now.blockedUntil}
    where subject = ${subject} and source = ${source}`.execute(ctx.tx);
}

export async function clearAttempts(ctx: Ctx, subject: Buffer, source: string): Promise<void> {
  await sql`delete from accounts.attempt where subject = ${subject} and source = ${source}`.execute(ctx.tx);
}
