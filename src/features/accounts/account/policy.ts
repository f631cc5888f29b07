import { hasRole, helpersOf, peopleWithRole } from "#features/people/api.ts";
import { type Ctx, personOf } from "#platform/context.ts";
import { notFound, problem } from "#platform/problem.ts";

/** Who may do what to somebody's account. */
export type AccountAbilities = { activate: boolean; resetFactors: boolean; lock: boolean };
/** Who asks, read once for a whole list. */
export type Viewer = { me: string | null; administrator: boolean; helper: boolean; administrators: readonly string[] };

const NONE: AccountAbilities = { activate: false, resetFactors: false, lock: false };
const ALL: AccountAbilities = { activate: true, resetFactors: true, lock: true };

export async function viewerOf(ctx: Ctx): Promise<Viewer> {
  const trusted = ctx.actor.kind === "operator" || ctx.actor.kind === "system";
  return {
    me: trusted ? null : personOf(ctx),
    administrator: await hasRole(ctx, "administrator"),
    helper: await hasRole(ctx, "helper"),
    administrators: await peopleWithRole(ctx, "administrator"),
  };
}

/**
 * The administrator for everyone but himself; the helper of the person's unit restores a password, and no more than
 * that: not that of an administrator, whose powers he would inherit.
 */
export async function abilitiesOn(ctx: Ctx, viewer: Viewer, person: string): Promise<AccountAbilities> {
  if (person === viewer.me) return NONE;
  if (viewer.administrator) return ALL;
  if (!viewer.helper || viewer.administrators.includes(person)) return NONE;
  return { ...NONE, activate: (await helpersOf(ctx, person)).includes(viewer.me ?? "") };
}

/** @throws 404 to who has nothing to do with this account, 403 to who may do something else to it or is its owner */
export async function insistOn(ctx: Ctx, person: string, what: keyof AccountAbilities): Promise<void> {
  const viewer = await viewerOf(ctx);
  const abilities = await abilitiesOn(ctx, viewer, person);
  if (abilities[what]) return;
  throw abilities.activate || person === viewer.me ? problem("http.forbidden", 403) : notFound();
}
