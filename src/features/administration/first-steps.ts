import { accountsListed } from "#features/accounts/api.ts";
import { requireRole, structureSize } from "#features/people/api.ts";
import type { Ctx } from "#platform/context.ts";
import type { FirstStepsView } from "./schema.ts";

/** How much of a new institution is there, for the administrator who builds it. */
export async function firstSteps(ctx: Ctx): Promise<FirstStepsView> {
  await requireRole(ctx, "administrator");
  return { ...(await structureSize(ctx)), accounts: (await accountsListed(ctx)).length };
}
