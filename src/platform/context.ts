import type { Actor } from "./actor.ts";
import type { Tx } from "./db/db.ts";
import type { Platform } from "./platform.ts";
import type { Locale } from "./wire/locale.ts";

/** What every command and query holds: one transaction, who acts, when, in which language. */
export interface Ctx {
  /** Opaque outside stores. */
  readonly tx: Tx;
  readonly actor: Actor;
  /** The moment of the act; one per transaction. */
  readonly at: Date;
  readonly locale: Locale;
  readonly requestId: string;
  readonly platform: Platform;
}

/** Who calls, before a transaction is open. */
export type Call = {
  actor: Actor;
  locale: Locale;
  requestId: string;
  /** Present on a POST: the same key with the same content acts once (see http/idempotency). */
  idempotency?: { key: string; hash: string };
};

/** The person who acts; throws (a bug) where no person can be. */
export function personOf(ctx: Ctx): string {
  if (ctx.actor.kind !== "person" || !ctx.actor.id) throw new Error("no person acts here");
  return ctx.actor.id;
}
