import { z } from "zod";
import { addMembership, endMembership } from "#platform/access/principals.ts";
import { command } from "#platform/command.ts";
import type { Ctx } from "#platform/context.ts";
import { emit } from "#platform/events/emit.ts";
import { newId } from "#platform/ids.ts";
import { invalid, notFound, problem } from "#platform/problem.ts";
import { startOfDay } from "#platform/time/zone.ts";
import { Day, Id } from "#platform/wire/day.ts";
import { createPost, endHoldingOn } from "../commands.ts";
import { enterHoldings } from "../entering.ts";
import { requireFreshProof, requireManager } from "../policy.ts";
import { UnitMerger, UnitMove } from "../schema.ts";
import { closeUnitRow, placeUnit, postsOfUnits, unitById } from "../store.ts";
import * as store from "./store.ts";

/** Puts a unit under another from a day on. Its past places stay, so an old path reads as it was. */
export const moveUnit = command("people.move_unit", UnitMove.extend({ unit: Id }), async (ctx, input) => {
  await requireManager(ctx);
  await openUnit(ctx, input.unit);
  const before = await unitById(ctx, input.unit, input.fromDay);
  if (!before) throw invalid({ path: "fromDay", code: "people.unit_unknown" });
  if (!(await unitById(ctx, input.parent, input.fromDay)))
    throw invalid({ path: "parent", code: "people.unit_unknown" });
  if (before.parent === input.parent) throw invalid({ path: "parent", code: "people.already_there" });
  if (await store.liesIn(ctx, input.parent, input.unit, input.fromDay))
    throw invalid({ path: "parent", code: "people.unit_in_itself" });
  if (await store.placedAfter(ctx, input.unit, input.fromDay))
    throw invalid({ path: "fromDay", code: "people.later_act" });
  await relocate(ctx, input.unit, before.parent, input.parent, input.fromDay, input.act);
});

async function relocate(
  ctx: Ctx,
  unit: string,
  from: string | null,
  to: string,
  day: string,
  act: string,
): Promise<void> {
  await placeUnit(ctx, unit, day, to, act);
  const since = startOfDay(day);
  if (from) await endMembership(ctx, { child: unit, parent: from, act: "people.unit" }, since);
  await addMembership(ctx, { child: unit, parent: to, from: since, act: "people.unit" });
  await emit(ctx, "people.unit_moved", unit, { from, to, day, act });
}

/** Closes an empty unit; its people and the units under it are moved by their own acts. Old papers keep its name. */
export const closeUnit = command("people.close_unit", z.object({ unit: Id, day: Day }), async (ctx, input) => {
  await requireManager(ctx);
  await openUnit(ctx, input.unit, input.day);
  const under = await store.unitsUnder(ctx, input.unit, input.day);
  if (under.length > 0) throw problem("people.unit_has_units", 409, { count: under.length });
  const posts = (await postsOfUnits(ctx, [input.unit], input.day)).map((post) => post.id);
  const held = new Set((await store.heldFrom(ctx, posts, input.day)).map((holding) => holding.person));
  if (held.size > 0) throw problem("people.unit_still_staffed", 409, { count: held.size });
  await close(ctx, input.unit, posts, input.day, null);
});

/**
 * Merges a unit into another on a day: each occupied post is opened there again and its holder appointed to it by the
 * same act, the units under it follow, then it closes. Whoever heads it is moved first: two heads do not fit.
 */
export const mergeUnit = command("people.merge_unit", UnitMerger.extend({ unit: Id }), async (ctx, input) => {
  await requireManager(ctx);
  await requireFreshProof(ctx);
  await openUnit(ctx, input.unit, input.day);
  if (!(await unitById(ctx, input.into, input.day))) throw invalid({ path: "into", code: "people.unit_unknown" });
  if (await store.liesIn(ctx, input.into, input.unit, input.day))
    throw invalid({ path: "into", code: "people.unit_in_itself" });
  const posts = await postsOfUnits(ctx, [input.unit], input.day);
  const held = await store.heldFrom(
    ctx,
    posts.map((post) => post.id),
    input.day,
  );
  const head = posts.find((post) => post.head);
  if (head && held.some((holding) => holding.post === head.id)) throw problem("people.head_still_held", 409);
  if (held.some((holding) => holding.kind === "interim")) throw problem("people.interim_still_held", 409);
  for (const holding of held) {
    const old = posts.find((post) => post.id === holding.post)!;
    const { rank, title, title_f: titleF } = old;
    const moved = await createPost.run(ctx, {
      unit: input.into,
      rank,
      head: false,
      title,
      titleF,
      openedOn: input.day,
    });
    await endHoldingOn(ctx, holding.id, input.day, input.act);
    const taken = { post: moved.id, person: holding.person, fromDay: input.day, actNumber: input.act };
    await enterHoldings(ctx, [{ id: newId(ctx.at), kind: "holder", ...taken }]);
  }
  for (const { id } of await store.unitsUnder(ctx, input.unit, input.day))
    await relocate(ctx, id, input.unit, input.into, input.day, input.act);
  await close(
    ctx,
    input.unit,
    posts.map((post) => post.id),
    input.day,
    input.into,
  );
});

async function openUnit(ctx: Ctx, id: string, day?: string): Promise<void> {
  const unit = await store.lockUnit(ctx, id);
  if (!unit) throw notFound();
  if (unit.closed_on) throw problem("people.unit_closed_already", 409);
  if (day && day < unit.opened_on) throw invalid({ path: "day", code: "people.end_before_start" });
}

async function close(ctx: Ctx, unit: string, posts: string[], day: string, mergedInto: string | null): Promise<void> {
  await store.closePosts(ctx, posts, day);
  await closeUnitRow(ctx, unit, day, mergedInto);
  await emit(ctx, "people.unit_closed", unit, { day, mergedInto });
}
