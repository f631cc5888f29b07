import type { Ctx } from "#platform/context.ts";
import { emit } from "#platform/events/emit.ts";
import type { FactorCode, ProofOptions } from "../schema.ts";
import { askCardPosition, type SessionRow } from "../session/store.ts";
import { freePosition, hashOfCode, isCardCode, totpStep } from "./codes.ts";
import { factorsHeld, factorsToOffer } from "./held.ts";
import { assertionOptions } from "./passkey.ts";
import { cardOf, cardPositionsUsed, spendCardPosition, spendRecoveryCode, totpOf, writeTotpStep } from "./store.ts";

/** What may be asked of this person in this session: the same position of his card until it is answered. */
export async function proofOptions(
  ctx: Ctx,
  session: SessionRow,
  purpose: "second_factor" | "step_up",
  password: boolean,
): Promise<ProofOptions> {
  const held = await factorsHeld(ctx, session.person);
  const factors = factorsToOffer(held);
  let cardPosition: number | null = null;
  if (held.card && factors.includes("card")) {
    const asked = session.card_position;
    cardPosition = asked && !held.card.used.includes(asked) ? asked : freePosition(held.card.size, held.card.used);
    await askCardPosition(ctx, session.id, cardPosition);
  }
  return {
    factors,
    password,
    cardPosition,
    cardSerial: cardPosition === null ? null : held.card!.serial,
    passkey: factors.includes("passkey") ? { ...(await assertionOptions(ctx, purpose, session.person)) } : null,
  };
}

/** Judges a code of an app, of the printed card (at the position asked for) or a recovery code; each works once. */
export async function judgeCode(ctx: Ctx, session: SessionRow, { factor, code }: FactorCode): Promise<boolean> {
  const { person } = session;
  switch (factor) {
    case "totp":
      return judgeTotp(ctx, person, code);
    case "card":
      return judgeCard(ctx, session, code);
    case "recovery": {
      const spent = await spendRecoveryCode(ctx, person, hashOfCode(code));
      if (spent) await emit(ctx, "accounts.recovery_code_used", person, {});
      return spent;
    }
  }
}

async function judgeTotp(ctx: Ctx, person: string, code: string): Promise<boolean> {
  const totp = await totpOf(ctx, person);
  if (!totp) return false;
  const step = totpStep(openSecret(ctx, totp.secret, person), code, ctx.at, totp.last_step);
  if (step !== null) await writeTotpStep(ctx, totp.id, step);
  return step !== null;
}

async function judgeCard(ctx: Ctx, session: SessionRow, code: string): Promise<boolean> {
  const card = await cardOf(ctx, session.person);
  const position = session.card_position;
  if (!card || !position || (await cardPositionsUsed(ctx, card.id)).includes(position)) return false;
  if (!isCardCode(openSecret(ctx, card.secret, session.person), position, code)) return false;
  await askCardPosition(ctx, session.id, null);
  return spendCardPosition(ctx, card.id, position);
}

const SECRET = "accounts.factor";
export const sealSecret = (ctx: Ctx, secret: Buffer, person: string): Buffer =>
  ctx.platform.keys.seal(SECRET, secret, person);
export const openSecret = (ctx: Ctx, sealed: Buffer, person: string): Buffer =>
  ctx.platform.keys.open(SECRET, sealed, person);
