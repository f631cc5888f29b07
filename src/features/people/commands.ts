import { z } from "zod";
import { refuseOwn } from "#platform/access/own-affairs.ts";
import { addMembership, endMembership } from "#platform/access/principals.ts";
import { command } from "#platform/command.ts";
import type { Ctx } from "#platform/context.ts";
import { emit } from "#platform/events/emit.ts";
import { localDateOf } from "#platform/i18n/zone.ts";
import { newId } from "#platform/ids.ts";
import { invalid, notFound, problem } from "#platform/problem.ts";
import { startOfDay } from "#platform/time/zone.ts";
import { Day, Id } from "#platform/wire/day.ts";
import { LocalizedName } from "#platform/wire/localized-name.ts";
import { enterPeople, enterPosts, enterUnits } from "./entering.ts";
import { requireFreshProof, requireRole } from "./policy.ts";
import { ASSISTANCE, scopePrincipal } from "./principals.ts";
import { endRolesOn } from "./roles/roles.ts";
import { NewPerson, NewPost, NewUnit } from "./schema.ts";
import * as store from "./store.ts";
import { namedAfter } from "./structure/store.ts";

export const setInstitution = command(
  "people.set_institution",
  z.object({
    name: LocalizedName,
    parentName: LocalizedName.nullish(),
    sigle: z.string().trim().max(20).default(""),
    city: LocalizedName,
    address: LocalizedName.nullish(),
    hue: z.number().int().min(0).max(360).nullish(),
  }),
  async (ctx, input) => {
    await requireRole(ctx, "administrator");
    const before = await store.readInstitution(ctx);
    const id = before?.id ?? newId(ctx.at);
    await store.writeInstitution(ctx, {
      id,
      name: input.name,
      parent_name: input.parentName ?? null,
      sigle: input.sigle,
      city: input.city,
      address: input.address ?? null,
      logo: before?.logo ?? null,
      hue: input.hue ?? null,
    });
    await emit(ctx, "people.institution_changed", id, {
      name: input.name,
      sigle: input.sigle,
      hue: input.hue ?? null,
    });
    return { id };
  },
);

/** The command that enters one thing. */
const entering = <S extends z.ZodType<object>>(
  name: string,
  schema: S,
  enter: (ctx: Ctx, things: readonly (z.output<S> & { id: string })[]) => Promise<void>,
) =>
  command(name, schema, async (ctx, input) => {
    await requireRole(ctx, "administrator", "hr");
    const id = newId(ctx.at);
    await enter(ctx, [{ ...input, id }]);
    return { id };
  });

export const createUnit = entering("people.create_unit", NewUnit, enterUnits);
export const createPerson = entering("people.create_person", NewPerson, enterPeople);
export const createPost = entering("people.create_post", NewPost, enterPosts);

export const renameUnit = command(
  "people.rename_unit",
  z.object({
    unit: Id,
    name: LocalizedName,
    sigle: z.string().trim().max(20).default(""),
    fromDay: Day,
    act: z.string().trim().max(80).default(""),
  }),
  async (ctx, input) => {
    await requireRole(ctx, "administrator", "hr");
    if (!(await store.unitById(ctx, input.unit, input.fromDay))) throw notFound();
    if (await namedAfter(ctx, input.unit, input.fromDay)) throw invalid({ path: "fromDay", code: "people.later_act" });
    await store.insertUnitName(ctx, input.unit, input.fromDay, input.name, input.sigle, input.act);
    await emit(ctx, "people.unit_renamed", input.unit, { name: input.name, from: input.fromDay, act: input.act });
  },
);

export const setPresence = command(
  "people.set_presence",
  z.object({ unit: Id, minimum: z.number().int().min(0).max(1000).nullable() }),
  async (ctx, input) => {
    await requireRole(ctx, "administrator", "hr");
    if (!(await store.setMinimumPresence(ctx, input.unit, input.minimum))) throw notFound();
    await emit(ctx, "people.presence_set", input.unit, { minimum: input.minimum });
  },
);

/** The person leaves the institution: what he held ends the same day. */
export const recordDeparture = command(
  "people.record_departure",
  z.object({ person: Id, day: Day }),
  async (ctx, { person, day }) => {
    await requireRole(ctx, "administrator", "hr");
    const reason = ctx.platform.catalogue.format("ar", "people.departure_reason");
    if (!(await store.markLeft(ctx, person, day))) throw notFound();
    const posts = await store.postsHeldBy(ctx, [person], day);
    for (const holding of await store.holdingsOf(
      ctx,
      posts.map((post) => post.id),
      day,
    ))
      if (holding.person === person) await endHoldingOn(ctx, holding.id, day, reason);
    await endRolesOn(ctx, person, day);
    await emit(ctx, "people.person_left", person, { day });
  },
);

/**
 * Ends what a person holds, before its term when `reason` says why. On its first day or before, it may end with it: it
 * then never held, and the post is back with its holder at once.
 */
export async function endHoldingOn(ctx: Ctx, id: string, day: string, reason = ""): Promise<void> {
  const holding = await store.holdingById(ctx, id);
  if (!holding) throw notFound();
  const never = day === holding.from_day && day >= localDateOf(ctx.at);
  if (day <= holding.from_day && !never) throw invalid({ path: "day", code: "people.end_before_start" });
  if (!(await store.endHoldingRow(ctx, id, day, reason))) throw problem("people.already_ended", 409);
  await endMembership(
    ctx,
    { child: holding.person, parent: holding.post, act: `people.${holding.kind}:${id}` },
    startOfDay(day),
  );
  await emit(ctx, never ? "people.holding_withdrawn" : "people.holding_ended", holding.post, {
    person: holding.person,
    kind: holding.kind,
    day,
    reason,
  });
}

/** The secretariat of a post: sees and prepares, never decides. */
export const appointAssistant = command(
  "people.appoint_assistant",
  z.object({ post: Id, person: Id, fromDay: Day }),
  async (ctx, input) => {
    await requireRole(ctx, "administrator", "hr");
    refuseOwn(ctx, input.person, "people.own_act");
    await requireFreshProof(ctx);
    const inForce = await store.assistantsInForce(ctx, [input.post], input.fromDay);
    if (inForce.some(({ person }) => person === input.person))
      throw invalid({ path: "person", code: "people.already_assistant" });
    const id = newId(ctx.at);
    await store.insertAssistant(ctx, { id, ...input });
    const parent = await scopePrincipal(ctx, input.post, ASSISTANCE);
    const act = `people.assistant:${id}`;
    await addMembership(ctx, { child: input.person, parent, from: startOfDay(input.fromDay), act });
    await emit(ctx, "people.assistant_appointed", input.post, { person: input.person, from: input.fromDay });
  },
);
