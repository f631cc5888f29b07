import type { Ctx } from "../context.ts";
import { one, sql } from "../db/db.ts";
import { emit } from "../events/emit.ts";
import type { Level } from "../wire/level.ts";
import { refused } from "./refusals.ts";
import { maskOf, type Verb } from "./verbs.ts";

/** Who holds what on a resource and on all that inherits from it. Name posts, units, groups; a person only as requester or guest. */
export type Entry = { principal: string; verbs: readonly Verb[] };

export type NewResource = {
  id: string;
  /** `feature.noun`, e.g. `leave.request`. */
  kind: string;
  /** The container; may be one that the actor does not see (a personal file that receives a decision). */
  parent?: string | null;
  /** Its own list; without it, the container's. */
  entries?: readonly Entry[];
  /** 1, internal, unless said. */
  level?: Level;
  comps?: readonly string[];
  act?: string | null;
};

// The command that calls what follows has authorized its act; here is only the mechanism.

/**
 * Writes the resource; the feature then writes its own row under the same id, in the same transaction.
 * @throws Problem `access.list_needed` 422 with neither entries nor parent, `access.container_closed` 409
 */
export async function createResource(ctx: Ctx, resource: NewResource): Promise<void> {
  const { id, kind, parent = null, entries, level = 1, comps = [], act = null } = resource;
  const acl = entries ? await intern(ctx, entries) : null;
  await refused(
    sql`select access.create_resource(${id}::uuid, ${kind}, ${parent}::uuid, ${acl}::int, ${level}::smallint, ${[...comps]}::text[], ${act}::text)`.execute(
      ctx.tx,
    ),
  );
}

/** Replaces the resource's list, and that of all that inherits from it; `null` makes it inherit again. */
export async function setEntries(
  ctx: Ctx,
  id: string,
  entries: readonly Entry[] | null,
  act: string | null = null,
): Promise<void> {
  const acl = entries ? await intern(ctx, entries) : null;
  await refused(sql`select access.set_acl(${id}::uuid, ${acl}::int, ${act}::text)`.execute(ctx.tx));
  await emit(ctx, "access.entries_set", id, { acl, entries, act });
}

/** Puts it, with all it contains, into another container; what inherited now inherits from there. */
export async function moveResource(ctx: Ctx, id: string, parent: string, act: string | null = null): Promise<void> {
  await refused(sql`select access.move_resource(${id}::uuid, ${parent}::uuid, ${act}::text)`.execute(ctx.tx));
  await emit(ctx, "access.resource_moved", id, { parent, act });
}

/**
 * Labels it, as high or higher than it is. A lower level, or a compartment less, takes two persons (lowering.ts).
 * @throws Problem `access.two_persons` 409
 */
export async function setLabel(
  ctx: Ctx,
  id: string,
  label: { level: Level; comps?: readonly string[] },
  act: string | null = null,
): Promise<void> {
  const comps = [...(label.comps ?? [])];
  await refused(
    sql`select access.set_label(${id}::uuid, ${label.level}::smallint, ${comps}::text[], ${act}::text)`.execute(ctx.tx),
  );
  await emit(ctx, "access.label_set", id, { level: label.level, comps, act });
}

/**
 * Closes it with all it contains: nobody sees it any more, its row and its past stay.
 * @throws Problem `access.on_hold` 409 while it, or anything in it, is held
 */
export async function closeResource(ctx: Ctx, id: string, act: string | null = null): Promise<void> {
  await refused(sql`select access.close_resource(${id}::uuid, ${act}::text)`.execute(ctx.tx));
  await emit(ctx, "access.resource_closed", id, { act });
}

/** Forbids closing (an inquiry, a retention order), or with `null` allows it again. */
export async function setHold(ctx: Ctx, id: string, order: string | null): Promise<void> {
  await sql`select access.set_hold(${id}::uuid, ${order}::text)`.execute(ctx.tx);
  await emit(ctx, "access.hold_set", id, { order });
}

async function intern(ctx: Ctx, entries: readonly Entry[]): Promise<number> {
  const principals = entries.map(({ principal }) => principal);
  const masks = entries.map(({ verbs }) => maskOf(verbs));
  return (await one<{ acl: number }>(ctx.tx, sql`select access.intern(${principals}::uuid[], ${masks}::int[]) as acl`))
    .acl;
}
