import type { Locale } from "../wire/locale.ts";
import { normaliseDigits } from "./digits.ts";
import { withoutMarks } from "./isolate.ts";
import type { Direction } from "./locale.ts";

/** Harakat, tanwin, superscript alef, Quranic marks and the tatweel that only lengthens a line. */
const UNWRITTEN = /[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]/g;

const UNIFIED: Record<string, string> = {
  أ: "ا",
  إ: "ا",
  آ: "ا",
  ٱ: "ا",
  ى: "ي",
  ی: "ي",
  ئ: "ي",
  ة: "ه",
  ؤ: "و",
  ک: "ك",
};

const UNIFIABLE = new RegExp(`[${Object.keys(UNIFIED).join("")}]`, "g");

/**
 * The form in which Arabic is compared: letters that people write one for another become one (أ إ آ ا, ى ي ئ, ة ه,
 * ؤ و), harakat, tatweel and direction marks go, digits become Western. For search and duplicates; the original is
 * what is shown.
 */
export function normaliseArabic(text: string): string {
  const composed = withoutMarks(text.normalize("NFKC")).replace(UNWRITTEN, "");
  return normaliseDigits(composed).replace(UNIFIABLE, (letter) => UNIFIED[letter] ?? letter);
}

/** Search form in any of our scripts: as normaliseArabic, and Latin without case or accents, single spaces. */
export function normaliseForSearch(text: string): string {
  const latin = normaliseArabic(text)
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC");
  return latin
    .replace(/œ/gi, "oe")
    .replace(/æ/gi, "ae")
    .replace(/[’ʼ`]/g, "'")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
}

/** Compares two texts for sorting. */
export type Comparator = (a: string, b: string) => number;

const COLLATION: Record<Exclude<Locale, "zgh">, string> = { ar: "ar", fr: "fr", en: "en-GB" };
const comparators = new Map<Locale, Comparator>();

/**
 * The order of names in a language; numbers inside names count as numbers. Tamazight has no collation in browsers:
 * Tifinagh comes first, in the order of IRCAM, which is the order of Unicode's default table; then the other scripts.
 */
export function comparatorFor(locale: Locale): Comparator {
  const known = comparators.get(locale);
  if (known) return known;
  const made = locale === "zgh" ? tifinaghFirst() : new Intl.Collator(COLLATION[locale], { numeric: true }).compare;
  comparators.set(locale, made);
  return made;
}

function tifinaghFirst(): Comparator {
  const root = new Intl.Collator("fr", { numeric: true });
  const rank = (text: string) => (/^[\u2d30-\u2d7f]/.test(text) ? 0 : 1);
  return (a, b) => rank(a) - rank(b) || root.compare(a, b);
}

const STRONG = /[\p{L}\u200e\u200f\u061c]/u;
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\u200f\u061c]/u;

/** The direction of a text by its first strong letter (UAX #9 rule P2), as `dir="auto"` does; undefined without one. */
export function firstStrongDirection(text: string): Direction | undefined {
  const letter = STRONG.exec(text.replace(/[\u2066-\u2068][^\u2069]*\u2069/g, ""))?.[0];
  if (letter === undefined) return undefined;
  return RIGHT_TO_LEFT.test(letter) ? "rtl" : "ltr";
}
