import type { Strength } from "#platform/actor.ts";
import type { Ctx } from "#platform/context.ts";
import { affected, type Db, many, maybe, one, sql } from "#platform/db/db.ts";
import { tell } from "#platform/live/live.ts";
import type { Locale } from "#platform/wire/locale.ts";

export type Step = "open" | "second_factor" | "enrolment" | "activation";
export type SessionRow = {
  id: string;
  person: string;
  step: Step;
  strength: Strength;
  created_at: Date;
  last_seen_at: Date;
  stepped_up_at: Date | null;
  network: string;
  agent: string;
  card_position: number | null;
  activation: string | null;
};
export type NewSession = {
  id: string;
  tokenHash: Buffer;
  person: string;
  step: Step;
  strength: Strength;
  steppedUpAt: Date | null;
  idleExpiresAt: Date;
  expiresAt: Date;
  network: string;
  agent: string;
  device: Buffer;
  activation: string | null;
};

const COLUMNS = sql`s.id, s.person, s.step, s.strength, s.created_at, s.last_seen_at, s.stepped_up_at, s.network, s.agent,
  s.card_position, s.activation`;

export async function insertSession(ctx: Ctx, s: NewSession): Promise<void> {
  await sql`insert into accounts.session (id, token_hash, person, step, strength, created_at, last_seen_at, stepped_up_at,
      idle_expires_at, expires_at, network, agent, device, activation)
    values (${s.id}, ${s.tokenHash}, ${s.person}, ${s.step}, ${s.strength}, ${ctx.at}, ${ctx.at}, ${s.steppedUpAt},
      ${s.idleExpiresAt}, ${s.expiresAt}, ${s.network}, ${s.agent}, ${s.device}, ${s.activation})`.execute(ctx.tx);
}

/** The living session behind a token's hash: one indexed query at each request, never cached, so that a revocation is immediate. */
export const sessionByToken = (db: Db, hash: Buffer, at: Date) =>
  maybe<SessionRow & { locale: Locale | null }>(
    db,
    sql`select ${COLUMNS}, a.locale from accounts.session s join accounts.account a on a.person = s.person
      where s.token_hash = ${hash} and s.revoked_at is null and s.idle_expires_at > ${at} and s.expires_at > ${at}
        and a.state in ('active', 'invited')`,
  );

export async function touchSession(db: Db, id: string, at: Date, idleExpiresAt: Date): Promise<void> {
  await sql`update accounts.session set last_seen_at = ${at}, idle_expires_at = ${idleExpiresAt}
    where id = ${id} and revoked_at is null`.execute(db);
}

export const sessionById = (ctx: Ctx, id: string) =>
  maybe<SessionRow>(
    ctx.tx,
    sql`select ${COLUMNS} from accounts.session s where id = ${id} and revoked_at is null and expires_at > ${ctx.at} for update`,
  );

/** A person's living sessions, the last used first. */
export const openSessionsOf = (ctx: Ctx, person: string) =>
  many<SessionRow>(
    ctx.tx,
    sql`select ${COLUMNS} from accounts.session s where person = ${person} and step = 'open' and revoked_at is null
      and idle_expires_at > ${ctx.at} and expires_at > ${ctx.at} order by last_seen_at desc`,
  );

/** Ends one session, and lets its open screens know. How many ended. */
export async function revokeSession(ctx: Ctx, person: string, id: string): Promise<number> {
  const ended = await affected(
    ctx.tx,
    sql`update accounts.session set revoked_at = ${ctx.at} where id = ${id} and person = ${person} and revoked_at is null`,
  );
  if (ended > 0) await tell(ctx.tx, person, "session");
  return ended;
}

/** Ends every session of a person but one. How many were open. */
export async function revokeSessions(ctx: Ctx, person: string, except: string | null): Promise<number> {
  const ended = await many<{ step: Step }>(
    ctx.tx,
    sql`update accounts.session set revoked_at = ${ctx.at} where person = ${person} and revoked_at is null
      and id is distinct from ${except}::uuid returning step`,
  );
  if (ended.length > 0) await tell(ctx.tx, person, "session");
  return ended.filter(({ step }) => step === "open").length;
}

export async function markSteppedUp(ctx: Ctx, id: string, strength: Strength): Promise<void> {
  await sql`update accounts.session set stepped_up_at = ${ctx.at}, strength = ${strength} where id = ${id}`.execute(
    ctx.tx,
  );
}

export async function askCardPosition(ctx: Ctx, id: string, position: number | null): Promise<void> {
  await sql`update accounts.session set card_position = ${position} where id = ${id}`.execute(ctx.tx);
}

/** True the first time. */
export async function rememberDevice(ctx: Ctx, person: string, hash: Buffer): Promise<boolean> {
  const row = await one<{ fresh: boolean }>(
    ctx.tx,
    sql`insert into accounts.known_device (hash, person, created_at, last_used_at)
      values (${hash}, ${person}, ${ctx.at}, ${ctx.at})
      on conflict (hash, person) do update set last_used_at = excluded.last_used_at
      returning xmax = 0 as fresh`,
  );
  return row.fresh;
}

export const knowsDevice = async (ctx: Ctx, person: string, hash: Buffer): Promise<boolean> =>
  (await maybe(ctx.tx, sql`select from accounts.known_device where hash = ${hash} and person = ${person}`)) !==
  undefined;

export async function forgetDevices(ctx: Ctx, person: string, except: Buffer | null): Promise<void> {
  await sql`delete from accounts.known_device where person = ${person} and hash is distinct from ${except}::bytea`.execute(
    ctx.tx,
  );
}

export const deviceOf = async (ctx: Ctx, session: string): Promise<Buffer | null> =>
  (await maybe<{ device: Buffer | null }>(ctx.tx, sql`select device from accounts.session where id = ${session}`))
    ?.device ?? null;

/** What no longer serves: sessions over for a quarter (the audit log keeps their acts), challenges, old counters, forgotten devices. */
export async function prune(ctx: Ctx): Promise<void> {
  await sql`delete from accounts.challenge where expires_at < ${ctx.at}`.execute(ctx.tx);
  await sql`delete from accounts.session where expires_at < ${ctx.at}::timestamptz - interval '90 days'`.execute(
    ctx.tx,
  );
  await sql`delete from accounts.attempt where last_at < ${ctx.at}::timestamptz - interval '2 days'`.execute(ctx.tx);
  await sql`delete from accounts.known_device where last_used_at < ${ctx.at}::timestamptz - interval '400 days'`.execute(
    ctx.tx,
  );
}
