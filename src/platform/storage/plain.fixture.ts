import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { plainAddress } from "./plain.ts";

/** Leaves a blob in a data folder as earlier versions did; answers its address. */
export function leavePlain(dataDir: string, content: string, label: string): { address: string; path: string } {
  const address = plainAddress(label, createHash("sha256").update(content).digest());
  const path = join(dataDir, "blobs", label, address.slice(0, 2), address);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content, { mode: 0o600 });
  return { address, path };
}
