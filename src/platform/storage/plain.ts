import { createHash } from "node:crypto";
import { idOf, type ObjectStore } from "./objects.ts";
import { DIGEST } from "./storage.ts";

/**
 * Blobs as earlier versions wrote them: the content itself, as `<label>/<first two digits>/<address>`, without a row.
 * They stay readable; `encryptPlain` takes them over. Their address is no keyed digest, and stays what rows call them.
 */
export const PLAIN_PARTS = /^[0-9a-f]{2}$/;
export type PlainBlob = { name: string; label: string; address: string; size: number };

/** The address binds the label, so the same bytes under two labels are two files. */
export function plainAddress(label: string, sha256: Uint8Array): string {
  return createHash("sha256").update(`${label}\0`).update(sha256).digest("hex");
}

/** A name of such a blob, taken apart; null for any other. */
export function plainBlob({ name, size }: { name: string; size: number }): PlainBlob | null {
  const address = idOf(name);
  return DIGEST.test(address) ? { name, size, address, label: name.slice(0, name.indexOf("/")) } : null;
}

/** Labels are few (one for each classification): look under each. */
export async function findPlain(objects: ObjectStore, address: string): Promise<PlainBlob | null> {
  for (const label of await objects.children("")) {
    const name = `${label}/${address.slice(0, 2)}/${address}`;
    const size = await objects.size(name);
    if (size !== null) return { name, label, address, size };
  }
  return null;
}

/** Whether these bytes are what the address says. */
export const isPlainContent = ({ label, address }: PlainBlob, bytes: Uint8Array): boolean =>
  plainAddress(label, createHash("sha256").update(bytes).digest()) === address;

/** The same of the stored bytes, however many. */
export async function isWholePlain(objects: ObjectStore, { name, label, address, size }: PlainBlob): Promise<boolean> {
  const hash = createHash("sha256");
  for await (const chunk of objects.read(name, 0, size)) hash.update(chunk);
  return plainAddress(label, hash.digest()) === address;
}
