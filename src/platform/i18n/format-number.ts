import type { Locale } from "../wire/locale.ts";
import { normaliseDigits } from "./digits.ts";
import { isolateReference } from "./isolate.ts";

/** Narrow no-break space: groups digits without breaking the line. In bidirectional text it keeps a number whole (CS). */
const NARROW_SPACE = "\u202f";
const NO_BREAK_SPACE = "\u00a0";

/** Arabic, French and Tamazight share the form of Moroccan administrations: 1 234 567,50. */
const SEPARATORS: Record<Locale, { group: string; decimal: string }> = {
  ar: { group: NARROW_SPACE, decimal: "," },
  fr: { group: NARROW_SPACE, decimal: "," },
  zgh: { group: NARROW_SPACE, decimal: "," },
  en: { group: ",", decimal: "." },
};

const CURRENCY: Record<Locale, string> = { ar: "درهم", fr: "DH", zgh: "DH", en: "MAD" };

export interface NumberOptions {
  /** Digits after the decimal sign; default 0 to 3 as needed. */
  minimumFractionDigits?: number;
  maximumFractionDigits?: number;
  /** Default true. */
  grouping?: boolean;
}

/** Writes a number with Western digits. Throws RangeError for NaN and infinities: they are bugs, not numbers. */
export function formatNumber(value: number | bigint, locale: Locale, options: NumberOptions = {}): string {
  if (typeof value === "number" && !Number.isFinite(value)) throw new RangeError(`Not a number: ${value}`);
  const minimum = options.minimumFractionDigits ?? 0;
  const maximum = options.maximumFractionDigits ?? Math.max(minimum, 3);
  const decimals = plainDecimal(value, maximum);
  const [whole = "0", rawFraction = ""] = decimals.replace("-", "").split(".");
  const fraction = rawFraction.replace(/0+$/, "").padEnd(minimum, "0");
  return signed(compose(whole, fraction, locale, options.grouping ?? true), decimals.startsWith("-"), locale);
}

/** Decimal text without exponent, rounded half away from zero on the shortest decimal form of the number. */
function plainDecimal(value: number | bigint, digits: number): string {
  const text = String(value);
  const expanded = text.includes("e") ? withoutExponent(Number(value), digits) : text;
  const negative = expanded.startsWith("-");
  const [whole = "0", fraction = ""] = expanded.replace("-", "").split(".");
  const kept = fraction.padEnd(digits + 1, "0");
  let scaled = BigInt(whole + kept.slice(0, digits));
  if (Number(kept[digits]) >= 5) scaled += 1n;
  const all = String(scaled).padStart(digits + 1, "0");
  const result = digits === 0 ? all : `${all.slice(0, -digits)}.${all.slice(-digits)}`;
  return negative && scaled !== 0n ? `-${result}` : result;
}

/** Very large numbers are integers in a double; very small ones need no more digits than are shown. */
function withoutExponent(value: number, digits: number): string {
  return Math.abs(value) >= 1 ? String(BigInt(value)) : value.toFixed(Math.min(digits + 1, 100));
}

function compose(whole: string, fraction: string, locale: Locale, grouping: boolean): string {
  const { group, decimal } = SEPARATORS[locale];
  const grouped = grouping ? whole.replace(/\B(?=(\d{3})+$)/g, group) : whole;
  return fraction === "" ? grouped : `${grouped}${decimal}${fraction}`;
}

/** In a right-to-left line a leading minus would jump behind the number: the whole is isolated there. */
function signed(text: string, negative: boolean, locale: Locale): string {
  if (!negative) return text;
  return locale === "ar" ? isolateReference(`-${text}`) : `-${text}`;
}

/** Money. `centimes` is an integer (1 dirham = 100); throws RangeError otherwise. 1 234 567,50 DH · 1 234 567,50 درهم */
export function formatMoney(centimes: number | bigint, locale: Locale): string {
  return `${formatAmount(centimes, locale)}${NO_BREAK_SPACE}${CURRENCY[locale]}`;
}

/** The figures of an amount without the currency, two decimals: for the columns of a table. */
export function formatAmount(centimes: number | bigint, locale: Locale): string {
  if (typeof centimes === "number" && !Number.isSafeInteger(centimes))
    throw new RangeError(`Not centimes: ${centimes}`);
  const text = String(centimes);
  const digits = text.replace("-", "").padStart(3, "0");
  return signed(compose(digits.slice(0, -2), digits.slice(-2), locale, true), text.startsWith("-"), locale);
}

/** A ratio as a percentage: 0.125 gives 12,5 %. At most one decimal unless asked. */
export function formatPercent(ratio: number, locale: Locale, maximumFractionDigits = 1): string {
  const shifted = Number(`${ratio}e2`);
  const value = Number.isNaN(shifted) ? ratio * 100 : shifted;
  const text = formatNumber(value, locale, { maximumFractionDigits });
  return locale === "en" ? `${text}%` : `${text}${NARROW_SPACE}%`;
}

const INVISIBLE = /[\s\u00a0\u202f\u2066-\u2069\u200e\u200f']/g;

/**
 * Reads a number as people type it: any digits, spaces between groups, comma or dot as decimal sign. A dot before
 * exactly three digits groups (12.500 is twelve thousand five hundred in Morocco); in English the comma does.
 * Undefined when the text is no number.
 */
export function parseNumber(text: string, locale: Locale): number | undefined {
  let plain = normaliseDigits(text).replace(INVISIBLE, "").replace("\u066b", ",").replace("\u2212", "-");
  plain = plain.replace(/\u066c/g, "");
  const grouped = locale === "en" ? /^-?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/ : /^-?[1-9]\d{0,2}(\.\d{3})+(,\d+)?$/;
  if (grouped.test(plain)) plain = plain.replaceAll(locale === "en" ? "," : ".", "");
  plain = plain.replace(",", ".");
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}

/** Reads an amount in dirhams as typed; gives integer centimes, or undefined (also when it has over two decimals). */
export function parseMoney(text: string, locale: Locale): number | undefined {
  const value = parseNumber(text.replace(/(dhs?|mad|درهما?|دراهم)\.?\s*$/iu, ""), locale);
  if (value === undefined) return undefined;
  const [whole = "0", fraction = ""] = plainDecimal(value, 6).replace("-", "").split(".");
  if (/[1-9]/.test(fraction.slice(2))) return undefined;
  const centimes = Number(whole + fraction.slice(0, 2)) * (value < 0 ? -1 : 1);
  return Number.isSafeInteger(centimes) ? centimes : undefined;
}
