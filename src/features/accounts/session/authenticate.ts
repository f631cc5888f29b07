import type { Actor } from "#platform/actor.ts";
import type { Authenticator } from "#platform/http/authenticate.ts";
import { cookieNames, cookieValue } from "./cookies.ts";
import { IDLE_MS } from "./open.ts";
import { type SessionRow, sessionByToken, touchSession } from "./store.ts";
import { hashOfToken } from "./token.ts";

/** How exact "last seen" is; each request within it costs no write. */
const SEEN_EVERY_MS = 60_000;

/** Tells who knocks by the session cookie. A sign-in that waits for its next step is nobody yet, but carries its session. */
export const authenticate: Authenticator = async (platform, { cookie, watching }) => {
  const token = cookieValue(cookie, cookieNames(platform.config).session);
  if (!token) return null;
  const at = platform.clock.now();
  const session = await sessionByToken(platform.db, hashOfToken(token), at);
  if (!session) return null;
  if (!watching && session.step === "open" && at.getTime() - session.last_seen_at.getTime() > SEEN_EVERY_MS) {
    await touchSession(platform.db, session.id, at, new Date(at.getTime() + IDLE_MS));
  }
  const actor = actorOf(session);
  return session.locale ? { actor, locale: session.locale } : { actor };
};

function actorOf(session: SessionRow): Actor {
  if (session.step !== "open") return { kind: "anonymous", id: null, strength: "none", sessionId: session.id };
  return {
    kind: "person",
    id: session.person,
    strength: session.strength,
    sessionId: session.id,
    ...(session.stepped_up_at && { steppedUpAt: session.stepped_up_at }),
  };
}
