import type { Actor } from "../actor.ts";
import type { Platform } from "../platform.ts";
import { defineSlot } from "../slots.ts";
import type { Locale } from "../wire/locale.ts";

export type Credentials = {
  cookie: string | undefined;
  authorization: string | undefined;
  address: string;
  userAgent: string;
  /** Nobody did anything: an open stream asks whether its session still lives, which must not keep it alive. */
  watching?: boolean;
};
export type Identity = { actor: Actor; locale?: Locale };
/** Tells who knocks, or null: filled by the feature that keeps sessions. */
export type Authenticator = (platform: Platform, credentials: Credentials) => Promise<Identity | null>;

export const authenticatorSlot = defineSlot<Authenticator>("http.authenticator");
