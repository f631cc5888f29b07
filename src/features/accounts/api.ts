import type { Ctx } from "#platform/context.ts";
import { accountByLogin, loginsLike, openAccounts } from "./account/store.ts";
import { factorsHeld, hasSecondFactor } from "./factor/held.ts";

export { type AccountOrder, closeAccount, createAccount, setLocked, setSecondFactorRule } from "./account/commands.ts";
export { readRule as secondFactorRule } from "./account/store.ts";
export { type Activation, issueActivation } from "./activation/issue.ts";
export { activationSheet } from "./activation/sheet.ts";
export { hashPassword } from "./password/hash.ts";
export { passwordFault } from "./password/rule.ts";
export type { SecondFactorRule } from "./schema.ts";
export { devicesOf as sessionsOf } from "./session/devices.ts";
export { requireStepUp } from "./session/step-up.ts";

/** Whether anything stands behind a person's password. */
export const holdsSecondFactor = async (ctx: Ctx, person: string): Promise<boolean> =>
  hasSecondFactor(await factorsHeld(ctx, person));

/** Every account that is not closed, by login, for the console. */
export const accountsListed = async (ctx: Ctx) =>
  (await openAccounts(ctx)).map(({ person, login, state, last_sign_in_at }) => ({
    person,
    login,
    state,
    lastSignInAt: last_sign_in_at?.toISOString() ?? null,
  }));

/** The person behind a login, whatever the state of the account. */
export const personByLogin = async (ctx: Ctx, login: string): Promise<string | null> =>
  (await accountByLogin(ctx, login.trim().toLowerCase()))?.person ?? null;

/**
 * A free login in the manner of the administration, from the Latin name: `a.elidrissi`, then `a.elidrissi2`. A name
 * with fewer than two Latin letters gives `agent`.
 */
export async function suggestLogin(ctx: Ctx, name: { given: string; family: string }): Promise<string> {
  const latin = (text: string) =>
    text
      .normalize("NFD")
      .toLowerCase()
      .replace(/[^a-z0-9]/g, "");
  const [given, family] = [latin(name.given), latin(name.family)];
  const base =
    given && family
      ? `${given[0]}.${family}`.slice(0, 50)
      : given.length > 1
        ? given
        : family.length > 1
          ? family
          : "agent";
  const taken = await loginsLike(ctx, base);
  for (let number = 1; ; number++) {
    const login = number === 1 ? base : `${base}${number}`;
    if (!taken.has(login)) return login;
  }
}
