import { accessSync, constants, existsSync, mkdirSync, readdirSync } from "node:fs";
import { cp, rm, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Options } from "./options.ts";
import { EXIT, Refusal } from "./refusal.ts";

/** Makes the folder of an export. @throws Refusal audit.export_folder_not_empty before anything is asked for */
export function outputMustBeNew(dir: string): void {
  if (existsSync(dir) && readdirSync(dir).length > 0)
    throw new Refusal("audit.export_folder_not_empty", { folder: dir }, EXIT.data);
  if (!existsSync(dir)) mkdirSync(dir);
}

/** Brings an export from the data folder to where the operator wants it: his rights write there, not Diwan's. */
export async function takeExport({ words }: Options, body: Record<string, unknown>) {
  const [from, to] = [String(body.path), resolve(words[2] ?? "")];
  try {
    await cp(from, to, { recursive: true });
  } finally {
    await rm(from, { recursive: true });
  }
  return { ...body, path: to };
}

/** A code that cannot be written down would be lost: the place is tried before one is made. */
export function outputMustBeWritable(file: string): void {
  accessSync(dirname(file), constants.W_OK);
}

/** A sheet holds a code: only its owner may read it. */
export async function writeSheet(file: string, base64: string): Promise<string> {
  await writeFile(file, Buffer.from(base64, "base64"), { mode: 0o600, flush: true });
  return file;
}
