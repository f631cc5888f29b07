import { addMembership, addPrincipal } from "#platform/access/principals.ts";
import type { Ctx } from "#platform/context.ts";
import { newId } from "#platform/ids.ts";
import { insertRolePrincipal, insertScopePrincipal, rolePrincipalRow, scopePrincipalRow } from "./store.ts";

/** The secretariats of a post belong to this scope of it: they see what is put before the post. */
export const ASSISTANCE = "assistance";

/** The principal of everyone who holds a role now. */
export async function rolePrincipal(ctx: Ctx, role: string): Promise<string> {
  const found = await rolePrincipalRow(ctx, role);
  if (found) return found.principal;
  const id = newId(ctx.at);
  await addPrincipal(ctx, { id, kind: "role" });
  await insertRolePrincipal(ctx, role, id);
  return id;
}

/**
 * The principal of those who may act for a post in one kind of decision: the post itself belongs to it, and a delegation
 * adds its holder between its two dates. A case names this principal, so a delegation opens what it covers and no more.
 */
export async function scopePrincipal(ctx: Ctx, post: string, scope: string): Promise<string> {
  const found = await scopePrincipalRow(ctx, post, scope);
  if (found) return found.principal;
  const id = newId(ctx.at);
  await addPrincipal(ctx, { id, kind: "group" });
  await insertScopePrincipal(ctx, post, scope, id);
  await addMembership(ctx, { child: post, parent: id, from: ctx.at, act: "people.post" });
  return id;
}
