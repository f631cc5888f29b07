import { createHash, randomBytes, randomInt } from "node:crypto";
import { HOTP, Secret, TOTP } from "otpauth";
import { normaliseDigits } from "#platform/i18n/digits.ts";

/** Crockford's base 32: no letter that is taken for a digit. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const PERIOD_S = 30;
export const CARD_SIZE = 32;

/** A code to type from paper: `groups` of four characters, five random bits each. */
export function randomCode(groups: number): string {
  const characters = Array.from(randomBytes(groups * 4), (byte) => ALPHABET[byte & 31]);
  return Array.from({ length: groups }, (_, at) => characters.slice(at * 4, at * 4 + 4).join("")).join("-");
}

/** As it may be typed: any case, with or without dashes, Arabic-Indic digits, O for 0, I and L for 1 (Crockford). */
export function normaliseCode(typed: string): string {
  const plain = normaliseDigits(typed.normalize("NFKC")).toUpperCase();
  return plain
    .replace(/[^0-9A-Z]/g, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
}

/** SHA-256 of a long random code. */
export const hashOfCode = (typed: string): Buffer => createHash("sha256").update(normaliseCode(typed)).digest();

/** The digits of a six-digit code as typed; spaces and dashes go. */
export const digitsOf = (typed: string): string => normaliseDigits(typed.normalize("NFKC")).replace(/[\s\-‑–]/g, "");

/** 160 random bits (RFC 4226 R6). */
export const newSecret = (): Buffer => randomBytes(20);

const secretOf = (bytes: Buffer) => new Secret({ buffer: Uint8Array.from(bytes).buffer });

/** What an authenticator app reads: `otpauth://totp/…`, and the secret to type by hand. */
export function totpUri(secret: Buffer, issuer: string, login: string): { uri: string; secret: string } {
  const totp = new TOTP({ issuer, label: login, secret: secretOf(secret), period: PERIOD_S });
  return { uri: totp.toString(), secret: totp.secret.base32 };
}

/**
 * The time step of a right code (RFC 6238, one step of clock drift either way), or null. The caller keeps the step:
 * a code works once.
 */
export function totpStep(secret: Buffer, typed: string, at: Date, lastStep: number): number | null {
  const totp = new TOTP({ secret: secretOf(secret), period: PERIOD_S });
  const delta = totp.validate({ token: digitsOf(typed), timestamp: at.getTime(), window: 1 });
  if (delta === null) return null;
  const step = Math.floor(at.getTime() / 1000 / PERIOD_S) + delta;
  return step > lastStep ? step : null;
}

/** The code printed at a position (from 1) of a card. */
export const cardCode = (secret: Buffer, position: number): string =>
  new HOTP({ secret: secretOf(secret) }).generate({ counter: position });

export const isCardCode = (secret: Buffer, position: number, typed: string): boolean =>
  new HOTP({ secret: secretOf(secret) }).validate({ token: digitsOf(typed), counter: position, window: 0 }) !== null;

/** A position that has not served; null when the card is used up. */
export function freePosition(size: number, used: readonly number[]): number | null {
  const free = Array.from({ length: size }, (_, at) => at + 1).filter((position) => !used.includes(position));
  return free.length > 0 ? free[randomInt(free.length)]! : null;
}
