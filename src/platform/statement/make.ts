import { type Facts, factsDigest, newSalt } from "./facts.ts";
import { type Revocation, type RevocationList, revocationBytes, type SignedRevocations } from "./revocations.ts";
import { encodeStatement, joinBytes, keyIdOf, type Statement, signedBytes, toBase64Url } from "./statement.ts";

/** A key of the institution, as `keys.signer("papers")` gives it: Ed25519, raw 32-byte public key. */
export type PaperSigner = {
  publicKey: Uint8Array;
  sign(bytes: Uint8Array): Uint8Array | Promise<Uint8Array>;
};

export type StatedPaper = Omit<Statement, "keyId" | "digest"> & {
  /** What is printed on the paper and vouched for; the fields of its kind, see `PaperKind` in the desk. */
  facts: Facts;
};

/**
 * Makes the statement of a paper. The salt is the control code to print on the paper and to keep with it: it is not in
 * the statement, so the QR code alone gives nothing to guess from.
 * @throws RangeError when the kind or the number is longer than the layout allows
 */
export async function makeStatement(
  paper: StatedPaper,
  signer: PaperSigner,
  salt: string = newSalt(),
): Promise<{ statement: string; salt: string }> {
  const { facts, institution, kind, number, date } = paper;
  const keyId = await keyIdOf(signer.publicKey);
  const body = encodeStatement({ keyId, institution, kind, number, date, digest: await factsDigest(facts, salt) });
  const signature = await signer.sign(signedBytes(body));
  return { statement: toBase64Url(joinBytes(body, signature)), salt };
}

/** Signs the list of revoked papers as of an instant. */
export async function signRevocations(
  institution: string,
  revoked: readonly Revocation[],
  issuedAt: Date,
  signer: PaperSigner,
): Promise<SignedRevocations> {
  const sorted = [...revoked].sort((a, b) => (a.id < b.id ? -1 : 1));
  const list: RevocationList = { version: 1, institution, issuedAt: issuedAt.toISOString(), revoked: sorted };
  const signature = await signer.sign(revocationBytes(list));
  return { list, keyId: await keyIdOf(signer.publicKey), signature: toBase64Url(signature) };
}
