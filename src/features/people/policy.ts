import type { Ctx } from "#platform/context.ts";
import { localDateOf } from "#platform/i18n/zone.ts";
import { problem } from "#platform/problem.ts";
import { defineSlot } from "#platform/slots.ts";
import type { Role } from "./schema.ts";
import { holdersOfRole, rolesOf } from "./store.ts";

/** The institution's setup, the console and background acts are trusted with the structure itself. */
const isTrusted = (ctx: Ctx) => ctx.actor.kind === "operator" || ctx.actor.kind === "system";

/** Whether the person who acts holds one of these roles today. */
export async function hasRole(ctx: Ctx, ...roles: Role[]): Promise<boolean> {
  if (isTrusted(ctx)) return true;
  if (ctx.actor.kind !== "person" || !ctx.actor.id) return false;
  const held = await rolesOf(ctx, ctx.actor.id, localDateOf(ctx.at));
  return held.some(({ role }) => roles.includes(role as Role));
}

/** @throws Problem `people.role_required` 403, which names the roles in the reader's language */
export async function requireRole(ctx: Ctx, ...roles: Role[]): Promise<void> {
  if (await hasRole(ctx, ...roles)) return;
  throw problem("people.role_required", 403, { roles: { keys: roles.map((role) => `people.role_${role}`) } });
}

/** Whether the person may change the structure and the people; the client only shows what this says. */
export const mayManage = (ctx: Ctx): Promise<boolean> => hasRole(ctx, "administrator", "hr");
export const requireManager = (ctx: Ctx): Promise<void> => requireRole(ctx, "administrator", "hr");

/** How an act that gives rights asks again who sits there; filled by the feature that knows the proofs. */
export const freshProof = defineSlot<(ctx: Ctx) => Promise<void>>("people.fresh_proof");

export async function requireFreshProof(ctx: Ctx): Promise<void> {
  for (const insist of freshProof.all(ctx.platform.fills)) await insist(ctx);
}

/**
 * Whoever imports, when another of the office could enter what concerns him; else null: the administrator of the first
 * day, with whom nobody shares the office yet, enters himself with the others.
 */
export async function ownLeftToAnother(ctx: Ctx): Promise<string | null> {
  const me = ctx.actor.id ?? ctx.actor.onBehalf ?? null;
  const day = localDateOf(ctx.at);
  const office = [...(await holdersOfRole(ctx, "administrator", day)), ...(await holdersOfRole(ctx, "hr", day))];
  return office.some((holder) => holder.person !== me) ? me : null;
}
