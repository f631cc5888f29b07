import type { Ctx } from "#platform/context.ts";
import { emit } from "#platform/events/emit.ts";
import { newId } from "#platform/ids.ts";
import { notFound, problem } from "#platform/problem.ts";
import { lockAccount } from "../account/store.ts";
import { hashOfCode, randomCode } from "../factor/codes.ts";
import { revokeSessions } from "../session/store.ts";
import { insertActivation } from "./store.ts";

const VALID_MS = 7 * 24 * 3_600_000;
const GROUPS = 3;
const SEAL = "accounts.activation";

export type Activation = { id: string; code: string; expiresAt: Date };

/**
 * Issues a one-time code for a person's first proof, or for a new password. Open sessions end; the second factors
 * stay, unless `resetFactors`, and then go when the code is used. The caller authorizes.
 * @throws accounts.account_closed 409
 */
export async function issueActivation(
  ctx: Ctx,
  order: { person: string; resetFactors?: boolean },
): Promise<Activation> {
  const account = await lockAccount(ctx, order.person);
  if (!account) throw notFound();
  if (account.state === "closed" || account.state === "locked_by_admin")
    throw problem(`accounts.account_${account.state}`, 409);
  const code = randomCode(GROUPS);
  const id = newId(ctx.at);
  const expiresAt = new Date(ctx.at.getTime() + VALID_MS);
  await insertActivation(ctx, {
    id,
    person: order.person,
    hash: hashOfCode(code),
    code: ctx.platform.keys.seal(SEAL, Buffer.from(code), id),
    resets_factors: order.resetFactors ?? false,
    expires_at: expiresAt,
  });
  const ended = await revokeSessions(ctx, order.person, null);
  await emit(ctx, "accounts.activation_issued", order.person, {
    activation: id,
    resetsFactors: order.resetFactors ?? false,
    first: account.state === "invited",
    sessionsEnded: ended,
  });
  return { id, code, expiresAt };
}

/** The code of a sheet that is still good, for printing it. */
export const openCode = (ctx: Ctx, id: string, sealed: Buffer): string =>
  ctx.platform.keys.open(SEAL, sealed, id).toString();
