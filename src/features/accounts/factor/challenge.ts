import type { Config } from "#platform/config.ts";

/** The name to which passkeys are bound, fixed at set-up. */
export const rpIdOf = (config: Config): string => config.host ?? "localhost";

/**
 * The addresses from which a passkey may be used: the institution's own. Without a name of its own the machine answers
 * on its loopback only, where any port of `localhost` is the same machine.
 */
export function originsOf(config: Config, origin: string | null): string[] {
  const local = !config.host && origin !== null && URL.canParse(origin) && new URL(origin).hostname === "localhost";
  return local ? [config.url, origin] : [config.url];
}

/** The challenge that an answer claims to be for; null when the answer is not one. */
export function claimedChallenge(clientDataJSON: string): string | null {
  try {
    const data = JSON.parse(Buffer.from(clientDataJSON, "base64url").toString("utf8")) as { challenge?: unknown };
    return typeof data.challenge === "string" ? data.challenge : null;
  } catch {
    return null;
  }
}

/** The user handle kept in an authenticator: the person's id as 16 bytes, which says nothing about him. */
export const userHandleOf = (person: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(Buffer.from(person.replaceAll("-", ""), "hex"));
