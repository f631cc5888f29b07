import type { Ctx } from "../context.ts";
import { maybe, sql } from "../db/db.ts";
import { emit } from "../events/emit.ts";
import { newId } from "../ids.ts";
import { notFound } from "../problem.ts";
import type { Level } from "../wire/level.ts";
import { visible } from "./compile.ts";
import { refused } from "./refusals.ts";

export type Lowering = {
  id: string;
  resource: string;
  level: Level;
  comps: string[];
  reason: string;
  proposed_by: string;
  proposed_at: Date;
};

// The command that calls what follows has authorized its act (`manage`); here is only the mechanism.

/**
 * Proposes a lower label. It changes nothing until another person confirms it.
 * @throws Problem `access.not_a_lowering` 422, `access.lowering_proposed` 409 while one waits
 */
export async function proposeLowering(
  ctx: Ctx,
  resource: string,
  label: { level: Level; comps?: readonly string[] },
  reason: string,
): Promise<void> {
  const comps = [...(label.comps ?? [])];
  await refused(
    sql`select access.propose_lowering(${newId(ctx.at)}::uuid, ${resource}::uuid, ${label.level}::smallint, ${comps}::text[], ${reason})`.execute(
      ctx.tx,
    ),
  );
  await emit(ctx, "access.lowering_proposed", resource, { level: label.level, comps, reason });
}

/** The proposal that waits on a thing, if the actor sees it. */
export const openLowering = (ctx: Ctx, resource: string) =>
  maybe<Lowering>(
    ctx.tx,
    sql`select l.id, l.resource, l.level, l.comps, l.reason, l.proposed_by, l.proposed_at from access.lowering l
        where l.resource = ${resource}::uuid and l.settled_at is null and ${visible(ctx, "read", sql`l.resource`)}`,
  );

/**
 * Confirms the proposal that waits, or with `false` declines it (whoever proposed it thereby withdraws it).
 * @throws Problem `http.not_found` 404 when none waits, `access.second_person` 403 to who proposed it
 */
export async function settleLowering(ctx: Ctx, resource: string, confirmed: boolean): Promise<void> {
  const open = await openLowering(ctx, resource);
  if (!open) throw notFound();
  await refused(sql`select access.settle_lowering(${open.id}::uuid, ${confirmed})`.execute(ctx.tx));
  const { level, comps, reason, proposed_by: proposedBy } = open;
  const type = confirmed ? "access.label_lowered" : "access.lowering_declined";
  await emit(ctx, type, resource, { level, comps, reason, proposedBy });
}
