import { fromBase64Url, joinBytes, keyIdOf } from "./statement.ts";

/**
 * The list of papers the institution has taken back, signed with its time so that a mirror can neither hide an entry nor
 * show an old list as a new one. Pure; also runs in the verification page.
 */
export type RevocationList = {
  version: 1;
  institution: string;
  /** RFC 3339, UTC. */
  issuedAt: string;
  /** Sorted by id. */
  revoked: Revocation[];
};

export type Revocation = {
  /** `statementId` of the paper. */
  id: string;
  /** Day of the revocation, `YYYY-MM-DD`. */
  on: string;
};

export type SignedRevocations = { list: RevocationList; keyId: string /** base64url */; signature: string };

const SIGNED_AS = "diwan.revocations.v1\0";

/** The bytes the signature covers: one line per field and per entry, independent of any JSON spelling. */
export function revocationBytes(list: RevocationList): Uint8Array<ArrayBuffer> {
  const lines = [String(list.version), list.institution, list.issuedAt, ...list.revoked.map((r) => `${r.id} ${r.on}`)];
  return joinBytes(new TextEncoder().encode(SIGNED_AS), new TextEncoder().encode(lines.join("\n")));
}

/** True when the list is of the expected shape and signed by one of the keys. */
export async function verifyRevocations(signed: unknown, publicKeys: readonly Uint8Array[]): Promise<boolean> {
  if (!isSignedRevocations(signed)) return false;
  for (const key of publicKeys) {
    if ((await keyIdOf(key)) !== signed.keyId) continue;
    return verifyEd25519(key, fromBase64Url(signed.signature), revocationBytes(signed.list));
  }
  return false;
}

/** Ed25519 (RFC 8032) by the platform: Node, Chrome 137, Firefox 129, Safari 17 and later. @throws where it is absent */
export async function verifyEd25519(
  publicKey: Uint8Array,
  signature: Uint8Array<ArrayBuffer>,
  message: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const key = await crypto.subtle.importKey("raw", new Uint8Array(publicKey), "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", key, signature, message);
}

function isSignedRevocations(value: unknown): value is SignedRevocations {
  const { list, keyId, signature } = (value ?? {}) as Partial<SignedRevocations>;
  if (typeof keyId !== "string" || typeof signature !== "string" || !/^[A-Za-z0-9_-]{86}$/.test(signature))
    return false;
  if (list?.version !== 1 || typeof list.institution !== "string" || !Array.isArray(list.revoked)) return false;
  if (!(Date.parse(list.issuedAt) > 0)) return false;
  return list.revoked.every((r) => /^[0-9a-f]{32}$/.test(r?.id) && /^\d{4}-\d\d-\d\d$/.test(r?.on));
}
