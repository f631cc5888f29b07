import { createHash } from "node:crypto";
import type { Ctx } from "#platform/context.ts";
import { type Problem, problem } from "#platform/problem.ts";
import type { Client } from "../session/client.ts";
import { knowsDevice } from "../session/store.ts";
import { takeTry } from "./attempts.ts";
import { clearAttempts, lockAttempts, writeAttempts } from "./store.ts";

/** What is being tried, from where. */
export type Try = { subject: Buffer; source: string };
type Proof = "password" | "factor";

const NOBODY = "00000000-0000-0000-0000-000000000000";

/**
 * Counts one try of a proof for a login. Strangers share a counter by network; a device from which this person has
 * signed in has its own, so nobody else's failures can keep the owner out.
 * @returns the try, to be cleared by a success, or the refusal (429) to throw once the transaction has ended
 */
export async function takeTurn(
  ctx: Ctx,
  proof: Proof,
  login: string,
  person: string | null,
  client: Client,
): Promise<{ turn: Try } | { refusal: Problem }> {
  const known = await knowsDevice(ctx, person ?? NOBODY, client.device.hash);
  const source = known ? `device:${client.device.hash.toString("base64url")}` : `network:${client.network}`;
  const subject = createHash("sha256").update(`${proof}\0${login}`).digest();
  const taken = takeTry(await lockAttempts(ctx, subject, source), ctx.at);
  if ("refused_ms" in taken) {
    return { refusal: problem("accounts.too_many_attempts", 429, { seconds: Math.ceil(taken.refused_ms / 1000) }) };
  }
  await writeAttempts(ctx, subject, source, taken.after);
  return { turn: { subject, source } };
}

/** The proof was right: what was counted against it is forgotten. */
export const clearTurn = (ctx: Ctx, turn: Try): Promise<void> => clearAttempts(ctx, turn.subject, turn.source);
