import { z } from "zod";
import { refuseOwn } from "#platform/access/own-affairs.ts";
import { addMembership, endMembership } from "#platform/access/principals.ts";
import { command } from "#platform/command.ts";
import type { Ctx } from "#platform/context.ts";
import { emit } from "#platform/events/emit.ts";
import { localDateOf } from "#platform/i18n/zone.ts";
import { invalid, notFound, problem } from "#platform/problem.ts";
import { startOfDay } from "#platform/time/zone.ts";
import { Day, Id } from "#platform/wire/day.ts";
import { requireFreshProof, requireRole } from "../policy.ts";
import { rolePrincipal } from "../principals.ts";
import { Role } from "../schema.ts";
import { enteredBy, personsByIds, unitById } from "../store.ts";
import * as store from "./store.ts";

const actOf = (role: Role) => `people.role:${role}`;

/** Gives a role to another; a helper's may be for one unit and those below it. */
export const giveRole = command(
  "people.give_role",
  z.object({ role: Role, person: Id, unit: Id.nullish(), fromDay: Day.optional() }),
  async (ctx, { role, person, ...input }) => {
    await requireRole(ctx, "administrator");
    refuseOwn(ctx, person, "people.own_role");
    await requireFreshProof(ctx);
    const today = localDateOf(ctx.at);
    const fromDay = input.fromDay ?? today;
    const unit = role === "helper" ? (input.unit ?? null) : null;
    const row = (await personsByIds(ctx, [person]))[0];
    if (!row || (unit && !(await unitById(ctx, unit, fromDay)))) throw notFound();
    if (row.left_on) throw problem("people.role_of_departed", 409);
    if ((await store.rolesHeldFrom(ctx, person, today)).some((held) => held.role === role))
      throw invalid({ path: "role", code: "people.role_held" });
    await store.insertRoleHolder(ctx, { role, person, unit, fromDay, enteredBy: enteredBy(ctx) });
    const parent = await rolePrincipal(ctx, role);
    await addMembership(ctx, { child: person, parent, from: startOfDay(fromDay), act: actOf(role) });
    await emit(ctx, "people.role_given", person, { role, unit });
  },
);

/** Takes a role from a person, saying why; it ends at once. */
export const takeRole = command(
  "people.take_role",
  z.object({ role: Role, person: Id, reason: z.string().trim().min(1).max(500) }),
  async (ctx, { role, person, reason }) => {
    await requireRole(ctx, "administrator");
    await requireFreshProof(ctx);
    const day = localDateOf(ctx.at);
    if (!(await store.rolesHeldFrom(ctx, person, day)).some((held) => held.role === role)) throw notFound();
    await endRoleOn(ctx, role, person, day, reason);
  },
);

/** Ends all roles of somebody who leaves. */
export async function endRolesOn(ctx: Ctx, person: string, day: string): Promise<void> {
  for (const { role } of await store.rolesHeldFrom(ctx, person, day))
    await endRoleOn(ctx, Role.parse(role), person, day, "");
}

/** @throws people.last_administrator 409 when nobody else would hold it without an end */
async function endRoleOn(ctx: Ctx, role: Role, person: string, day: string, reason: string): Promise<void> {
  if (role === "administrator") {
    const lasting = await store.lockLastingHolders(ctx, role, localDateOf(ctx.at));
    if (!lasting.some((holder) => holder.person !== person)) throw problem("people.last_administrator", 409);
  }
  await store.endRole(ctx, role, person, day, reason);
  const parent = await rolePrincipal(ctx, role);
  await endMembership(ctx, { child: person, parent, act: actOf(role) }, startOfDay(day));
  await emit(ctx, "people.role_ended", person, { role, day, reason });
}
