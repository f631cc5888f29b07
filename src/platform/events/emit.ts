import { randomBytes } from "node:crypto";
import type { Actor } from "../actor.ts";
import { canonicalJson } from "../audit/canonical.ts";
import type { Ctx } from "../context.ts";
import { newId } from "../ids.ts";
import { eraseEvent, insertEvents, type NewEvent } from "./store.ts";

/** Says in the log what a command did. */
export interface EmitOptions {
  /** Version of the body's shape, from 1. */
  version?: number;
  /** The person for whom it was done, when the actor does not already carry one. */
  onBehalf?: string | null;
}

/**
 * Tells what happened, past tense (`leave.request_submitted`), in the command's transaction: it is told if and only if
 * the command commits. The body holds ids and facts that a subscriber needs, never the content of a paper; `undefined`
 * members are left out, dates become RFC 3339.
 * @throws TypeError (a bug) when the body is not JSON
 */
export async function emit(
  ctx: Ctx,
  type: string,
  subject: string | null,
  body: Record<string, unknown>,
  options: EmitOptions = {},
): Promise<void> {
  await emitAll(ctx, [{ type, subject, body, ...options }]);
}

export type Told = { type: string; subject: string | null; body: Record<string, unknown> } & EmitOptions;

/** Tells many things in one statement, in this order. */
export async function emitAll(ctx: Ctx, told: readonly Told[]): Promise<void> {
  if (told.length === 0) return;
  await insertEvents(
    ctx.tx,
    told.map(({ type, subject, body, version = 1, onBehalf }) => ({
      ...stampOf(ctx),
      ...(onBehalf !== undefined && { onBehalf }),
      type,
      version,
      subject,
      body: storableJson(body),
    })),
  );
}

/**
 * Erases what an event said (law 09-08): its body and salt go, its entry stays and the log still verifies. Itself tells
 * `events.body_erased` about the event. The caller authorizes.
 * @returns false when there is nothing to erase: unknown, not yet sequenced, already erased, or itself an erasure
 */
export const eraseBody = (ctx: Ctx, event: string, reason: string): Promise<boolean> =>
  eraseEvent(ctx.tx, event, reason, stampOf(ctx));

function stampOf(ctx: Ctx): Pick<NewEvent, "id" | "salt" | "at" | "actorKind" | "actor" | "onBehalf"> {
  return {
    id: newId(ctx.at),
    salt: randomBytes(16),
    at: ctx.at,
    actorKind: ctx.actor.kind,
    actor: nameOf(ctx.actor),
    onBehalf: ctx.actor.onBehalf ?? null,
  };
}

const nameOf = (actor: Actor): string | null => actor.id ?? actor.name ?? null;

/** As PostgreSQL's jsonb will give it back, so that the digest taken later is the digest of what was said now. */
function storableJson(body: Record<string, unknown>): string {
  return canonicalJson(JSON.parse(JSON.stringify(body, refuseUnstorable)));
}

function refuseUnstorable(key: string, value: unknown): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) throw new TypeError("an event's body holds finite numbers");
  for (const text of [key, value])
    if (typeof text === "string" && (text.includes("\0") || !text.isWellFormed()))
      throw new TypeError("an event's body holds no NUL and no lone surrogate");
  return value;
}
