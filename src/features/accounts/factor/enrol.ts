import { institutionIfAny, personById } from "#features/people/api.ts";
import type { Strength } from "#platform/actor.ts";
import { type Ctx, personOf } from "#platform/context.ts";
import { emit } from "#platform/events/emit.ts";
import { newId } from "#platform/ids.ts";
import { invalid, notFound, problem } from "#platform/problem.ts";
import { qrSvg } from "#platform/statement/qr.ts";
import { nameIn } from "#platform/wire/localized-name.ts";
import { accountOf, markActive } from "../account/store.ts";
import { spendActivation } from "../activation/store.ts";
import type { CardOffer, TotpOffer } from "../schema.ts";
import type { Client } from "../session/client.ts";
import { holderSession } from "../session/holder.ts";
import { type Opened, openSession } from "../session/open.ts";
import { requireStepUp } from "../session/step-up.ts";
import { markSteppedUp, revokeSession } from "../session/store.ts";
import { CARD_SIZE, hashOfCode, isCardCode, newSecret, randomCode, totpStep, totpUri } from "./codes.ts";
import { factorsHeld, hasSecondFactor, secondFactorRequired } from "./held.ts";
import { judgeRegistration, registrationOptions } from "./passkey.ts";
import { openSecret, sealSecret } from "./proof.ts";
import * as store from "./store.ts";

const RECOVERY_CODES = 10;
const RECOVERY_GROUPS = 4;

/** What a new proof opens: the session that waited for it; null when the session was open already. */
async function settleEnrolment(ctx: Ctx, client: Client, strength: Strength): Promise<Opened | null> {
  const session = await holderSession(ctx);
  if (session.step === "open") {
    await markSteppedUp(ctx, session.id, session.strength === "passkey" ? "passkey" : strength);
    return null;
  }
  if (session.step === "activation") {
    await spendActivation(ctx, session.activation!);
    await markActive(ctx, session.person);
    await emit(ctx, "accounts.activated", session.person, { by: strength });
  }
  await revokeSession(ctx, session.person, session.id);
  return openSession(ctx, { person: session.person, step: "open", strength, client });
}

async function holder(ctx: Ctx) {
  const id = personOf(ctx);
  const [account, person, institution] = [
    await accountOf(ctx, id),
    await personById(ctx, id),
    await institutionIfAny(ctx),
  ];
  if (!account || !person) throw notFound();
  return {
    account,
    name: nameIn(person.name, ctx.locale),
    institution: institution ? nameIn(institution.name, ctx.locale) : "Diwan",
  };
}

export async function offerPasskey(ctx: Ctx) {
  await requireStepUp(ctx);
  await refuseFactorInActivation(ctx);
  const { account, name, institution } = await holder(ctx);
  return {
    ...(await registrationOptions(ctx, {
      person: account.person,
      login: account.login,
      displayName: name,
      institution,
    })),
  };
}

/** Answers null when the answer does not hold; the caller refuses once the challenge is spent. */
export async function addPasskey(
  ctx: Ctx,
  answer: unknown,
  name: string,
  client: Client,
): Promise<{ id: string; opened: Opened | null } | null> {
  await requireStepUp(ctx);
  await refuseFactorInActivation(ctx);
  const person = personOf(ctx);
  const id = await judgeRegistration(ctx, person, answer, name, client.origin);
  if (!id) return null;
  await emit(ctx, "accounts.passkey_added", person, { passkey: id, name });
  return { id, opened: await settleEnrolment(ctx, client, "passkey") };
}

/** With a sheet alone nobody may add a proof beside older ones: the sheet would then be worth all of them. */
async function refuseFactorInActivation(ctx: Ctx): Promise<void> {
  const session = await holderSession(ctx);
  if (session.step === "activation" && hasSecondFactor(await factorsHeld(ctx, session.person))) {
    throw problem("accounts.password_first", 409);
  }
}

/** Offers an authenticator app its secret; nothing changes until a code was typed. */
export async function offerTotp(ctx: Ctx): Promise<TotpOffer> {
  await requireStepUp(ctx);
  const { account, institution } = await holder(ctx);
  const [id, secret] = [newId(ctx.at), newSecret()];
  await store.insertTotpOffer(ctx, id, account.person, sealSecret(ctx, secret, account.person));
  const offer = totpUri(secret, institution.replaceAll(":", " "), account.login);
  return { id, ...offer, qr: qrSvg(offer.uri) };
}

export async function confirmTotp(
  ctx: Ctx,
  { id, code }: { id: string; code: string },
  client: Client,
): Promise<Opened | null> {
  const person = personOf(ctx);
  const offer = await store.totpOffer(ctx, person, id);
  if (!offer) throw notFound();
  const step = totpStep(openSecret(ctx, offer.secret, person), code, ctx.at, 0);
  if (step === null) throw invalid({ path: "code", code: "accounts.code_wrong" });
  await store.confirmTotp(ctx, person, id, step);
  await emit(ctx, "accounts.totp_added", person, {});
  return settleEnrolment(ctx, client, "two_factor");
}

/** Makes a card to print; the former one serves until a code of the new one was typed. */
export async function offerCard(ctx: Ctx): Promise<CardOffer> {
  await requireStepUp(ctx);
  const { account } = await holder(ctx);
  const card = {
    id: newId(ctx.at),
    serial: randomCode(1),
    secret: sealSecret(ctx, newSecret(), account.person),
    size: CARD_SIZE,
  };
  await store.insertCard(ctx, account.person, card);
  await emit(ctx, "accounts.card_made", account.person, { serial: card.serial });
  return { id: card.id, serial: card.serial, position: confirmationPosition(card.id) };
}

/** Which code proves that the card was printed; the same for one card at each asking. */
const confirmationPosition = (id: string): number => (Number.parseInt(id.slice(-6), 16) % CARD_SIZE) + 1;

export async function confirmCard(
  ctx: Ctx,
  { id, code }: { id: string; code: string },
  client: Client,
): Promise<Opened | null> {
  const person = personOf(ctx);
  const card = await store.cardOffer(ctx, person, id);
  if (!card) throw notFound();
  const position = confirmationPosition(id);
  if (!isCardCode(openSecret(ctx, card.secret, person), position, code))
    throw invalid({ path: "code", code: "accounts.code_wrong" });
  await store.confirmCard(ctx, person, id);
  await store.spendCardPosition(ctx, id, position);
  await emit(ctx, "accounts.card_added", person, { serial: card.serial });
  return settleEnrolment(ctx, client, "two_factor");
}

/** Ten codes for the day when the rest is lost; shown once, and those made before stop working. */
export async function makeRecoveryCodes(ctx: Ctx): Promise<string[]> {
  await requireStepUp(ctx);
  const person = personOf(ctx);
  const codes = Array.from({ length: RECOVERY_CODES }, () => randomCode(RECOVERY_GROUPS));
  await store.replaceRecoveryCodes(
    ctx,
    person,
    codes.map((code) => ({ id: newId(ctx.at), hash: hashOfCode(code) })),
  );
  await emit(ctx, "accounts.recovery_codes_made", person, { count: codes.length });
  return codes;
}

/** Takes one proof away: a passkey, the app, or the card; never the last one of whoever must hold one. */
export async function removeFactor(ctx: Ctx, what: { passkey: string } | "totp" | "card"): Promise<void> {
  await requireStepUp(ctx);
  const person = personOf(ctx);
  if (what === "totp") await tellRemoved(ctx, person, await store.deleteTotp(ctx, person), "accounts.totp_removed", {});
  else if (what === "card")
    await tellRemoved(ctx, person, await store.retireCard(ctx, person), "accounts.card_removed", {});
  else {
    const gone = await store.deletePasskey(ctx, person, what.passkey);
    await tellRemoved(ctx, person, gone !== undefined, "accounts.passkey_removed", {
      passkey: what.passkey,
      name: gone?.name,
    });
  }
  const left = hasSecondFactor(await factorsHeld(ctx, person));
  if (!left && (await secondFactorRequired(ctx, person))) throw problem("accounts.last_factor", 409);
  const account = await accountOf(ctx, person);
  if (!left && !account?.password_hash) throw problem("accounts.last_proof", 409);
}

async function tellRemoved(
  ctx: Ctx,
  person: string,
  done: boolean,
  type: string,
  body: Record<string, unknown>,
): Promise<void> {
  if (!done) throw notFound();
  await emit(ctx, type, person, body);
}
