import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";
import { ApiProblem } from "#web/http.ts";

/** Passkeys need a secure place: HTTPS, or the machine itself. */
export const passkeysWork = (): boolean => isSecureContext && typeof PublicKeyCredential === "function";

/** The person closed the browser's window, or it waited too long; nothing to complain about. */
export class CeremonyGivenUp extends Error {}

/** Makes a passkey on this device or a key plugged in. @throws CeremonyGivenUp */
export const makePasskey = (optionsJSON: PublicKeyCredentialCreationOptionsJSON) =>
  ceremony(async () => (await import("@simplewebauthn/browser")).startRegistration({ optionsJSON }));

/** Asks for a passkey. @throws CeremonyGivenUp */
export const showPasskey = (optionsJSON: PublicKeyCredentialRequestOptionsJSON) =>
  ceremony(async () => (await import("@simplewebauthn/browser")).startAuthentication({ optionsJSON }));

async function ceremony<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const name = (error as { name?: string }).name;
    if (name === "NotAllowedError" || name === "AbortError") throw new CeremonyGivenUp();
    const code = name === "InvalidStateError" ? "accounts.passkey_known" : "accounts.passkey_unavailable";
    throw new ApiProblem({ code, status: 0 });
  }
}
