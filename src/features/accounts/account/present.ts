import { type Person, peopleById } from "#features/people/api.ts";
import type { Ctx } from "#platform/context.ts";
import { normaliseForSearch } from "#platform/i18n/arabic.ts";
import { notFound } from "#platform/problem.ts";
import { activationsOf } from "../activation/store.ts";
import type { AccountView } from "../schema.ts";
import { type AccountAbilities, abilitiesOn, type Viewer, viewerOf } from "./policy.ts";
import { type AccountRow, accountOf, openAccounts } from "./store.ts";

const MOST = 100;

/** The accounts to which this person may do something, by name or login; at most a hundred, a longer search finds the rest. */
export async function listAccounts(ctx: Ctx, search: string): Promise<AccountView[]> {
  const viewer = await viewerOf(ctx);
  if (!viewer.administrator && !viewer.helper) return [];
  const rows = await openAccounts(ctx);
  const people = await peopleById(
    ctx,
    rows.map((row) => row.person),
  );
  const words = normaliseForSearch(search).split(" ").filter(Boolean);
  const found: Found[] = [];
  for (const row of rows) {
    const person = people.get(row.person);
    if (!person || !matches(words, row, person)) continue;
    const abilities = abilitiesOn(viewer, row.person);
    if (mayView(viewer, abilities)) found.push({ row, person, abilities });
    if (found.length === MOST) break;
  }
  return present(ctx, found);
}

/** @throws 404 to who has nothing to do with this account */
export async function viewAccount(ctx: Ctx, id: string): Promise<AccountView> {
  const viewer = await viewerOf(ctx);
  const [row, person] = [await accountOf(ctx, id), (await peopleById(ctx, [id])).get(id)];
  const abilities = abilitiesOn(viewer, id);
  if (!row || !person || !mayView(viewer, abilities)) throw notFound();
  return (await present(ctx, [{ row, person, abilities }]))[0]!;
}

type Found = { row: AccountRow; person: Person; abilities: AccountAbilities };

const mayView = (viewer: Viewer, abilities: AccountAbilities) => viewer.administrator || abilities.activate;

function matches(words: readonly string[], { login }: AccountRow, { name }: Person): boolean {
  const text = normaliseForSearch(`${login} ${name.ar} ${name.fr}`);
  return words.every((word) => text.includes(word));
}

async function present(ctx: Ctx, found: readonly Found[]): Promise<AccountView[]> {
  const sheets = new Map(
    (
      await activationsOf(
        ctx,
        found.map(({ row }) => row.person),
      )
    ).map((sheet) => [sheet.person, sheet]),
  );
  return found.map(({ row, person, abilities }) => {
    const sheet = sheets.get(row.person);
    return {
      person: row.person,
      name: person.name,
      login: row.login,
      state: row.state,
      lastSignInAt: row.last_sign_in_at?.toISOString() ?? null,
      activation: sheet ? { issuedAt: sheet.issued_at.toISOString(), expiresAt: sheet.expires_at.toISOString() } : null,
      abilities,
    };
  });
}
