import type { Ctx } from "#platform/context.ts";
import { localDateOf } from "#platform/i18n/zone.ts";
import { peopleHelpedBy } from "./store.ts";

/**
 * Those whose access a helper may restore: the people of his unit and of the units below it, or of the whole institution
 * when none was named. Never himself, nor who heads his unit or one above it (as holder, ad interim or by a delegation),
 * nor who holds a role: whoever restores an access could use it, and these have more power than he has.
 */
export const helpedBy = async (ctx: Ctx, helper: string): Promise<ReadonlySet<string>> =>
  new Set((await peopleHelpedBy(ctx, helper, localDateOf(ctx.at))).map(({ id }) => id));
