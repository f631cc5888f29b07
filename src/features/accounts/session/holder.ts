import { transact } from "#platform/command.ts";
import type { Call, Ctx } from "#platform/context.ts";
import type { Platform } from "#platform/platform.ts";
import { problem } from "#platform/problem.ts";
import { type Step, sessionById } from "./store.ts";

/**
 * Whose account the call may change: the signed-in person's own; or, in a sign-in that waits for its enrolment (or for
 * the choice of a first proof), of the person it is for, who has just proved himself.
 * @throws http.sign_in_required 401
 */
export async function holderCall(platform: Platform, call: Call, ...pending: Step[]): Promise<Call> {
  if (call.actor.kind === "person") return call;
  const id = call.actor.sessionId;
  const session = id ? await transact(platform, call, (ctx) => sessionById(ctx, id)) : undefined;
  if (!session || !pending.includes(session.step)) throw problem("http.sign_in_required", 401);
  const actor = {
    kind: "person",
    id: session.person,
    strength: "none",
    sessionId: session.id,
    steppedUpAt: platform.clock.now(),
  } as const;
  return { ...call, actor };
}

/** The session in which the holder acts. */
export async function holderSession(ctx: Ctx) {
  const session = ctx.actor.sessionId ? await sessionById(ctx, ctx.actor.sessionId) : undefined;
  if (!session) throw problem("http.sign_in_required", 401);
  return session;
}
