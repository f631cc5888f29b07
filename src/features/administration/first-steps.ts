import { z } from "zod";
import { accountsListed } from "#features/accounts/api.ts";
import { institution, requireRole, structureSize } from "#features/people/api.ts";
import { command } from "#platform/command.ts";
import type { Ctx } from "#platform/context.ts";
import { readSetting, setting, writeSetting } from "#platform/settings/settings.ts";
import type { FirstStepsView } from "./schema.ts";

/** Whether the administrator said that he looked at the holidays: nothing in the calendar itself tells it. */
const reviewedSetting = setting("administration.holidays_reviewed", z.boolean(), false);

/** How much of a new institution is there, for the administrator who builds it. */
export async function firstSteps(ctx: Ctx): Promise<FirstStepsView> {
  await requireRole(ctx, "administrator");
  return {
    ...(await structureSize(ctx)),
    accounts: (await accountsListed(ctx)).length,
    logo: (await institution(ctx)).logo !== null,
    holidaysReviewed: await readSetting(ctx.tx, reviewedSetting),
  };
}

export const reviewHolidays = command("administration.review_holidays", z.object({}), async (ctx) => {
  await requireRole(ctx, "administrator");
  await writeSetting(ctx, reviewedSetting, true);
});
