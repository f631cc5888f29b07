import type { Ctx } from "#platform/context.ts";
import { affected, many, maybe, sql } from "#platform/db/db.ts";
import type { Locale } from "#platform/wire/locale.ts";
import type { AccountState, SecondFactorRule } from "../schema.ts";

export type AccountRow = {
  person: string;
  login: string;
  state: AccountState;
  password_hash: string | null;
  password_changed_at: Date | null;
  locale: Locale | null;
  theme: "system" | "light" | "dark" | null;
  density: "comfortable" | "compact" | "large" | null;
  created_at: Date;
  activated_at: Date | null;
  last_sign_in_at: Date | null;
};

const COLUMNS = sql`person, login, state, password_hash, password_changed_at, locale, theme, density, created_at,
  activated_at, last_sign_in_at`;

export const accountOf = (ctx: Ctx, person: string) =>
  maybe<AccountRow>(ctx.tx, sql`select ${COLUMNS} from accounts.account where person = ${person}`);

/** Held until the end of the transaction: changes of one account follow one another. */
export const lockAccount = (ctx: Ctx, person: string) =>
  maybe<AccountRow>(ctx.tx, sql`select ${COLUMNS} from accounts.account where person = ${person} for update`);

export const accountByLogin = (ctx: Ctx, login: string) =>
  maybe<AccountRow>(ctx.tx, sql`select ${COLUMNS} from accounts.account where login = ${login}`);

export const accountsOf = (ctx: Ctx, people: readonly string[]) =>
  many<AccountRow>(ctx.tx, sql`select ${COLUMNS} from accounts.account where person = any(${people}::uuid[])`);

/** Every account that is not closed, by login. */
export const openAccounts = (ctx: Ctx) =>
  many<AccountRow>(ctx.tx, sql`select ${COLUMNS} from accounts.account where state <> 'closed' order by login`);

export const loginsLike = async (ctx: Ctx, prefix: string): Promise<Set<string>> => {
  const rows = await many<{ login: string }>(
    ctx.tx,
    sql`select login from accounts.account where starts_with(login, ${prefix})`,
  );
  return new Set(rows.map((row) => row.login));
};

/** False when the login or the person already has an account. */
export async function insertAccount(
  ctx: Ctx,
  row: { person: string; login: string; passwordHash: string | null },
): Promise<boolean> {
  const active = row.passwordHash !== null;
  const by = ctx.actor.id ?? ctx.actor.name ?? null;
  const added = await affected(
    ctx.tx,
    sql`insert into accounts.account (person, login, state, password_hash, password_changed_at, created_at, created_by,
        activated_at)
      values (${row.person}, ${row.login}, ${active ? "active" : "invited"}, ${row.passwordHash},
        ${active ? ctx.at : null}, ${ctx.at}, ${by}, ${active ? ctx.at : null}) on conflict do nothing`,
  );
  return added === 1;
}

export async function writePassword(ctx: Ctx, person: string, hash: string): Promise<void> {
  await sql`update accounts.account set password_hash = ${hash}, password_changed_at = ${ctx.at}
    where person = ${person}`.execute(ctx.tx);
}

export async function dropPassword(ctx: Ctx, person: string): Promise<void> {
  await sql`update accounts.account set password_hash = null, password_changed_at = null
    where person = ${person}`.execute(ctx.tx);
}

export async function markActive(ctx: Ctx, person: string): Promise<void> {
  await sql`update accounts.account set state = 'active', activated_at = coalesce(activated_at, ${ctx.at})
    where person = ${person} and state = 'invited'`.execute(ctx.tx);
}

export async function writeState(ctx: Ctx, person: string, state: AccountState): Promise<void> {
  await sql`update accounts.account set state = ${state} where person = ${person}`.execute(ctx.tx);
}

export async function writePreferences(
  ctx: Ctx,
  person: string,
  { locale, theme, density }: { locale?: string | undefined; theme?: string | undefined; density?: string | undefined },
): Promise<void> {
  await sql`update accounts.account set locale = coalesce(${locale ?? null}, locale),
    theme = coalesce(${theme ?? null}, theme), density = coalesce(${density ?? null}, density)
    where person = ${person}`.execute(ctx.tx);
}

export async function markSignedIn(ctx: Ctx, person: string): Promise<void> {
  await sql`update accounts.account set last_sign_in_at = ${ctx.at} where person = ${person}`.execute(ctx.tx);
}

/** Until somebody decides: administrators must; in the demonstration, whose one password is public, nobody. */
export async function readRule(ctx: Ctx): Promise<SecondFactorRule> {
  const row = await maybe<{ second_factor: SecondFactorRule }>(ctx.tx, sql`select second_factor from accounts.rule`);
  return row?.second_factor ?? "administrators";
}

export async function writeRule(ctx: Ctx, rule: SecondFactorRule): Promise<void> {
  await sql`insert into accounts.rule (second_factor) values (${rule})
    on conflict (one) do update set second_factor = excluded.second_factor`.execute(ctx.tx);
}
