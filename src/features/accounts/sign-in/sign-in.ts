import { type Actor, ANONYMOUS } from "#platform/actor.ts";
import { transact } from "#platform/command.ts";
import type { Call, Ctx } from "#platform/context.ts";
import { emit } from "#platform/events/emit.ts";
import { normaliseDigits } from "#platform/i18n/digits.ts";
import type { Platform } from "#platform/platform.ts";
import { type Problem, problem } from "#platform/problem.ts";
import { type AccountRow, accountByLogin, accountOf, lockAccount } from "../account/store.ts";
import { judgeAssertion } from "../factor/passkey.ts";
import { judgeCode } from "../factor/proof.ts";
import { verifyPassword } from "../password/hash.ts";
import type { FactorCode } from "../schema.ts";
import type { Client } from "../session/client.ts";
import { type Opened, openSession } from "../session/open.ts";
import { revokeSession, type SessionRow, sessionById } from "../session/store.ts";
import { clearTurn, takeTurn } from "./guard.ts";
import { afterPassword } from "./next.ts";

/** A refusal is told after the transaction has ended, so that what it counted and recorded stands. */
type Outcome = Opened | { refusal: Problem };
const REFUSED = () => problem("accounts.sign_in_refused", 401);
const FACTOR_REFUSED = () => problem("accounts.factor_refused", 401);

function settle(outcome: Outcome): Opened {
  if ("refusal" in outcome) throw outcome.refusal;
  return outcome;
}

/** The act of someone who has just proved who he is. */
export const asPerson = (call: Call, person: string, sessionId?: string): Call => {
  const actor: Actor = { kind: "person", id: person, strength: "none", ...(sessionId && { sessionId }) };
  return { actor, locale: call.locale, requestId: call.requestId };
};

/** A login as typed on whatever keyboard. */
const loginOf = (typed: string) => normaliseDigits(typed.normalize("NFKC")).trim().toLowerCase();

/**
 * The password step. The answer and the work are the same whether the login exists or not, is locked or has no
 * password; the try is counted before it is judged, and judged outside any transaction.
 * @throws accounts.sign_in_refused 401, accounts.too_many_attempts 429 {seconds}
 */
export async function signInWithPassword(
  platform: Platform,
  call: Call,
  typed: { login: string; password: string },
  client: Client,
): Promise<Opened> {
  const login = loginOf(typed.login);
  const stranger: Call = { ...call, actor: ANONYMOUS };
  const begun = await transact(platform, stranger, async (ctx) => {
    const account = await accountByLogin(ctx, login);
    return { account, ...(await takeTurn(ctx, "password", login, account?.person ?? null, client)) };
  });
  if ("refusal" in begun) throw begun.refusal;
  const { account, turn } = begun;
  const right = (await verifyPassword(account?.password_hash, typed.password)) && account?.state === "active";
  if (!account || !right) {
    await transact(platform, stranger, (ctx) => tellRefused(ctx, account, "password", client));
    throw REFUSED();
  }
  return settle(
    await transact(platform, asPerson(call, account.person), async (ctx) => {
      const now = await lockAccount(ctx, account.person);
      if (now?.state !== "active" || now.password_hash !== account.password_hash) return { refusal: REFUSED() };
      await clearTurn(ctx, turn);
      return afterPassword(ctx, account.person, client);
    }),
  );
}

/** Sign-in by a passkey, without a login: the authenticator knows whose it is. */
export async function signInWithPasskey(
  platform: Platform,
  call: Call,
  answer: unknown,
  client: Client,
): Promise<Opened> {
  return settle(
    await transact(platform, { ...call, actor: ANONYMOUS }, async (ctx): Promise<Outcome> => {
      const passkey = await judgeAssertion(ctx, answer, "sign_in", client.origin);
      const account = passkey && (await accountOf(ctx, passkey.person));
      if (!passkey || account?.state !== "active") {
        await tellRefused(ctx, account ?? undefined, "passkey", client);
        return { refusal: problem("accounts.passkey_refused", 401) };
      }
      const person: Ctx = { ...ctx, actor: asPerson(call, passkey.person).actor };
      return openSession(person, { person: passkey.person, step: "open", strength: "passkey", client });
    }),
  );
}

/** The sign-in that waits for this step in this browser, or a refusal. */
export async function pendingSession(ctx: Ctx, ...steps: SessionRow["step"][]): Promise<SessionRow> {
  const session = ctx.actor.sessionId ? await sessionById(ctx, ctx.actor.sessionId) : undefined;
  if (!session || !steps.includes(session.step)) throw problem("accounts.sign_in_expired", 401);
  return session;
}

/**
 * The second step: a code, or the answer of a passkey. Wrong codes are counted as wrong passwords are.
 * @throws accounts.factor_refused 401, accounts.sign_in_expired 401, accounts.too_many_attempts 429
 */
export async function presentSecondFactor(
  platform: Platform,
  call: Call,
  proof: FactorCode | { response: unknown },
  client: Client,
): Promise<Opened> {
  return settle(
    await transact(platform, call, async (ctx): Promise<Outcome> => {
      const session = await pendingSession(ctx, "second_factor");
      const account = (await lockAccount(ctx, session.person))!;
      const taken = await takeTurn(ctx, "factor", account.login, account.person, client);
      if ("refusal" in taken) return taken;
      const byPasskey = "response" in proof;
      const right = byPasskey
        ? (await judgeAssertion(ctx, proof.response, "second_factor", client.origin))?.person === session.person
        : await judgeCode(ctx, session, proof);
      if (!right) {
        await tellRefused(ctx, account, byPasskey ? "passkey" : proof.factor, client);
        return { refusal: FACTOR_REFUSED() };
      }
      await clearTurn(ctx, taken.turn);
      await revokeSession(ctx, session.person, session.id);
      const person: Ctx = { ...ctx, actor: asPerson(call, session.person).actor };
      return openSession(person, {
        person: session.person,
        step: "open",
        strength: byPasskey ? "passkey" : "two_factor",
        client,
      });
    }),
  );
}

/** A refused proof is part of the record; a login that names nobody may be a password typed in the wrong field, and is not kept. */
const tellRefused = (ctx: Ctx, account: AccountRow | undefined, proof: string, client: Client): Promise<void> =>
  emit(ctx, "accounts.sign_in_refused", account?.person ?? null, {
    proof,
    network: client.network,
    agent: client.agent,
  });
