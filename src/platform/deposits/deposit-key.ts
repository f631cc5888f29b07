import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { replaceFile } from "#platform/storage/durable.ts";
import { type DepositKey, depositKeyFrom } from "./seal.ts";

const USE = "deposits";
const CONTEXT = "x25519 seed";

/** The two sealing functions of the institution's keys. */
type Sealing = {
  seal(use: string, plain: Uint8Array, context: string): Uint8Array;
  open(use: string, sealed: Uint8Array, context: string): Uint8Array;
};

/** For the inside: loads the key that opens deposits, or makes it once. The file is sealed under the root key. */
export async function openDepositKey(path: string, keys: Sealing): Promise<DepositKey> {
  const kept = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (kept) return depositKeyFrom(keys.open(USE, kept, CONTEXT));
  const seed = randomBytes(32);
  await replaceFile(path, keys.seal(USE, seed, CONTEXT));
  return depositKeyFrom(seed);
}
