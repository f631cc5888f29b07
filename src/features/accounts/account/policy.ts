import { hasRole, helpedBy } from "#features/people/api.ts";
import { type Ctx, personOf } from "#platform/context.ts";
import { notFound, problem } from "#platform/problem.ts";

/** Who may do what to somebody's account. */
export type AccountAbilities = { activate: boolean; resetFactors: boolean; lock: boolean };
/** Who asks, read once for a whole list. */
export type Viewer = { me: string | null; administrator: boolean; helper: boolean; helped: ReadonlySet<string> };

const NONE: AccountAbilities = { activate: false, resetFactors: false, lock: false };
const ALL: AccountAbilities = { activate: true, resetFactors: true, lock: true };

export async function viewerOf(ctx: Ctx): Promise<Viewer> {
  const trusted = ctx.actor.kind === "operator" || ctx.actor.kind === "system";
  const me = trusted ? null : personOf(ctx);
  const administrator = await hasRole(ctx, "administrator");
  const helper = await hasRole(ctx, "helper");
  return { me, administrator, helper, helped: me && helper && !administrator ? await helpedBy(ctx, me) : new Set() };
}

/**
 * The administrator for everyone but himself; the helper restores a password, and no more than that, of those whom he
 * helps (`helpedBy`): nobody whose powers he would inherit.
 */
export function abilitiesOn(viewer: Viewer, person: string): AccountAbilities {
  if (person === viewer.me) return NONE;
  if (viewer.administrator) return ALL;
  return { ...NONE, activate: viewer.helped.has(person) };
}

/**
 * Asked before anything is told of the account.
 * @throws Problem `accounts.own_access` 403 to its owner, `accounts.beyond_helper` 403 to a helper, 404 to anyone else
 */
export async function insistOn(ctx: Ctx, person: string, what: keyof AccountAbilities): Promise<void> {
  const viewer = await viewerOf(ctx);
  if (abilitiesOn(viewer, person)[what]) return;
  if (person === viewer.me) throw problem("accounts.own_access", 403);
  throw viewer.helper ? problem("accounts.beyond_helper", 403) : notFound();
}
