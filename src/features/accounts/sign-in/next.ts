import type { Strength } from "#platform/actor.ts";
import type { Ctx } from "#platform/context.ts";
import { factorsHeld, hasSecondFactor, secondFactorRequired } from "../factor/held.ts";
import type { Client } from "../session/client.ts";
import { type Opened, openSession } from "../session/open.ts";

/**
 * What follows a right password: the second factor of whoever holds one, its enrolment for whoever must and does not,
 * and otherwise the session.
 */
export async function afterPassword(ctx: Ctx, person: string, client: Client): Promise<Opened> {
  if (hasSecondFactor(await factorsHeld(ctx, person)))
    return openSession(ctx, { person, step: "second_factor", strength: "none", client });
  const step = (await secondFactorRequired(ctx, person)) ? "enrolment" : "open";
  const strength: Strength = step === "open" ? "password" : "none";
  return openSession(ctx, { person, step, strength, client });
}
