import type { Facts } from "#platform/statement/facts.ts";
import { verifyRevocations } from "#platform/statement/revocations.ts";
import { type PaperKey, type StatementResult, verifyStatement } from "#platform/statement/verify.ts";

/** Days after which a list of revocations no longer reassures. */
const LIST_FRESH_DAYS = 7;

export type Checked = StatementResult & { listOld: boolean; byServer: boolean };

type Given = { values: Facts; salt: string };

/** Whether this browser can verify Ed25519 by itself: a secure context, and a version of 2025 or later. */
export async function canVerify(): Promise<boolean> {
  try {
    await crypto.subtle.importKey("raw", new Uint8Array(32), "Ed25519", false, ["verify"]);
    return true;
  } catch {
    return false;
  }
}

/**
 * Verifies on this device. The list of revocations is the newer of the one fetched beside the page and the one inside the
 * page, so that a saved copy or a folder on a key still knows what was revoked when it was made.
 */
export async function checkHere(
  statement: string,
  keys: readonly PaperKey[],
  inside: unknown,
  facts: Given | undefined,
  now: Date,
): Promise<Checked> {
  const fetched = await fetchRevocations();
  const revocations = await newestTrusted([fetched, inside], keys);
  const result = await verifyStatement(statement, keys, { revocations, ...(facts && { facts }) });
  return { ...result, listOld: isOld(result.listIssuedAt, now), byServer: false };
}

/** Lets the desk verify, for browsers that cannot. Only on the person's own click. @throws when there is no answer */
export async function checkByServer(statement: string, facts: Given | undefined, now: Date): Promise<Checked> {
  const response = await fetch("check", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ statement, facts }),
    credentials: "omit",
  });
  if (!response.ok) throw new Error(String(response.status));
  const result = (await response.json()) as StatementResult;
  return { ...result, listOld: isOld(result.listIssuedAt, now), byServer: true };
}

async function fetchRevocations(): Promise<unknown> {
  if (!location.protocol.startsWith("http")) return null;
  try {
    const response = await fetch("revocations.json", { cache: "no-store", credentials: "omit" });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

/** The newest list that is properly signed; failing that, one that is not (the reader is told), or null. */
async function newestTrusted(lists: unknown[], keys: readonly PaperKey[]): Promise<unknown> {
  const publicKeys = keys.map((key) => key.publicKey);
  let best: { issuedAt: string; signed: unknown } | null = null;
  for (const signed of lists) {
    if (!(await verifyRevocations(signed, publicKeys))) continue;
    const { issuedAt } = (signed as { list: { issuedAt: string } }).list;
    if (!best || Date.parse(issuedAt) > Date.parse(best.issuedAt)) best = { issuedAt, signed };
  }
  return best ? best.signed : (lists.find((list) => list !== null && list !== undefined) ?? null);
}

function isOld(issuedAt: string | undefined, now: Date): boolean {
  return issuedAt !== undefined && now.getTime() - Date.parse(issuedAt) > LIST_FRESH_DAYS * 86_400_000;
}
