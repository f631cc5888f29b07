import { transact } from "#platform/command.ts";
import { type Call, type Ctx, personOf } from "#platform/context.ts";
import { emit } from "#platform/events/emit.ts";
import type { Platform } from "#platform/platform.ts";
import { invalid } from "#platform/problem.ts";
import { accountOf, lockAccount, writePassword } from "../account/store.ts";
import { requireStepUp } from "../session/step-up.ts";
import { revokeSessions } from "../session/store.ts";
import { hashPassword } from "./hash.ts";
import { passwordFault } from "./rule.ts";

/**
 * Changes the person's own password; his other sessions end.
 * @throws a refused field `password`, accounts.step_up_required 401
 */
export async function changePassword(platform: Platform, call: Call, password: string): Promise<void> {
  const login = await transact(platform, call, async (ctx) => {
    await requireStepUp(ctx);
    return (await accountOf(ctx, personOf(ctx)))!.login;
  });
  const fault = passwordFault(password, login);
  if (fault) throw invalid(fault);
  const hash = await hashPassword(password);
  await transact(platform, call, (ctx) => putPassword(ctx, personOf(ctx), hash));
}

async function putPassword(ctx: Ctx, person: string, hash: string): Promise<void> {
  await lockAccount(ctx, person);
  await writePassword(ctx, person, hash);
  const ended = await revokeSessions(ctx, person, ctx.actor.sessionId ?? null);
  await emit(ctx, "accounts.password_changed", person, { sessionsEnded: ended });
}
