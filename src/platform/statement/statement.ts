/**
 * The signed statement behind the QR code of a paper: who issued it, what kind, which number, which day, and a salted
 * digest of the facts printed on it. It says that the institution issued such a paper; it tells nothing of what the
 * paper says to someone who does not hold it. This module is pure and also runs in the verification page.
 *
 * Layout, version 1 (integers big-endian):
 *   0      version = 1
 *   1..8   key id: first 8 bytes of SHA-256 of the raw Ed25519 public key
 *   9..24  institution id, UUID
 *   25..26 date of the paper, days since 1970-01-01
 *   27..58 digest of the facts (facts.ts), SHA-256
 *   59     length of the kind, then the kind in ASCII (at most 32 bytes)
 *   ..     length of the number, then the number in UTF-8 (at most 48 bytes)
 *   last   64 bytes: Ed25519 signature (RFC 8032) of SIGNED_AS followed by all the bytes before it
 */
export type Statement = {
  /** 16 hex digits. */
  keyId: string;
  /** UUID of the institution. */
  institution: string;
  /** Code of the kind, such as `leave.decision`; its names are published beside the keys. */
  kind: string;
  /** The reference as printed, such as `0042/DB/DAG/2026`. */
  number: string;
  /** Gregorian day, `YYYY-MM-DD`. */
  date: string;
  /** 64 hex digits. */
  digest: string;
};

export type SignedStatement = {
  statement: Statement;
  signedBytes: Uint8Array<ArrayBuffer>;
  signature: Uint8Array<ArrayBuffer>;
};

const VERSION = 1;
const SIGNATURE_BYTES = 64;
const FIXED_BYTES = 59;
const KIND_BYTES = 32;
const NUMBER_BYTES = 48;
const DAY_MS = 86_400_000;
/** Keeps a signature made for a statement from passing for anything else signed by the same key. */
const SIGNED_AS = "diwan.statement.v1\0";

export class MalformedStatement extends Error {}

/** The bytes before the signature. @throws RangeError for a field that does not fit the layout */
export function encodeStatement(statement: Statement): Uint8Array<ArrayBuffer> {
  const kind = field("kind", statement.kind, KIND_BYTES);
  const number = field("number", statement.number, NUMBER_BYTES);
  const body = new Uint8Array(FIXED_BYTES + 1 + kind.length + 1 + number.length);
  body[0] = VERSION;
  body.set(hexToBytes(statement.keyId, 8), 1);
  body.set(hexToBytes(statement.institution.replaceAll("-", ""), 16), 9);
  new DataView(body.buffer).setUint16(25, dayNumber(statement.date));
  body.set(hexToBytes(statement.digest, 32), 27);
  body[FIXED_BYTES] = kind.length;
  body.set(kind, FIXED_BYTES + 1);
  body[FIXED_BYTES + 1 + kind.length] = number.length;
  body.set(number, FIXED_BYTES + 2 + kind.length);
  return body;
}

/** What the signature covers. */
export function signedBytes(body: Uint8Array): Uint8Array<ArrayBuffer> {
  return joinBytes(new TextEncoder().encode(SIGNED_AS), body);
}

/** Reads the text of a statement (base64url, 170 to 274 characters). @throws MalformedStatement */
export function decodeStatement(text: string): SignedStatement {
  const bytes = fromBase64Url(text);
  const body = bytes.slice(0, -SIGNATURE_BYTES);
  if (bytes[0] !== VERSION) throw new MalformedStatement("version");
  if (body.length < FIXED_BYTES + 2) throw new MalformedStatement("too short");
  const kind = take(body, FIXED_BYTES, KIND_BYTES);
  const number = take(body, kind.end, NUMBER_BYTES);
  if (number.end !== body.length) throw new MalformedStatement("length");
  const hex = bytesToHex(body);
  const statement = {
    keyId: hex.slice(2, 18),
    institution: hex.slice(18, 50).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
    kind: kind.text,
    number: number.text,
    date: new Date(new DataView(body.buffer).getUint16(25) * DAY_MS).toISOString().slice(0, 10),
    digest: hex.slice(54, 118),
  };
  return { statement, signedBytes: signedBytes(body), signature: bytes.slice(-SIGNATURE_BYTES) };
}

/** The name under which a paper is revoked: 32 hex digits of SHA-256 of the statement, which says nothing by itself. */
export async function statementId(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", fromBase64Url(text));
  return bytesToHex(new Uint8Array(digest)).slice(0, 32);
}

/** The id by which a statement names the key that signed it: 16 hex digits. */
export async function keyIdOf(publicKey: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new Uint8Array(publicKey));
  return bytesToHex(new Uint8Array(digest)).slice(0, 16);
}

export function joinBytes(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

export function toBase64Url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** @throws MalformedStatement for anything that is not the one base64url spelling of some bytes */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[A-Za-z0-9_-]+$/.test(text) || text.length % 4 === 1) throw new MalformedStatement("base64url");
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  if (toBase64Url(bytes) !== text) throw new MalformedStatement("base64url");
  return bytes;
}

export function bytesToHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function hexToBytes(hex: string, length: number): Uint8Array {
  if (!new RegExp(`^[0-9a-f]{${length * 2}}$`).test(hex)) throw new RangeError(`not ${length} bytes in hex: ${hex}`);
  return Uint8Array.from(hex.match(/../g)!, (pair) => Number.parseInt(pair, 16));
}

function field(name: string, text: string, most: number): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length === 0 || bytes.length > most) throw new RangeError(`${name} must be 1 to ${most} bytes: ${text}`);
  return bytes;
}

function take(body: Uint8Array, at: number, most: number): { text: string; end: number } {
  const length = body[at] ?? 0;
  const end = at + 1 + length;
  if (length === 0 || length > most || end > body.length) throw new MalformedStatement("field");
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(body.subarray(at + 1, end)), end };
  } catch {
    throw new MalformedStatement("utf-8");
  }
}

function dayNumber(date: string): number {
  const day = Date.parse(`${date}T00:00:00Z`) / DAY_MS;
  const valid = Number.isInteger(day) && day >= 0 && day <= 0xffff;
  if (!valid || new Date(day * DAY_MS).toISOString().slice(0, 10) !== date) throw new RangeError(`not a day: ${date}`);
  return day;
}
