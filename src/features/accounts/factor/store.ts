import type { Ctx } from "#platform/context.ts";
import { affected, many, maybe, one, sql } from "#platform/db/db.ts";

export type Purpose = "sign_in" | "second_factor" | "step_up" | "registration";
export type PasskeyRow = {
  id: string;
  person: string;
  credential_id: string;
  public_key: Buffer;
  counter: number;
  transports: string[];
  name: string;
  synced: boolean;
  created_at: Date;
  last_used_at: Date | null;
};
export type TotpRow = { id: string; secret: Buffer; confirmed_at: Date | null; last_step: number };
export type CardRow = { id: string; serial: string; secret: Buffer; size: number; confirmed_at: Date | null };

export async function insertChallenge(
  ctx: Ctx,
  challenge: string,
  purpose: Purpose,
  session: string | null,
  expiresAt: Date,
): Promise<void> {
  await sql`insert into accounts.challenge (challenge, purpose, session, expires_at)
    values (${challenge}, ${purpose}, ${session}, ${expiresAt})`.execute(ctx.tx);
}

/** True once: the challenge was given for this purpose, in this session, and has not been used. */
export const spendChallenge = async (ctx: Ctx, challenge: string, purpose: Purpose, session: string | null) =>
  (await affected(
    ctx.tx,
    sql`delete from accounts.challenge where challenge = ${challenge} and purpose = ${purpose}
      and session is not distinct from ${session}::uuid and expires_at > ${ctx.at}`,
  )) === 1;

export const passkeysOf = (ctx: Ctx, person: string) =>
  many<PasskeyRow>(ctx.tx, sql`select * from accounts.passkey where person = ${person} order by created_at`);

export const lockPasskey = (ctx: Ctx, credential: string) =>
  maybe<PasskeyRow>(ctx.tx, sql`select * from accounts.passkey where credential_id = ${credential} for update`);

/** False when the authenticator is already registered. */
export const insertPasskey = async (ctx: Ctx, row: Omit<PasskeyRow, "created_at" | "last_used_at">) =>
  (await affected(
    ctx.tx,
    sql`insert into accounts.passkey (id, person, credential_id, public_key, counter, transports, name, synced, created_at)
      values (${row.id}, ${row.person}, ${row.credential_id}, ${row.public_key}, ${row.counter}, ${row.transports}::text[],
        ${row.name}, ${row.synced}, ${ctx.at}) on conflict do nothing`,
  )) === 1;

export async function markPasskeyUsed(ctx: Ctx, id: string, counter: number): Promise<void> {
  await sql`update accounts.passkey set counter = ${counter}, last_used_at = ${ctx.at} where id = ${id}`.execute(
    ctx.tx,
  );
}

export const renamePasskeyRow = async (ctx: Ctx, person: string, id: string, name: string) =>
  (await affected(ctx.tx, sql`update accounts.passkey set name = ${name} where id = ${id} and person = ${person}`)) ===
  1;

export const deletePasskey = (ctx: Ctx, person: string, id: string) =>
  maybe<{ name: string }>(
    ctx.tx,
    sql`delete from accounts.passkey where id = ${id} and person = ${person} returning name`,
  );

export const totpOf = (ctx: Ctx, person: string) =>
  maybe<TotpRow>(
    ctx.tx,
    sql`select id, secret, confirmed_at, last_step from accounts.totp where person = ${person} and confirmed_at is not null for update`,
  );

export const totpOffer = (ctx: Ctx, person: string, id: string) =>
  maybe<TotpRow>(
    ctx.tx,
    sql`select id, secret, confirmed_at, last_step from accounts.totp where id = ${id} and person = ${person} and confirmed_at is null for update`,
  );

/** A new offer takes the place of one that was never confirmed. */
export async function insertTotpOffer(ctx: Ctx, id: string, person: string, secret: Buffer): Promise<void> {
  await sql`delete from accounts.totp where person = ${person} and confirmed_at is null`.execute(ctx.tx);
  await sql`insert into accounts.totp (id, person, secret, created_at) values (${id}, ${person}, ${secret}, ${ctx.at})`.execute(
    ctx.tx,
  );
}

export async function confirmTotp(ctx: Ctx, person: string, id: string, step: number): Promise<void> {
  await sql`delete from accounts.totp where person = ${person} and id <> ${id}`.execute(ctx.tx);
  await sql`update accounts.totp set confirmed_at = ${ctx.at}, last_step = ${step} where id = ${id}`.execute(ctx.tx);
}

export async function writeTotpStep(ctx: Ctx, id: string, step: number): Promise<void> {
  await sql`update accounts.totp set last_step = ${step} where id = ${id}`.execute(ctx.tx);
}

export const deleteTotp = async (ctx: Ctx, person: string) =>
  (await affected(ctx.tx, sql`delete from accounts.totp where person = ${person}`)) > 0;

export async function replaceRecoveryCodes(
  ctx: Ctx,
  person: string,
  codes: readonly { id: string; hash: Buffer }[],
): Promise<void> {
  await sql`delete from accounts.recovery_code where person = ${person}`.execute(ctx.tx);
  for (const { id, hash } of codes) {
    await sql`insert into accounts.recovery_code (id, person, hash) values (${id}, ${person}, ${hash})`.execute(ctx.tx);
  }
}

/** True once for each code. */
export const spendRecoveryCode = async (ctx: Ctx, person: string, hash: Buffer) =>
  (await affected(
    ctx.tx,
    sql`update accounts.recovery_code set used_at = ${ctx.at} where person = ${person} and hash = ${hash} and used_at is null`,
  )) === 1;

export const recoveryCodesLeft = async (ctx: Ctx, person: string): Promise<number> =>
  (
    await one<{ n: number }>(
      ctx.tx,
      sql`select count(*) as n from accounts.recovery_code where person = ${person} and used_at is null`,
    )
  ).n;

const CARD = sql`id, serial, secret, size, confirmed_at`;
export const cardOf = (ctx: Ctx, person: string) =>
  maybe<CardRow>(
    ctx.tx,
    sql`select ${CARD} from accounts.code_card where person = ${person} and confirmed_at is not null and retired_at is null`,
  );

export const cardOffer = (ctx: Ctx, person: string, id: string) =>
  maybe<CardRow>(
    ctx.tx,
    sql`select ${CARD} from accounts.code_card where id = ${id} and person = ${person} and confirmed_at is null and retired_at is null`,
  );

export async function insertCard(ctx: Ctx, person: string, card: Omit<CardRow, "confirmed_at">): Promise<void> {
  await sql`delete from accounts.code_card where person = ${person} and confirmed_at is null`.execute(ctx.tx);
  await sql`insert into accounts.code_card (id, person, serial, secret, size, made_at)
    values (${card.id}, ${person}, ${card.serial}, ${card.secret}, ${card.size}, ${ctx.at})`.execute(ctx.tx);
}

/** The confirmed card replaces the one before. */
export async function confirmCard(ctx: Ctx, person: string, id: string): Promise<void> {
  await retireCard(ctx, person);
  await sql`update accounts.code_card set confirmed_at = ${ctx.at} where id = ${id}`.execute(ctx.tx);
}

export const retireCard = async (ctx: Ctx, person: string) =>
  (await affected(
    ctx.tx,
    sql`update accounts.code_card set retired_at = ${ctx.at} where person = ${person} and confirmed_at is not null and retired_at is null`,
  )) > 0;

export const cardPositionsUsed = async (ctx: Ctx, card: string): Promise<number[]> =>
  (await many<{ position: number }>(ctx.tx, sql`select position from accounts.code_card_use where card = ${card}`)).map(
    (row) => row.position,
  );

/** True once for each position. */
export const spendCardPosition = async (ctx: Ctx, card: string, position: number) =>
  (await affected(
    ctx.tx,
    sql`insert into accounts.code_card_use (card, position, used_at) values (${card}, ${position}, ${ctx.at}) on conflict do nothing`,
  )) === 1;

/** Takes away every second factor, the passkeys included. */
export async function deleteFactors(ctx: Ctx, person: string): Promise<void> {
  await sql`delete from accounts.passkey where person = ${person}`.execute(ctx.tx);
  await deleteTotp(ctx, person);
  await sql`delete from accounts.recovery_code where person = ${person}`.execute(ctx.tx);
  await retireCard(ctx, person);
}
