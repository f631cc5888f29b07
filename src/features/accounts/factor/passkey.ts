import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/server";
import type { Ctx } from "#platform/context.ts";
import { newId } from "#platform/ids.ts";
import { claimedChallenge, originsOf, rpIdOf, userHandleOf } from "./challenge.ts";
import {
  insertChallenge,
  insertPasskey,
  lockPasskey,
  markPasskeyUsed,
  type PasskeyRow,
  type Purpose,
  passkeysOf,
  spendChallenge,
} from "./store.ts";

/** Loaded when a passkey is first met: its 250 modules would be a quarter of every start. */
const webauthn = () => import("@simplewebauthn/server");

/** How long a person may take at his authenticator. */
const CEREMONY_MS = 5 * 60_000;

type Holder = { person: string; login: string; displayName: string; institution: string };

/** Asks a browser to make a passkey for this person; authenticators that already hold one decline. */
export async function registrationOptions(ctx: Ctx, holder: Holder): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { generateRegistrationOptions } = await webauthn();
  const options = await generateRegistrationOptions({
    rpID: rpIdOf(ctx.platform.config),
    rpName: holder.institution,
    userID: userHandleOf(holder.person),
    userName: holder.login,
    userDisplayName: holder.displayName,
    attestationType: "none",
    timeout: CEREMONY_MS,
    excludeCredentials: (await passkeysOf(ctx, holder.person)).map(descriptor),
    authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
  });
  await keepChallenge(ctx, options.challenge, "registration");
  return options;
}

/** Asks for a passkey: of this person, or of whoever sits there. */
export async function assertionOptions(
  ctx: Ctx,
  purpose: Exclude<Purpose, "registration">,
  person: string | null,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { generateAuthenticationOptions } = await webauthn();
  const options = await generateAuthenticationOptions({
    rpID: rpIdOf(ctx.platform.config),
    userVerification: "required",
    timeout: CEREMONY_MS,
    ...(person && { allowCredentials: (await passkeysOf(ctx, person)).map(descriptor) }),
  });
  await keepChallenge(ctx, options.challenge, purpose);
  return options;
}

const descriptor = (row: PasskeyRow) => ({ id: row.credential_id, transports: row.transports });

/** A sign-in by passkey belongs to no session yet; every other ceremony to the one it began in. */
const sessionFor = (ctx: Ctx, purpose: Purpose) => (purpose === "sign_in" ? null : (ctx.actor.sessionId ?? null));

const keepChallenge = (ctx: Ctx, challenge: string, purpose: Purpose) =>
  insertChallenge(ctx, challenge, purpose, sessionFor(ctx, purpose), new Date(ctx.at.getTime() + CEREMONY_MS));

async function spend(ctx: Ctx, clientDataJSON: string, purpose: Purpose): Promise<string | null> {
  const challenge = claimedChallenge(clientDataJSON);
  return challenge && (await spendChallenge(ctx, challenge, purpose, sessionFor(ctx, purpose))) ? challenge : null;
}

/**
 * Judges a passkey's answer (WebAuthn level 3, section 7.2) and notes its counter.
 * @returns the passkey, or null: the caller refuses, and the challenge is spent all the same
 */
export async function judgeAssertion(
  ctx: Ctx,
  answer: unknown,
  purpose: Exclude<Purpose, "registration">,
  origin: string | null,
): Promise<PasskeyRow | null> {
  const response = answer as AuthenticationResponseJSON;
  const expectedChallenge = await spend(ctx, response.response.clientDataJSON, purpose);
  const passkey = expectedChallenge ? await lockPasskey(ctx, response.id) : undefined;
  if (!expectedChallenge || !passkey) return null;
  const { userHandle } = response.response;
  if (userHandle && userHandle !== Buffer.from(userHandleOf(passkey.person)).toString("base64url")) return null;
  const { verifyAuthenticationResponse } = await webauthn();
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge,
      expectedOrigin: originsOf(ctx.platform.config, origin),
      expectedRPID: rpIdOf(ctx.platform.config),
      requireUserVerification: true,
      credential: {
        id: passkey.credential_id,
        publicKey: Uint8Array.from(passkey.public_key),
        counter: passkey.counter,
        transports: passkey.transports,
      },
    });
    if (!verified) return null;
    await markPasskeyUsed(ctx, passkey.id, authenticationInfo.newCounter);
    return passkey;
  } catch {
    // The library throws for every way in which an answer can be wrong; which one helps nobody but a forger.
    return null;
  }
}

/**
 * Judges a new passkey (section 7.1) and keeps it.
 * @returns null when the answer does not hold or the authenticator is already registered
 */
export async function judgeRegistration(
  ctx: Ctx,
  person: string,
  answer: unknown,
  name: string,
  origin: string | null,
): Promise<PasskeyRow["id"] | null> {
  const response = answer as RegistrationResponseJSON;
  const expectedChallenge = await spend(ctx, response.response.clientDataJSON, "registration");
  if (!expectedChallenge) return null;
  const { verifyRegistrationResponse } = await webauthn();
  const judged = await verifyRegistrationResponse({
    response,
    expectedChallenge,
    expectedOrigin: originsOf(ctx.platform.config, origin),
    expectedRPID: rpIdOf(ctx.platform.config),
    requireUserVerification: true,
  }).catch(() => null);
  if (!judged?.verified) return null;
  const { credential, credentialBackedUp } = judged.registrationInfo;
  const id = newId(ctx.at);
  const row = {
    id,
    person,
    credential_id: credential.id,
    public_key: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: credential.transports ?? [],
    name,
    synced: credentialBackedUp,
  };
  return (await insertPasskey(ctx, row)) ? id : null;
}
