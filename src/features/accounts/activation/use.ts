import { personById } from "#features/people/api.ts";
import { ANONYMOUS } from "#platform/actor.ts";
import { transact } from "#platform/command.ts";
import type { Call, Ctx } from "#platform/context.ts";
import { emit } from "#platform/events/emit.ts";
import type { Platform } from "#platform/platform.ts";
import { Problem, problem } from "#platform/problem.ts";
import { accountOf, dropPassword, lockAccount, markActive, writePassword } from "../account/store.ts";
import { hashOfCode } from "../factor/codes.ts";
import { factorsHeld, hasSecondFactor } from "../factor/held.ts";
import { deleteFactors } from "../factor/store.ts";
import { hashPassword } from "../password/hash.ts";
import { passwordFault } from "../password/rule.ts";
import type { ActivationView } from "../schema.ts";
import type { Client } from "../session/client.ts";
import { type Opened, openSession } from "../session/open.ts";
import { revokeSession, type SessionRow } from "../session/store.ts";
import { takeTurn } from "../sign-in/guard.ts";
import { afterPassword } from "../sign-in/next.ts";
import { asPerson, pendingSession } from "../sign-in/sign-in.ts";
import { activationByHash, lockActivation, spendActivation } from "./store.ts";

/** A sheet says nothing about whose it is, so its tries are counted for all codes together, by network or device. */
const ANY_CODE = "activation";

/**
 * Begins an activation: the code is right, and stays good until a proof has been chosen.
 * @throws accounts.activation_refused 404 (unknown, used, withdrawn, expired: one answer), accounts.too_many_attempts 429
 */
export async function beginActivation(
  platform: Platform,
  call: Call,
  code: string,
  client: Client,
): Promise<Opened & { view: ActivationView }> {
  const outcome = await transact(platform, { ...call, actor: ANONYMOUS }, async (ctx) => {
    const activation = await activationByHash(ctx, hashOfCode(code));
    if (!activation) return refuseCode(ctx, client);
    const account = await accountOf(ctx, activation.person);
    const person = await personById(ctx, activation.person);
    if (!account || !person || !["invited", "active"].includes(account.state)) return refuseCode(ctx, client);
    if (activation.resets_factors) await resetFactors(ctx, activation.person);
    const opened = await openSession(ctx, {
      person: activation.person,
      step: "activation",
      strength: "none",
      client,
      activation: activation.id,
    });
    const passkey = !hasSecondFactor(await factorsHeld(ctx, activation.person));
    return { ...opened, view: { login: account.login, name: person.name, passkey } };
  });
  if (outcome instanceof Problem) throw outcome;
  return outcome;
}

async function refuseCode(ctx: Ctx, client: Client): Promise<Problem> {
  const taken = await takeTurn(ctx, "factor", ANY_CODE, null, client);
  if ("refusal" in taken) return taken.refusal;
  await emit(ctx, "accounts.activation_refused", null, { network: client.network, agent: client.agent });
  return problem("accounts.activation_refused", 404);
}

async function resetFactors(ctx: Ctx, person: string): Promise<void> {
  const held = await factorsHeld(ctx, person);
  if (!hasSecondFactor(held) && held.recovery === 0) return;
  await deleteFactors(ctx, person);
  await dropPassword(ctx, person);
  await emit(ctx, "accounts.factors_reset", person, {});
}

/** The person whose sheet opened this, for the page that goes on after a reload. */
export async function activationView(ctx: Ctx): Promise<ActivationView> {
  const session = await pendingSession(ctx, "activation");
  const [account, person] = [await accountOf(ctx, session.person), await personById(ctx, session.person)];
  const passkey = !hasSecondFactor(await factorsHeld(ctx, session.person));
  return { login: account!.login, name: person!.name, passkey };
}

/**
 * Ends an activation by a password. Whoever holds a second factor shows it next; so a sheet alone, whoever printed it,
 * opens no account that has one.
 * @throws a refused field `password`, accounts.sign_in_expired 401
 */
export async function activateWithPassword(
  platform: Platform,
  call: Call,
  password: string,
  client: Client,
): Promise<Opened> {
  const login = await transact(
    platform,
    call,
    async (ctx) => (await accountOf(ctx, (await pendingSession(ctx, "activation")).person))!.login,
  );
  const fault = passwordFault(password, login);
  if (fault) throw new Problem("http.invalid", 422, {}, [fault]);
  const hash = await hashPassword(password);
  return transact(platform, call, async (ctx) => {
    const session = await pendingSession(ctx, "activation");
    const person: Ctx = { ...ctx, actor: asPerson(call, session.person, session.id).actor };
    await lockAccount(ctx, session.person);
    await spend(ctx, session);
    await writePassword(ctx, session.person, hash);
    await markActive(ctx, session.person);
    await emit(person, "accounts.activated", session.person, { by: "password" });
    await revokeSession(ctx, session.person, session.id);
    return afterPassword(person, session.person, client);
  });
}

async function spend(ctx: Ctx, session: SessionRow): Promise<void> {
  if (!session.activation || !(await lockActivation(ctx, session.activation)))
    throw problem("accounts.activation_refused", 404);
  await spendActivation(ctx, session.activation);
}
