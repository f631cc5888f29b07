import { visible } from "#platform/access/compile.ts";
import type { Ctx } from "#platform/context.ts";
import { affected, many, maybe, sql } from "#platform/db/db.ts";
import type { After } from "#platform/http/cursor.ts";

export type DepositRow = {
  id: string;
  receipt: string;
  received_at: Date;
  words: string;
  contact: string | null;
  language: string;
  statement: string | null;
  paper: string | null;
  reference: string | null;
  /** Whose paper it is about. */
  person: string | null;
  handled_at: Date | null;
  handled_by: string | null;
  answer: string | null;
};

/** One process makes the key, the others find it. */
export async function lockKey(ctx: Ctx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('papers.deposit_key'))`.execute(ctx.tx);
}

export const hasDeposit = async (ctx: Ctx, id: string): Promise<boolean> =>
  (await maybe(ctx.tx, sql`select from papers.deposit d where d.id = ${id}`)) !== undefined;

export async function insertDeposit(
  ctx: Ctx,
  row: Pick<DepositRow, "id" | "receipt" | "received_at" | "words" | "contact" | "language" | "statement" | "paper">,
): Promise<void> {
  await sql`insert into papers.deposit (id, receipt, received_at, words, contact, language, statement, paper)
    values (${row.id}, ${row.receipt}, ${row.received_at}, ${row.words}, ${row.contact}, ${row.language}, ${row.statement}, ${row.paper})`.execute(
    ctx.tx,
  );
}

export const paperOfStatement = (ctx: Ctx, statement: string) =>
  maybe<{ id: string }>(
    ctx.tx,
    sql`select id from papers.paper p where p.statement = ${statement} and ${visible(ctx, "read", sql`p.id`)}`,
  );

/** The latest first, before a moment, with the reference of the paper where the reader may see it. */
export const latestDeposits = (ctx: Ctx, after: After | null, limit: number) =>
  many<DepositRow>(
    ctx.tx,
    sql`select d.*, p.reference, p.person from papers.deposit d
      left join papers.paper p on p.id = d.paper and ${visible(ctx, "read", sql`p.id`)}
      where (${after?.id ?? null}::uuid is null or (d.received_at, d.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
        and ${visible(ctx, "read", sql`d.id`)}
      order by d.received_at desc, d.id desc limit ${limit}`,
  );

/** Whose paper a report is about, where the reader may see that paper. */
export const personReported = (ctx: Ctx, id: string) =>
  maybe<{ person: string }>(
    ctx.tx,
    sql`select p.person from papers.deposit d join papers.paper p on p.id = d.paper
      where d.id = ${id} and ${visible(ctx, "read", sql`p.id`)}`,
  );

export const handleRow = (ctx: Ctx, id: string, answer: string) =>
  affected(
    ctx.tx,
    sql`update papers.deposit d set handled_at = ${ctx.at}, handled_by = ${ctx.actor.id}, answer = ${answer}
      where d.id = ${id} and d.handled_at is null and ${visible(ctx, "write", sql`d.id`)}`,
  );
