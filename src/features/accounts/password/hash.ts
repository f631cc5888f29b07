import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

/** Argon2id (RFC 9106) with the cost OWASP advises: 19 MiB, two passes, one lane. Kept in each hash, so it may rise. */
type Cost = { memory: number; passes: number; parallelism: number };
const COST: Cost = { memory: 19_456, passes: 2, parallelism: 1 };
const SALT_BYTES = 16;
const TAG_BYTES = 32;
/** Hashing at a time: a flood of sign-ins may not take every thread from the rest of the product. */
const LANES = 2;

const derive = promisify(argon2);
let busy = 0;
const waiting: (() => void)[] = [];

/** Hashes a password for keeping, in PHC form `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. About 60 ms. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const tag = await tagOf(password, salt, COST);
  const { memory, passes, parallelism } = COST;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(tag)}`;
}

/** Compares in constant time. Without a hash (no such account, no password) it works as long and says no. */
export async function verifyPassword(hash: string | null | undefined, password: string): Promise<boolean> {
  const kept = hash ? parse(hash) : null;
  const { salt, tag, cost } = kept ?? { salt: Buffer.alloc(SALT_BYTES), tag: Buffer.alloc(TAG_BYTES), cost: COST };
  const found = await tagOf(password, salt, cost);
  return found.length === tag.length && timingSafeEqual(found, tag) && kept !== null;
}

function parse(phc: string): { salt: Buffer; tag: Buffer; cost: Cost } {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(phc);
  if (!parts) throw new RangeError("not an argon2id hash");
  const [memory, passes, parallelism] = parts.slice(1, 4).map(Number) as [number, number, number];
  return {
    salt: Buffer.from(parts[4]!, "base64"),
    tag: Buffer.from(parts[5]!, "base64"),
    cost: { memory, passes, parallelism },
  };
}

/** The same password typed on another keyboard is the same: RFC 8265 OpaqueString (spaces, NFC). */
const prepared = (password: string) => password.replace(/\p{Zs}/gu, " ").normalize("NFC");

async function tagOf(password: string, salt: Buffer, cost: Cost): Promise<Buffer> {
  if (busy >= LANES) await new Promise<void>((resolve) => waiting.push(resolve));
  else busy++;
  try {
    return await derive("argon2id", { message: prepared(password), nonce: salt, tagLength: TAG_BYTES, ...cost });
  } finally {
    const next = waiting.shift();
    if (next) next();
    else busy--;
  }
}

const base64 = (bytes: Buffer) => bytes.toString("base64").replace(/=+$/, "");
