import type { Facts } from "./facts.ts";
import { findStatement } from "./find.ts";
import { type PaperKey, type StatementResult, verifyStatement } from "./verify.ts";

/** What the checker relies on: the institution's keys and, when it could be had, its signed revocation list. */
export type Trust = { keys: readonly PaperKey[]; revocations?: unknown };

export type PaperResult = StatementResult | { code: "no_statement"; revocation: "unreachable" };

/**
 * For `bin/diwan verify FILE|STATEMENT`, offline: a PDF issued by Diwan, the address behind a QR code, or the statement
 * alone. It judges the statement the file carries, not the file: whoever copies a good code onto another page is
 * caught only by comparing the facts, which `facts` does when given.
 */
export async function verifyPaper(
  input: Uint8Array | string,
  trust: Trust,
  facts?: { values: Facts; salt: string },
): Promise<PaperResult> {
  const statement = findStatement(input);
  if (!statement) return { code: "no_statement", revocation: "unreachable" };
  return verifyStatement(statement, trust.keys, { revocations: trust.revocations, ...(facts && { facts }) });
}
