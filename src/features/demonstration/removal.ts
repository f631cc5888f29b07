import { requireStepUp } from "#features/accounts/api.ts";
import { openSetUp } from "#features/administration/api.ts";
import { requireRole } from "#features/people/api.ts";
import { transact } from "#platform/command.ts";
import type { Call, Ctx } from "#platform/context.ts";
import type { Platform } from "#platform/platform.ts";
import { remove } from "./demonstration.ts";
import type { DemonstrationView } from "./schema.ts";
import { contents } from "./store.ts";

/** Whether this instance holds the demonstration, and what would go with it. */
export async function viewDemonstration(ctx: Ctx): Promise<DemonstrationView> {
  await requireRole(ctx, "administrator");
  const { loaded_at: loadedAt, ...rest } = await contents(ctx);
  return { loadedAt: loadedAt?.toISOString() ?? null, contents: rest };
}

/**
 * Removes the demonstration with everything in it, the account of whoever asks included, and answers the address of the
 * set-up that follows: he alone holds it. @throws demonstration.not_loaded 409: a real institution is never reached
 */
export async function removeDemonstration(platform: Platform, call: Call): Promise<{ setUp: string }> {
  await transact(platform, call, async (ctx) => {
    await requireRole(ctx, "administrator");
    await requireStepUp(ctx);
  });
  await remove(platform);
  const link = new URL((await openSetUp(platform))!);
  return { setUp: `${link.pathname}${link.hash}` };
}
