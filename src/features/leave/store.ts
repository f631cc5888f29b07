import type { Ctx } from "#platform/context.ts";
import { affected, many, sql } from "#platform/db/db.ts";

export type EntryRow = {
  id: string;
  person: string;
  year: number;
  kind: "credit" | "taken_over" | "debit" | "reversal" | "correction";
  days: number;
  request: string | null;
  reason: string;
  as_of: string;
  at: Date;
};

export const entriesOf = (ctx: Ctx, person: string) =>
  many<EntryRow>(
    ctx.tx,
    sql`select id, person, year, kind, days, request, reason, as_of, at from leave.entry where person = ${person} order by at, year, id`,
  );

export const balances = (ctx: Ctx, person: string) =>
  many<{ year: number; balance: number }>(
    ctx.tx,
    sql`select year, sum(days)::int as balance from leave.entry where person = ${person} group by year order by year`,
  );

export const entriesOfRequest = (ctx: Ctx, request: string) =>
  many<{ year: number; days: number }>(
    ctx.tx,
    sql`select year, sum(days)::int as days from leave.entry where request = ${request} group by year having sum(days) <> 0 order by year`,
  );

/** Adds lines; a second opening of the same year's right is passed over. Returns how many were added. */
export async function insertEntries(ctx: Ctx, rows: readonly Omit<EntryRow, "at">[]): Promise<number> {
  const query = sql`insert into leave.entry (id, person, year, kind, days, request, reason, as_of, at, entered_by)
    select x.*, ${ctx.at}::timestamptz, ${ctx.actor.id ?? ctx.actor.onBehalf ?? null}::uuid from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as x (id uuid, person uuid, year int, kind text, days int, request uuid, reason text, as_of date)
    on conflict (person, year) where kind in ('credit', 'taken_over') do nothing`;
  return affected(ctx.tx, query);
}

/** One account is written by one act at a time. */
export async function lockAccount(ctx: Ctx, person: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('leave.account:' || ${person}::text, 0))`.execute(ctx.tx);
}

/** How the years of right of many people were opened, and whether anything else stands in them. */
export const openingsOf = (ctx: Ctx, people: readonly string[]) =>
  many<{
    person: string;
    year: number;
    taken_over: number | null;
    balance: number;
    used: boolean;
  }>(
    ctx.tx,
    sql`select person, year, max(days) filter (where kind = 'taken_over') as taken_over, sum(days)::int as balance,
        bool_or(kind not in ('credit', 'taken_over')) as used
      from leave.entry where person = any(${people}::uuid[]) group by person, year`,
  );
