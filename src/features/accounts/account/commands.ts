import type { z } from "zod";
import { personById, requireRole } from "#features/people/api.ts";
import { command } from "#platform/command.ts";
import { type Ctx, personOf } from "#platform/context.ts";
import { emit } from "#platform/events/emit.ts";
import { invalid, notFound } from "#platform/problem.ts";
import { Id } from "#platform/wire/day.ts";
import { type Activation, issueActivation } from "../activation/issue.ts";
import { withdrawActivations } from "../activation/store.ts";
import { hashPassword } from "../password/hash.ts";
import { passwordFault } from "../password/rule.ts";
import {
  type AccountState,
  ActivationOrder,
  NewAccount,
  NewLogin,
  Preferences,
  RuleView,
  StateChange,
} from "../schema.ts";
import { requireStepUp } from "../session/step-up.ts";
import { forgetDevices, revokeSessions } from "../session/store.ts";
import { insistOn } from "./policy.ts";
import * as store from "./store.ts";

export type AccountOrder = {
  person: string;
  login: string;
  /** Chosen by the person himself (setup assistant, console); checked like any password. */
  password?: string;
  /** Already hashed by `hashPassword`: many accounts of the demonstration share one printed password. */
  passwordHash?: string;
  /** Without a password: issue the code of an activation sheet. */
  activation?: boolean;
};

/**
 * Gives a person an account. The caller authorizes.
 * @throws refused fields `login` (accounts.login_malformed, accounts.login_taken), `password`
 */
export async function createAccount(
  ctx: Ctx,
  order: AccountOrder,
): Promise<{ login: string; activation: Activation | null }> {
  const login = NewLogin.safeParse(order.login);
  if (!login.success) throw invalid({ path: "login", code: "accounts.login_malformed" });
  const fault = order.password === undefined ? null : passwordFault(order.password, login.data);
  if (fault) throw invalid(fault);
  if (!(await personById(ctx, order.person))) throw notFound();
  const passwordHash = order.passwordHash ?? (order.password === undefined ? null : await hashPassword(order.password));
  if (!(await store.insertAccount(ctx, { person: order.person, login: login.data, passwordHash }))) {
    throw invalid({ path: "login", code: "accounts.login_taken" });
  }
  await emit(ctx, "accounts.account_created", order.person, { login: login.data });
  const activation =
    passwordHash === null && order.activation !== false ? await issueActivation(ctx, { person: order.person }) : null;
  return { login: login.data, activation };
}

const issued = (login: string, activation: Activation) => ({ login, expiresAt: activation.expiresAt.toISOString() });

/** The administrator opens an account; the sheet is printed next. */
export const openAccount = command("accounts.open_account", NewAccount, async (ctx, input) => {
  await requireRole(ctx, "administrator");
  await requireStepUp(ctx);
  const { login, activation } = await createAccount(ctx, { ...input, activation: true });
  return issued(login, activation!);
});

/** A new sheet for someone who lost his password; for the administrator also for someone who lost all his factors. */
export const renewActivation = command(
  "accounts.renew_activation",
  ActivationOrder.extend({ person: Id }),
  async (ctx, { person, resetFactors }) => {
    await insistOn(ctx, person, resetFactors ? "resetFactors" : "activate");
    const account = await store.accountOf(ctx, person);
    if (!account) throw notFound();
    await requireStepUp(ctx);
    return issued(account.login, await issueActivation(ctx, { person, resetFactors }));
  },
);

/** Locks an account, which ends its sessions at once, or opens it again. */
export const changeState = command(
  "accounts.change_state",
  StateChange.extend({ person: Id }),
  async (ctx, { person, state }) => {
    await insistOn(ctx, person, "lock");
    const account = await store.lockAccount(ctx, person);
    if (!account) throw notFound();
    await requireStepUp(ctx);
    await putState(ctx, account, state);
  },
);

/** The person left: the account closes and its sessions end. Safe to repeat. */
export async function closeAccount(ctx: Ctx, person: string): Promise<void> {
  const account = await store.lockAccount(ctx, person);
  if (account) await putState(ctx, account, "closed");
}

/** For the operator at the console: locks an account, or opens it again. @throws not found */
export async function setLocked(ctx: Ctx, person: string, locked: boolean): Promise<void> {
  const account = await store.lockAccount(ctx, person);
  if (!account) throw notFound();
  await putState(ctx, account, locked ? "locked_by_admin" : "active");
}

async function putState(ctx: Ctx, account: store.AccountRow, state: AccountState): Promise<void> {
  const next = state === "active" && !account.activated_at ? "invited" : state;
  if (account.state === next || account.state === "closed") return;
  await store.writeState(ctx, account.person, next);
  if (next === "locked_by_admin" || next === "closed") {
    await revokeSessions(ctx, account.person, null);
    await forgetDevices(ctx, account.person, null);
    await withdrawActivations(ctx, account.person);
  }
  const type = {
    locked_by_admin: "accounts.account_locked",
    closed: "accounts.account_closed",
    active: "accounts.account_unlocked",
    invited: "accounts.account_unlocked",
  };
  await emit(ctx, type[next], account.person, { login: account.login });
}

export const changeRule = command("accounts.change_rule", RuleView, async (ctx, { secondFactor }) => {
  await requireRole(ctx, "administrator");
  await requireStepUp(ctx);
  await setSecondFactorRule(ctx, secondFactor);
});

/** Who must hold a second factor. It is asked for at the next sign-in. The caller authorizes. */
export async function setSecondFactorRule(ctx: Ctx, rule: z.infer<typeof RuleView>["secondFactor"]): Promise<void> {
  if ((await store.readRule(ctx)) === rule) return;
  await store.writeRule(ctx, rule);
  await emit(ctx, "accounts.rule_changed", null, { secondFactor: rule });
}

export const setPreferences = command("accounts.set_preferences", Preferences, (ctx, input) =>
  store.writePreferences(ctx, personOf(ctx), input),
);
