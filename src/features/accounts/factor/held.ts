import { peopleWithRole } from "#features/people/api.ts";
import type { Strength } from "#platform/actor.ts";
import type { Ctx } from "#platform/context.ts";
import { readRule } from "../account/store.ts";
import type { Factor } from "../schema.ts";
import {
  type CardRow,
  cardOf,
  cardPositionsUsed,
  type PasskeyRow,
  passkeysOf,
  recoveryCodesLeft,
  totpOf,
} from "./store.ts";

/** The second factors in a person's hands. */
export type Held = {
  passkeys: PasskeyRow[];
  totp: { confirmedAt: Date } | null;
  card: (CardRow & { used: number[] }) | null;
  recovery: number;
};

export async function factorsHeld(ctx: Ctx, person: string): Promise<Held> {
  const passkeys = await passkeysOf(ctx, person);
  const totp = await totpOf(ctx, person);
  const card = await cardOf(ctx, person);
  return {
    passkeys,
    totp: totp ? { confirmedAt: totp.confirmed_at! } : null,
    card: card ? { ...card, used: await cardPositionsUsed(ctx, card.id) } : null,
    recovery: await recoveryCodesLeft(ctx, person),
  };
}

export const cardRemaining = (card: NonNullable<Held["card"]>): number => card.size - card.used.length;

/** Whether any stands behind the password; recovery codes alone are none, they only replace one. */
export const hasSecondFactor = (held: Held): boolean =>
  held.passkeys.length > 0 || held.totp !== null || held.card !== null;

/** The strongest session that this person could open with what he holds. */
export const strongest = (held: Held): Strength =>
  held.passkeys.length > 0 ? "passkey" : hasSecondFactor(held) ? "two_factor" : "password";

/** What may be asked for, the easiest first. */
export function factorsToOffer(held: Held): Factor[] {
  if (!hasSecondFactor(held)) return [];
  const card = held.card !== null && cardRemaining(held.card) > 0;
  return [
    ...(held.passkeys.length > 0 ? (["passkey"] as const) : []),
    ...(held.totp ? (["totp"] as const) : []),
    ...(card ? (["card"] as const) : []),
    ...(held.recovery > 0 ? (["recovery"] as const) : []),
  ];
}

/** Whether the institution asks this person for a second factor. */
export async function secondFactorRequired(ctx: Ctx, person: string): Promise<boolean> {
  const rule = await readRule(ctx);
  if (rule !== "administrators") return rule === "everyone";
  return (await peopleWithRole(ctx, "administrator")).includes(person);
}
