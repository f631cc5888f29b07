import type { Ctx } from "#platform/context.ts";
import { localDateOf } from "#platform/i18n/zone.ts";
import { problem } from "#platform/problem.ts";
import { defineSlot } from "#platform/slots.ts";
import type { Role } from "./schema.ts";
import { rolesOf } from "./store.ts";

/** The institution's setup, the console and background acts are trusted with the structure itself. */
const isTrusted = (ctx: Ctx) => ctx.actor.kind === "operator" || ctx.actor.kind === "system";

/** Whether the person who acts holds one of these roles today. */
export async function hasRole(ctx: Ctx, ...roles: Role[]): Promise<boolean> {
  if (isTrusted(ctx)) return true;
  if (ctx.actor.kind !== "person" || !ctx.actor.id) return false;
  const held = await rolesOf(ctx, ctx.actor.id, localDateOf(ctx.at));
  return held.some(({ role }) => roles.includes(role as Role));
}

export async function requireRole(ctx: Ctx, ...roles: Role[]): Promise<void> {
  if (!(await hasRole(ctx, ...roles))) throw problem("people.role_required", 403, { roles: roles.join(", ") });
}

/** Whether the person may change the structure and the people; the client only shows what this says. */
export const mayManage = (ctx: Ctx): Promise<boolean> => hasRole(ctx, "administrator", "hr");
export const requireManager = (ctx: Ctx): Promise<void> => requireRole(ctx, "administrator", "hr");

/** How an act that gives rights asks again who sits there; filled by the feature that knows the proofs. */
export const freshProof = defineSlot<(ctx: Ctx) => Promise<void>>("people.fresh_proof");

export async function requireFreshProof(ctx: Ctx): Promise<void> {
  for (const insist of freshProof.all(ctx.platform.fills)) await insist(ctx);
}
