import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { lstat, open, readdir, rename, unlink } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { syncFolder, writeDurably } from "#platform/storage/durable.ts";
import { type DepositKey, DepositRefused, openDeposit, sealDeposit } from "./seal.ts";

/** What an outsider leaves at the desk. */
export const DepositBody = z.object({
  purpose: z.enum(["doubtful_paper"]),
  text: z.string().trim().min(1).max(4000),
  contact: z.string().trim().max(200).optional(),
  language: z.enum(["ar", "fr", "zgh", "en"]),
  /** The statement of the paper concerned, as scanned. */
  statement: z.string().max(600).optional(),
});
export type DepositBody = z.infer<typeof DepositBody>;

export type Deposit = {
  /** Unique; the same deposit is offered again if the inside stopped before it had kept it. */
  id: string;
  /** Number the person was given. */
  receipt: string;
  /** By the clock of the desk. */
  receivedAt: Date;
  body: DepositBody;
};

/** Sealed deposits, below the desk's folder: written by the desk, emptied by the inside, which may be another user. */
export const spoolOf = (deskDir: string): string => join(deskDir, "deposits");

export class SpoolFull extends Error {}

/** A flood must not fill the disk: beyond this many waiting deposits the desk refuses. */
export const SPOOL_LIMIT = 2000;
const SEALED = /^[0-9a-f]{32}\.sealed$/;
const RECEIPT_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * Seals a deposit and keeps it durably, then answers with the number to give the person. Nothing readable touches the
 * disk. @throws SpoolFull
 */
export async function keepDeposit(
  deskDir: string,
  body: DepositBody,
  publicKey: Uint8Array,
  at: Date,
): Promise<string> {
  const spool = spoolOf(deskDir);
  if ((await sealedNames(spool)).length >= SPOOL_LIMIT) throw new SpoolFull();
  const receipt = newReceipt();
  const sealed = sealDeposit(Buffer.from(JSON.stringify({ receipt, receivedAt: at.toISOString(), body })), publicKey);
  await writeDurably(spool, async (file) => {
    await file.writeFile(sealed);
    await file.chmod(0o640);
    return { path: join(spool, `${randomBytes(16).toString("hex")}.sealed`), value: undefined };
  });
  return receipt;
}

/**
 * For the inside: opens each waiting deposit, lets `accept` keep it, then removes it. A deposit that does not open is set
 * aside as `.refused`. `accept` may see one twice after a crash: it must be idempotent by id.
 */
export async function fetchDeposits(
  deskDir: string,
  key: DepositKey,
  accept: (deposit: Deposit) => Promise<void>,
): Promise<{ accepted: number; refused: number }> {
  const spool = spoolOf(deskDir);
  const counts = { accepted: 0, refused: 0 };
  for (const name of await oldestFirst(spool)) {
    const path = join(spool, name);
    const deposit = read(name, await bytesOf(path), key);
    if (deposit) {
      await accept(deposit);
      await unlink(path);
      counts.accepted++;
    } else {
      await rename(path, path.replace(/\.sealed$/, ".refused"));
      counts.refused++;
    }
    await syncFolder(spool);
  }
  return counts;
}

/** Far above what the desk takes in. */
const LARGEST_BYTES = 256 * 1024;

/** Whoever holds the desk may put anything there: a link, a pipe that never ends, a file that fills the memory. */
async function bytesOf(path: string): Promise<Uint8Array> {
  const nothing = new Uint8Array();
  const found = await lstat(path);
  if (!found.isFile() || found.size > LARGEST_BYTES) return nothing;
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(LARGEST_BYTES));
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function read(name: string, sealed: Uint8Array, key: DepositKey): Deposit | null {
  try {
    const { receipt, receivedAt, body } = JSON.parse(openDeposit(sealed, key).toString("utf8"));
    return {
      id: name.slice(0, 32),
      receipt: String(receipt),
      receivedAt: new Date(receivedAt),
      body: DepositBody.parse(body),
    };
  } catch (error) {
    if (error instanceof DepositRefused || error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}

async function sealedNames(spool: string): Promise<string[]> {
  const names = await readdir(spool).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return names.filter((name) => SEALED.test(name));
}

async function oldestFirst(spool: string): Promise<string[]> {
  const names = await sealedNames(spool);
  const timed = await Promise.all(names.map(async (name) => ({ name, at: (await lstat(join(spool, name))).mtimeMs })));
  return timed.sort((a, b) => a.at - b.at).map(({ name }) => name);
}

/** Eight digits without the ones people confuse: `7KQ2-9XTD`. */
function newReceipt(): string {
  const digits = Array.from(randomBytes(8), (byte) => RECEIPT_DIGITS[byte % 32]).join("");
  return `${digits.slice(0, 4)}-${digits.slice(4)}`;
}
