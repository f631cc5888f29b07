import { type Ctx, personOf } from "#platform/context.ts";
import { accountOf } from "../account/store.ts";
import type { SecurityView } from "../schema.ts";
import { cardRemaining, factorsHeld, secondFactorRequired } from "./held.ts";

/** By what the person who asks can prove who he is. */
export async function securityView(ctx: Ctx): Promise<SecurityView> {
  const person = personOf(ctx);
  const account = (await accountOf(ctx, person))!;
  const held = await factorsHeld(ctx, person);
  return {
    login: account.login,
    password: account.password_changed_at ? { changedAt: account.password_changed_at.toISOString() } : null,
    passkeys: held.passkeys.map((passkey) => ({
      id: passkey.id,
      name: passkey.name,
      synced: passkey.synced,
      createdAt: passkey.created_at.toISOString(),
      lastUsedAt: passkey.last_used_at?.toISOString() ?? null,
    })),
    totp: held.totp ? { confirmedAt: held.totp.confirmedAt.toISOString() } : null,
    card: held.card ? { serial: held.card.serial, remaining: cardRemaining(held.card), size: held.card.size } : null,
    recovery: { remaining: held.recovery },
    secondFactorRequired: await secondFactorRequired(ctx, person),
  };
}
