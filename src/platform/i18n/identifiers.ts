import { normaliseDigits } from "./digits.ts";

/**
 * The identifiers of Moroccan administration. Reading gives the form to store and the form to show, or the code of a
 * problem, which is also the key of its sentence. Any digits, spaces, dots and dashes are accepted.
 */
export type Reading =
  | { ok: true; value: string; display: string /** The value is kept, but looks wrong. */; warning?: IdentifierProblem }
  | { ok: false; code: IdentifierProblem };

export type IdentifierProblem =
  | "i18n.rib_length"
  | "i18n.rib_key"
  | "i18n.iban_form"
  | "i18n.iban_key"
  | "i18n.ice_length"
  | "i18n.ice_key"
  | "i18n.cin_form"
  | "i18n.ppr_form"
  | "i18n.phone_form";

const refused = (code: IdentifierProblem): Reading => ({ ok: false, code });

/** Western digits, upper case, without the separators and invisible marks that copying brings. */
function bare(text: string): string {
  return normaliseDigits(text.normalize("NFKC"))
    .replace(/[\s.\-_/\u2010-\u2015\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .toUpperCase();
}

/**
 * RIB, bank account: 24 digits = bank 3, city 3, account 16, key 2. The whole number is divisible by 97; the key is
 * 97 - (first 22 digits * 100 mod 97). Bank codes are not checked: no authoritative list is public.
 */
export function parseRib(text: string): Reading {
  const value = bare(text);
  if (!/^\d{24}$/.test(value)) return refused("i18n.rib_length");
  if (BigInt(value) % 97n !== 0n) return refused("i18n.rib_key");
  return { ok: true, value, display: value.replace(/^(\d{3})(\d{3})(\d{16})(\d{2})$/, "$1 $2 $3 $4") };
}

/** The two digits that complete the first 22 of a RIB. Throws RangeError when they are not 22 digits. */
export function ribKey(first22: string): string {
  const value = bare(first22);
  if (!/^\d{22}$/.test(value)) throw new RangeError("Not the 22 digits of a RIB");
  return String(97n - ((BigInt(value) * 100n) % 97n)).padStart(2, "0");
}

/** IBAN of Morocco (ISO 13616): MA, two check digits, the RIB; 28 characters, mod 97 = 1 and a valid RIB inside. */
export function parseIban(text: string): Reading {
  const value = bare(text).replace(/^IBAN:?/, "");
  if (!/^MA\d{26}$/.test(value)) return refused("i18n.iban_form");
  const rib = value.slice(4);
  if (BigInt(value.slice(4) + MA_AS_DIGITS + value.slice(2, 4)) % 97n !== 1n) return refused("i18n.iban_key");
  if (BigInt(rib) % 97n !== 0n) return refused("i18n.rib_key");
  return { ok: true, value, display: value.replace(/(.{4})(?=.)/g, "$1 ") };
}

/** M = 22, A = 10 (ISO 13616). */
const MA_AS_DIGITS = "2210";

/** The IBAN of a valid RIB. */
export function ibanOfRib(rib: string): string {
  const check = 98n - (BigInt(`${rib}${MA_AS_DIGITS}00`) % 97n);
  return `MA${String(check).padStart(2, "0")}${rib}`;
}

/**
 * ICE, identifier of a company: 15 digits = company 9, establishment 4, control 2; shorter ones are completed with
 * zeros on the left. The control rule is not published: a number not divisible by 97 is kept with a warning.
 */
export function parseIce(text: string): Reading {
  const digits = bare(text).replace(/^ICE:?/, "");
  if (!/^\d{8,15}$/.test(digits) || /^0+$/.test(digits)) return refused("i18n.ice_length");
  const value = digits.padStart(15, "0");
  const display = value.replace(/^(\d{9})(\d{4})(\d{2})$/, "$1 $2 $3");
  return BigInt(value) % 97n === 0n
    ? { ok: true, value, display }
    : { ok: true, value, display, warning: "i18n.ice_key" };
}

/** CIN, national identity card: one or two letters, then one to seven digits. No public check digit. */
export function parseCin(text: string): Reading {
  const value = bare(text);
  return /^[A-Z]{1,2}[0-9]{1,7}$/.test(value) ? { ok: true, value, display: value } : refused("i18n.cin_form");
}

/** PPR (pay number, also DOTI or SOM): one to seven digits, kept as text without leading zeros. */
export function parsePpr(text: string): Reading {
  const value = bare(text)
    .replace(/^(PPR|DOTI|SOM):?/, "")
    .replace(/^0+(?=\d)/, "");
  return /^[1-9]\d{0,6}$/.test(value) ? { ok: true, value, display: value } : refused("i18n.ppr_form");
}

/** Moroccan telephone number; kept as E.164 (+212537123456), shown as dialled inside the country: 05 37 12 34 56. */
export function parsePhone(text: string): Reading {
  const digits = bare(text).replace(/\(0\)/, "").replace(/[()]/g, "");
  const match = /^(?:\+212|00212|0)([5-8]\d{8})$/.exec(digits);
  if (!match) return refused("i18n.phone_form");
  return { ok: true, value: `+212${match[1]}`, display: `0${match[1]}`.replace(/(\d{2})(?=\d)/g, "$1 ") };
}

/** Fixed, mobile or special, by the digit after the national 0. `e164` as parsePhone gives it. */
export function phoneKind(e164: string): "fixed" | "mobile" | "special" {
  const first = e164.charAt(4);
  if (first === "5") return "fixed";
  return first === "8" ? "special" : "mobile";
}
