import type { Actor, Strength } from "../actor.ts";
import type { Level } from "../wire/level.ts";

/**
 * The highest level that a session shows, by how it was opened: what anyone in the house may read by a password alone,
 * restricted papers behind a second factor (an app, a printed card), confidential and secret ones only behind a passkey,
 * which cannot be phished. A step-up raises the session; nothing raises it above the person's clearance.
 */
const CEILINGS: Record<Strength, Level> = { none: 0, password: 1, two_factor: 2, passkey: 4 };

/** Acts of the system have no session: what they do for a person is bound by his clearance alone. */
export const ceilingOf = (actor: Pick<Actor, "kind" | "strength">): Level =>
  actor.kind === "person" ? CEILINGS[actor.strength] : 4;
