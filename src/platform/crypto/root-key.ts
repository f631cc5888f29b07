import { randomBytes, randomUUID } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";

/** The one secret from which every other key of the institution is derived. Outside the backup set. */
export interface RootKey {
  /** Names this institution's installation in signatures and in the audit log. */
  instance: string;
  /** 32 random bytes. */
  secret: Buffer;
}

/** Why the key file cannot be used; `code` is the key of its sentence (messages/), told to the operator at the start. */
export class KeyFileError extends Error {
  readonly code: string;
  readonly params: { file: string };
  constructor(code: string, file: string, cause?: unknown) {
    super(`${code}: ${file}`, { cause });
    this.code = code;
    this.params = { file };
  }
}

/** Reads the root key file, or creates it (mode 0600) when there is none. Processes that race agree on one. */
export function openRootKey(file: string): RootKey {
  return readRootKey(file) ?? createRootKey(file);
}

function createRootKey(file: string): RootKey {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const content = { format: 1, instance: randomUUID(), secret: randomBytes(32).toString("base64") };
  const draft = join(dirname(file), `.root-${randomUUID()}`);
  try {
    writeDurably(draft, `${JSON.stringify(content)}\n`);
    linkSync(draft, file);
    syncFolder(dirname(file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  const created = readRootKey(file);
  if (created === null) throw new KeyFileError("crypto.key_file_unreadable", file);
  return created;
}

function readRootKey(file: string): RootKey | null {
  let text: string;
  try {
    if ((statSync(file).mode & 0o077) !== 0) throw new KeyFileError("crypto.key_file_open_to_others", file);
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof KeyFileError) throw error;
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw new KeyFileError("crypto.key_file_unreadable", file, error);
  }
  return parseRootKey(text, file);
}

function parseRootKey(text: string, file: string): RootKey {
  let content: { format?: unknown; instance?: unknown; secret?: unknown };
  try {
    content = JSON.parse(text) as typeof content;
  } catch (error) {
    throw new KeyFileError("crypto.key_file_invalid", file, error);
  }
  const secret = typeof content.secret === "string" ? Buffer.from(content.secret, "base64") : Buffer.alloc(0);
  if (content.format !== 1 || typeof content.instance !== "string" || secret.length !== 32) {
    throw new KeyFileError("crypto.key_file_invalid", file);
  }
  return { instance: content.instance, secret };
}

function writeDurably(file: string, text: string): void {
  const handle = openSync(file, "wx", 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
