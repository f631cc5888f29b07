import type { Ctx } from "#platform/context.ts";
import { paperOfSubject } from "./store.ts";

export { issuePaper, type PaperOrder, revokePaper } from "./issue.ts";
export { type PaperKindFill, paperKindSlot } from "./kind.ts";

/** The paper that a request ended in, if the reader may see it. */
export const paperOf = async (ctx: Ctx, subject: string): Promise<string | null> =>
  (await paperOfSubject(ctx, subject))?.id ?? null;
