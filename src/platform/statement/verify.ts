import { type Facts, factsDigest } from "./facts.ts";
import { type RevocationList, type SignedRevocations, verifyEd25519, verifyRevocations } from "./revocations.ts";
import { decodeStatement, keyIdOf, MalformedStatement, type Statement, statementId } from "./statement.ts";

/** Pure verification of a paper's statement: the same code in the page, the desk and `bin/diwan verify`. */
export type PaperKey = {
  /** Raw Ed25519 public key, 32 bytes. */
  publicKey: Uint8Array;
  /** UUID of the institution that may sign with it. */
  institution: string;
};

export type StatementCode = "valid" | "revoked" | "bad_signature" | "unknown_key" | "malformed" | "facts_differ";

/** What is known of revocation: `unreachable` and `stale` are not reassurance, and the reader is told so. */
export type RevocationState = "not_revoked" | "revoked" | "unreachable" | "untrusted";

export type StatementResult = {
  code: StatementCode;
  /** What the statement says; absent when it could not be read. Worth nothing under `bad_signature`. */
  statement?: Statement;
  /** For `bin/diwan` and the revocation list. */
  id?: string;
  revocation: RevocationState;
  /** Day of the revocation. */
  revokedOn?: string;
  /** Time of the list that was consulted, RFC 3339. */
  listIssuedAt?: string;
  /** Whether the facts typed from the paper are the ones vouched for; absent when none were given. */
  facts?: "same" | "different";
};

/**
 * Judges a statement. `revocations` is the signed list, or nothing when it could not be had. The most serious finding
 * is the code: malformed, unknown key, bad signature, revoked, differing facts, valid.
 */
export async function verifyStatement(
  text: string,
  keys: readonly PaperKey[],
  given: { facts?: { values: Facts; salt: string }; revocations?: unknown } = {},
): Promise<StatementResult> {
  let signed: ReturnType<typeof decodeStatement>;
  try {
    signed = decodeStatement(text);
  } catch (error) {
    if (!(error instanceof MalformedStatement)) throw error;
    return { code: "malformed", revocation: "unreachable" };
  }
  const { statement, signature, signedBytes } = signed;
  const key = await keyOf(statement, keys);
  if (!key) return { code: "unknown_key", statement, revocation: "unreachable" };
  if (!(await verifyEd25519(key.publicKey, signature, signedBytes))) {
    return { code: "bad_signature", statement, revocation: "unreachable" };
  }
  const id = await statementId(text);
  const revocation = await revocationOf(id, statement.institution, keys, given.revocations);
  const facts = given.facts && (await compare(statement, given.facts));
  const code = revocation.revocation === "revoked" ? "revoked" : facts === "different" ? "facts_differ" : "valid";
  return { code, statement, id, ...revocation, ...(facts && { facts }) };
}

async function keyOf(statement: Statement, keys: readonly PaperKey[]): Promise<PaperKey | undefined> {
  for (const key of keys) {
    if (key.institution === statement.institution && (await keyIdOf(key.publicKey)) === statement.keyId) return key;
  }
  return undefined;
}

async function compare(statement: Statement, facts: { values: Facts; salt: string }): Promise<"same" | "different"> {
  return (await factsDigest(facts.values, facts.salt)) === statement.digest ? "same" : "different";
}

type Found = Pick<StatementResult, "revocation" | "revokedOn" | "listIssuedAt">;

async function revocationOf(
  id: string,
  institution: string,
  keys: readonly PaperKey[],
  signed: unknown,
): Promise<Found> {
  if (signed === undefined || signed === null) return { revocation: "unreachable" };
  const mine = keys.filter((key) => key.institution === institution).map((key) => key.publicKey);
  if (!(await verifyRevocations(signed, mine))) return { revocation: "untrusted" };
  const list: RevocationList = (signed as SignedRevocations).list;
  if (list.institution !== institution) return { revocation: "untrusted" };
  const entry = list.revoked.find((revoked) => revoked.id === id);
  const listIssuedAt = list.issuedAt;
  return entry
    ? { revocation: "revoked", revokedOn: entry.on, listIssuedAt }
    : { revocation: "not_revoked", listIssuedAt };
}
