import { normaliseForSearch } from "#platform/i18n/arabic.ts";

/** The Arabic (101) layout, key by key, over the Latin letters of the same keys. */
const ARABIC = "ضصثقفغعهخحشسيبلاتنمئءؤرىةو";
const LATIN = "qwertyuiopasdfghjklzxcvbnm";

const map = (from: string, to: string): Map<string, string> =>
  new Map([...from].map((letter, i) => [letter, to[i] ?? ""]));
const TO_LATIN = map(ARABIC, LATIN);
const TO_ARABIC = map(LATIN, ARABIC);
/** The three keys that French keyboards have elsewhere. */
const TO_AZERTY: Record<string, string> = { a: "q", q: "a", z: "w", w: "z" };

const through = (text: string, letters: Map<string, string>): string =>
  [...text].map((c) => letters.get(c) ?? c).join("");

/**
 * What a person may have meant: the text as typed, and as the other keyboard layout would have written it
 * (`قا` for `rh`, `vog` for `رخم`), in the form in which texts are compared.
 */
export function meanings(text: string): string[] {
  const typed = text.toLocaleLowerCase();
  const latin = through(typed, TO_LATIN);
  const azerty = [...latin].map((c) => TO_AZERTY[c] ?? c).join("");
  const all = [typed, latin, azerty, through(typed, TO_ARABIC)];
  return [...new Set(all.map((one) => normaliseForSearch(one).trim()))].filter(Boolean);
}

/** True when a label answers one of the meanings: every word of it begins or is in the label. */
export function answers(label: string, wanted: readonly string[]): boolean {
  if (wanted.length === 0) return true;
  const text = normaliseForSearch(label);
  return wanted.some((meaning) => meaning.split(" ").every((word) => text.includes(word)));
}
