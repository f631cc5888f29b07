import type { Strength } from "#platform/actor.ts";
import type { Ctx } from "#platform/context.ts";
import { emit } from "#platform/events/emit.ts";
import { newId } from "#platform/ids.ts";
import { markSignedIn } from "../account/store.ts";
import type { Client } from "./client.ts";
import { insertSession, rememberDevice, type Step } from "./store.ts";
import { newToken } from "./token.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Unused for this long, a session ends. */
export const IDLE_MS = 12 * HOUR_MS;
/** However used, it ends. */
const ABSOLUTE_MS = 7 * 24 * HOUR_MS;
/** A sign-in that waits for its next step. */
const PENDING_MS: Record<Exclude<Step, "open">, number> = {
  second_factor: 10 * MINUTE_MS,
  enrolment: 30 * MINUTE_MS,
  activation: 30 * MINUTE_MS,
};

export type Opened = { token: string; session: string; step: Step };

/**
 * Opens a session, or a sign-in that waits for its next step. Always with a fresh token: a session never outgrows the
 * token that was known before the proof. The act that opens counts as a step-up.
 */
export async function openSession(
  ctx: Ctx,
  order: { person: string; step: Step; strength: Strength; client: Client; activation?: string },
): Promise<Opened> {
  const { person, step, strength, client } = order;
  const { token, hash } = newToken();
  const id = newId(ctx.at);
  const after = (ms: number) => new Date(ctx.at.getTime() + ms);
  await insertSession(ctx, {
    id,
    tokenHash: hash,
    person,
    step,
    strength,
    steppedUpAt: step === "open" ? ctx.at : null,
    idleExpiresAt: after(step === "open" ? IDLE_MS : PENDING_MS[step]),
    expiresAt: after(step === "open" ? ABSOLUTE_MS : PENDING_MS[step]),
    network: client.network,
    agent: client.agent,
    device: client.device.hash,
    activation: order.activation ?? null,
  });
  if (step === "open") await tellOpened(ctx, person, id, strength, client);
  return { token, session: id, step };
}

async function tellOpened(
  ctx: Ctx,
  person: string,
  session: string,
  strength: Strength,
  client: Client,
): Promise<void> {
  await markSignedIn(ctx, person);
  const newDevice = await rememberDevice(ctx, person, client.device.hash);
  await emit(ctx, "accounts.session_opened", person, {
    session,
    strength,
    network: client.network,
    agent: client.agent,
    newDevice,
  });
}
