import type { Locale } from "../../src/platform/wire/locale.ts";

/** A date, a number of a law or of a telephone: digits, then a dash, a plus or a space, then digits. */
const GROUPS = /\d+(?:[-+ ]\d+)+/g;
/** A letter or mark that says the direction; a closed isolate counts for nothing. */
const STRONG = /[\p{L}\u200e\u200f]/gu;
const ISOLATE = /[\u2066-\u2068][^\u2069]*\u2069/g;

/**
 * Digits after Arabic letters are Arabic numbers to the bidirectional algorithm (UAX 9, W2, W4), which a dash or a space
 * does not join: 2026-01-31 is shown as 31-01-2026. Undefined when the text is shown as it is written.
 */
export function directionFault(text: string, locale: Locale): string | undefined {
  if (locale !== "ar") return undefined;
  const shown = text.replace(ISOLATE, "");
  for (const { 0: digits, index } of shown.matchAll(GROUPS)) {
    const before = shown.slice(0, index).match(STRONG)?.at(-1);
    const joined = !digits.includes(" ");
    if (joined && before !== undefined && !/\p{Script=Arabic}|\u200f/u.test(before)) continue;
    return `shows ${digits} turned round: ${joined ? "begin it with U+200E" : "put it between U+2066 and U+2069"}`;
  }
  return undefined;
}
