/**
 * The facts printed on a paper that its statement vouches for: the name of the person, the dates, a number of days. They
 * are compared after normalisation, so that someone who types them from the paper need not guess a hamza or a space.
 * Pure; also runs in the verification page.
 */
export type Facts = Record<string, string | number | boolean>;

/** Crockford's base 32: no I, L, O, U, which people read as 1, 0 or V. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** 80 bits: nobody who holds only the QR code can find the facts by trying names and dates. */
const SALT_BYTES = 10;

/** SHA-256, hex, of the salt and the canonical facts. The salt is the control code printed on the paper. */
export async function factsDigest(facts: Facts, salt: string): Promise<string> {
  const text = `diwan.facts.v1\0${normalSalt(salt)}\0${canonicalFacts(facts)}`;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** JSON with sorted keys, every value as normalised text: `3`, `"3"` and `"٣"` are the same fact. */
export function canonicalFacts(facts: Facts): string {
  const pairs = Object.keys(facts)
    .sort()
    .map((key) => [key, normalText(String(facts[key]))]);
  return JSON.stringify(pairs);
}

/**
 * Arabic as people type it: without harakat and tatweel, one alef, one ya, ه for ة, Western digits; Latin
 * without accents or case; one space between words, one kind of dash and apostrophe, no direction marks.
 */
export function normalText(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}|\p{Cf}|\u0640/gu, "")
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replace(/\u0671/g, "\u0627")
    .replace(/\u0649/g, "\u064a")
    .replace(/\u0629/g, "\u0647")
    .replace(/[’‘`´]/g, "'")
    .replace(/[‐‑‒–—]/g, "-")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .trim();
}

/** A fresh control code, printed as four groups of four: `7KQ2-9XTD-0MWR-ZP41`. */
export function newSalt(random: Uint8Array = crypto.getRandomValues(new Uint8Array(SALT_BYTES))): string {
  let bits = 0n;
  for (const byte of random) bits = (bits << 8n) | BigInt(byte);
  const digits = Array.from({ length: 16 }, (_, i) => ALPHABET[Number((bits >> BigInt(75 - 5 * i)) & 31n)]);
  return digits.join("").replace(/(.{4})(?=.)/g, "$1-");
}

/** The control code as typed by a person: any case, spaces or dashes, O for 0, I or L for 1. */
export function normalSalt(typed: string): string {
  return typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
}
