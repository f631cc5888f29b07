import type { Strength } from "#platform/actor.ts";
import { transact } from "#platform/command.ts";
import { type Call, type Ctx, personOf } from "#platform/context.ts";
import { emit } from "#platform/events/emit.ts";
import type { Platform } from "#platform/platform.ts";
import { type Problem, problem } from "#platform/problem.ts";
import { type AccountRow, accountOf } from "../account/store.ts";
import { factorsHeld, factorsToOffer, hasSecondFactor } from "../factor/held.ts";
import { judgeAssertion } from "../factor/passkey.ts";
import { judgeCode, proofOptions } from "../factor/proof.ts";
import { verifyPassword } from "../password/hash.ts";
import type { FactorCode, ProofOptions } from "../schema.ts";
import { clearTurn, type Try, takeTurn } from "../sign-in/guard.ts";
import type { Client } from "./client.ts";
import { markSteppedUp, type SessionRow, sessionById } from "./store.ts";

/** A grave act needs a proof no older than this. */
export const STEP_UP_MS = 5 * 60_000;

/**
 * Insists that the person proved within the last five minutes that it is he who sits there. The console and background
 * acts pass: they have their own proof.
 * @throws accounts.step_up_required 401 {factors}
 */
export async function requireStepUp(ctx: Ctx): Promise<void> {
  if (ctx.actor.kind === "operator" || ctx.actor.kind === "system") return;
  const person = personOf(ctx);
  const age = ctx.actor.steppedUpAt ? ctx.at.getTime() - ctx.actor.steppedUpAt.getTime() : Number.POSITIVE_INFINITY;
  if (age <= STEP_UP_MS) return;
  throw problem("accounts.step_up_required", 401, { factors: factorsToOffer(await factorsHeld(ctx, person)) });
}

async function mySession(ctx: Ctx): Promise<SessionRow> {
  const session = ctx.actor.sessionId ? await sessionById(ctx, ctx.actor.sessionId) : undefined;
  if (!session) throw problem("http.sign_in_required", 401);
  return session;
}

/** By what this person may step up in this session. */
export async function stepUpOptions(ctx: Ctx): Promise<ProofOptions> {
  const session = await mySession(ctx);
  const account = await accountOf(ctx, session.person);
  return proofOptions(ctx, session, "step_up", account?.password_hash != null);
}

export type StepUpProof = { response: unknown } | { password: string; code?: FactorCode | undefined };

/**
 * Proves again who is there: by a passkey, or by the password and, for whoever holds a second factor, a code.
 * @throws accounts.step_up_refused 401, accounts.factor_needed 422, accounts.too_many_attempts 429
 */
export async function stepUp(platform: Platform, call: Call, proof: StepUpProof, client: Client): Promise<void> {
  const outcome =
    "response" in proof
      ? await byPasskey(platform, call, proof.response, client)
      : await byPassword(platform, call, proof, client);
  if (outcome) throw outcome;
}

const byPasskey = (platform: Platform, call: Call, response: unknown, client: Client): Promise<Problem | null> =>
  transact(platform, call, async (ctx) => {
    const session = await mySession(ctx);
    const passkey = await judgeAssertion(ctx, response, "step_up", client.origin);
    return passkey?.person === session.person ? accept(ctx, session, "passkey") : refuse(ctx, "passkey");
  });

type Begun = { refusal: Problem } | { account: AccountRow; turn: Try };

async function byPassword(
  platform: Platform,
  call: Call,
  proof: { password: string; code?: FactorCode | undefined },
  client: Client,
): Promise<Problem | null> {
  const begun = await transact(platform, call, async (ctx): Promise<Begun> => {
    const account = (await accountOf(ctx, personOf(ctx)))!;
    if (hasSecondFactor(await factorsHeld(ctx, account.person)) && !proof.code)
      return { refusal: problem("accounts.factor_needed", 422) };
    const taken = await takeTurn(ctx, "password", account.login, account.person, client);
    return "refusal" in taken ? taken : { account, turn: taken.turn };
  });
  if ("refusal" in begun) return begun.refusal;
  const right = await verifyPassword(begun.account.password_hash, proof.password);
  return transact(platform, call, async (ctx) => {
    const session = await mySession(ctx);
    if (!right || (proof.code && !(await judgeCode(ctx, session, proof.code))))
      return refuse(ctx, proof.code?.factor ?? "password");
    await clearTurn(ctx, begun.turn);
    return accept(ctx, session, proof.code ? "two_factor" : "password");
  });
}

const ORDER: readonly Strength[] = ["none", "password", "two_factor", "passkey"];
/** A session only grows stronger. */
const stronger = (a: Strength, b: Strength): Strength => (ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b);

async function accept(ctx: Ctx, session: SessionRow, proof: Strength): Promise<null> {
  await markSteppedUp(ctx, session.id, stronger(session.strength, proof));
  await emit(ctx, "accounts.stepped_up", session.person, { session: session.id, proof });
  return null;
}

async function refuse(ctx: Ctx, proof: string): Promise<Problem> {
  await emit(ctx, "accounts.step_up_refused", personOf(ctx), { proof });
  return problem("accounts.step_up_refused", 401);
}
