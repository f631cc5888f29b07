import { z } from "zod";
import { requireStepUp } from "#features/accounts/api.ts";
import { authorize } from "#platform/access/authorize.ts";
import { proposeLowering, settleLowering } from "#platform/access/lowering.ts";
import { refuseOwn } from "#platform/access/own-affairs.ts";
import { setLabel } from "#platform/access/resources.ts";
import { command } from "#platform/command.ts";
import type { Ctx } from "#platform/context.ts";
import { notFound } from "#platform/problem.ts";
import { Level } from "#platform/wire/level.ts";
import { type PaperRow, paperById } from "./store.ts";

/** Nobody revokes, classifies or lowers a paper of his own file. @throws 404, `papers.own_paper` 403 */
export async function requireAnotherFile(ctx: Ctx, id: string): Promise<PaperRow> {
  const paper = await paperById(ctx, id);
  if (!paper) throw notFound();
  refuseOwn(ctx, paper.person, "papers.own_paper");
  return paper;
}

/** Raises a paper's classification at once, or proposes to lower it: another person must then confirm. */
export const classify = command(
  "papers.classify",
  z.object({ id: z.uuid(), level: Level, reason: z.string().trim().max(500).default("") }),
  async (ctx, { id, level, reason }) => {
    await authorize(ctx, id, "manage");
    await requireStepUp(ctx);
    const paper = await requireAnotherFile(ctx, id);
    if (level < paper.level) await proposeLowering(ctx, id, { level }, reason);
    else await setLabel(ctx, id, { level }, reason || null);
  },
);

/** Confirms the lowering that another proposed, or declines it. */
export const settle = command(
  "papers.settle_lowering",
  z.object({ id: z.uuid(), confirmed: z.boolean() }),
  async (ctx, { id, confirmed }) => {
    await authorize(ctx, id, "manage");
    await requireAnotherFile(ctx, id);
    await requireStepUp(ctx);
    await settleLowering(ctx, id, confirmed);
  },
);
