import { type Ctx, personOf } from "#platform/context.ts";
import { emit } from "#platform/events/emit.ts";
import { notFound } from "#platform/problem.ts";
import type { DeviceView } from "../schema.ts";
import * as store from "./store.ts";

/** Where the person is signed in, the last used first. */
export async function devicesOf(ctx: Ctx, person: string): Promise<DeviceView[]> {
  const sessions = await store.openSessionsOf(ctx, person);
  return sessions.map((session) => ({
    id: session.id,
    agent: session.agent,
    network: session.network,
    strength: session.strength,
    openedAt: session.created_at.toISOString(),
    lastSeenAt: session.last_seen_at.toISOString(),
    current: session.id === ctx.actor.sessionId,
  }));
}

/** Ends one of the person's own sessions. */
export async function endSession(ctx: Ctx, id: string): Promise<void> {
  if ((await store.revokeSession(ctx, personOf(ctx), id)) === 0) throw notFound();
  await emit(ctx, "accounts.session_ended", personOf(ctx), { session: id });
}

/** Ends every session but this one, and forgets the other devices: to them this person is a stranger again. */
export async function endOtherSessions(ctx: Ctx): Promise<{ ended: number }> {
  const [person, current] = [personOf(ctx), ctx.actor.sessionId ?? null];
  const ended = await store.revokeSessions(ctx, person, current);
  await store.forgetDevices(ctx, person, current ? await store.deviceOf(ctx, current) : null);
  await emit(ctx, "accounts.sessions_revoked", person, { ended });
  return { ended };
}

/** Signs out of this browser; a sign-in that was waiting ends too. */
export async function signOut(ctx: Ctx): Promise<void> {
  const session = ctx.actor.sessionId ? await store.sessionById(ctx, ctx.actor.sessionId) : undefined;
  if (!session) return;
  await store.revokeSession(ctx, session.person, session.id);
  if (session.step === "open") await emit(ctx, "accounts.session_ended", session.person, { session: session.id });
}
