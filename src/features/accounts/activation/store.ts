import type { Ctx } from "#platform/context.ts";
import { many, maybe, sql } from "#platform/db/db.ts";

export type ActivationRow = {
  id: string;
  person: string;
  code: Buffer | null;
  resets_factors: boolean;
  issued_at: Date;
  expires_at: Date;
};

const COLUMNS = sql`id, person, code, resets_factors, issued_at, expires_at`;
const valid = (at: Date) => sql`used_at is null and withdrawn_at is null and expires_at > ${at}`;

/** The new sheet takes the place of any other that was still good. */
export async function insertActivation(
  ctx: Ctx,
  row: Omit<ActivationRow, "issued_at" | "code"> & { hash: Buffer; code: Buffer },
): Promise<void> {
  await withdrawActivations(ctx, row.person);
  const by = ctx.actor.id ?? ctx.actor.name ?? null;
  await sql`insert into accounts.activation (id, person, hash, code, resets_factors, issued_at, issued_by, expires_at)
    values (${row.id}, ${row.person}, ${row.hash}, ${row.code}, ${row.resets_factors}, ${ctx.at}, ${by}, ${row.expires_at})`.execute(
    ctx.tx,
  );
}

export async function withdrawActivations(ctx: Ctx, person: string): Promise<void> {
  await sql`update accounts.activation set withdrawn_at = ${ctx.at}, code = null
    where person = ${person} and used_at is null and withdrawn_at is null`.execute(ctx.tx);
}

export const activationByHash = (ctx: Ctx, hash: Buffer) =>
  maybe<ActivationRow>(
    ctx.tx,
    sql`select ${COLUMNS} from accounts.activation where hash = ${hash} and ${valid(ctx.at)}`,
  );

/** Held until the end of the transaction. */
export const lockActivation = (ctx: Ctx, id: string) =>
  maybe<ActivationRow>(
    ctx.tx,
    sql`select ${COLUMNS} from accounts.activation where id = ${id} and ${valid(ctx.at)} for update`,
  );

export const activationsOf = (ctx: Ctx, people: readonly string[]) =>
  many<ActivationRow>(
    ctx.tx,
    sql`select ${COLUMNS} from accounts.activation where person = any(${people}::uuid[]) and ${valid(ctx.at)}`,
  );

export async function spendActivation(ctx: Ctx, id: string): Promise<void> {
  await sql`update accounts.activation set used_at = ${ctx.at}, code = null where id = ${id}`.execute(ctx.tx);
}
