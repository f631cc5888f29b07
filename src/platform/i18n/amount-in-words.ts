import type { Locale } from "../wire/locale.ts";
import { arabicCount, arabicWords, CENTIME, DIRHAM } from "./words-arabic.ts";
import { frenchWords } from "./words-french.ts";

/** The two languages in which an amount is written out on Moroccan papers. */
export type WordsLanguage = "ar" | "fr";

/** Words, and the language they are in: it differs from the one asked for when that one has no number words here. */
export interface InWords {
  text: string;
  language: WordsLanguage;
}

/** Payment papers exist in Arabic and French only: an English reader gets French words, a Tamazight one Arabic. */
const LANGUAGE: Record<Locale, WordsLanguage> = { ar: "ar", fr: "fr", zgh: "ar", en: "fr" };

const AND: Record<WordsLanguage, string> = { ar: " و", fr: " et " };
const MINUS: Record<WordsLanguage, string> = { ar: "ناقص ", fr: "moins " };
const MILLION = 1_000_000n;

/** An amount in words. `centimes` is an integer (1 dirham = 100 centimes), below 10^15 dirhams; RangeError otherwise. */
export function amountInWords(centimes: number | bigint, locale: Locale): InWords {
  const language = LANGUAGE[locale];
  const total = integer(centimes);
  const amount = total < 0n ? -total : total;
  const dirhams = amount / 100n;
  const rest = amount % 100n;
  const count =
    language === "ar"
      ? { dirhams: arabicDirhams, centimes: arabicCentimes }
      : { dirhams: frenchDirhams, centimes: frenchCentimes };
  const parts = [];
  if (dirhams > 0n || rest === 0n) parts.push(count.dirhams(dirhams));
  if (rest > 0n) parts.push(count.centimes(rest));
  return { text: `${total < 0n ? MINUS[language] : ""}${parts.join(AND[language])}`, language };
}

/** An integer in words, counting nothing (or a masculine noun in Arabic). */
export function integerInWords(value: number | bigint, locale: Locale): InWords {
  const language = LANGUAGE[locale];
  const whole = integer(value);
  const size = whole < 0n ? -whole : whole;
  const words = language === "ar" ? arabicWords(size) : frenchWords(size);
  return { text: `${whole < 0n ? MINUS[language] : ""}${words}`, language };
}

function integer(value: number | bigint): bigint {
  if (typeof value === "number" && !Number.isSafeInteger(value)) throw new RangeError(`Not an integer: ${value}`);
  return BigInt(value);
}

const arabicDirhams = (count: bigint): string => arabicCount(count, DIRHAM);
const arabicCentimes = (count: bigint): string => arabicCount(count, CENTIME);
const frenchCentimes = (count: bigint): string => `${frenchWords(count)} centime${count > 1n ? "s" : ""}`;

/** A round number of millions asks for "de": un million de dirhams. */
function frenchDirhams(count: bigint): string {
  const noun = count > 1n ? "dirhams" : "dirham";
  const of = count > 0n && count % MILLION === 0n ? "de " : "";
  return `${frenchWords(count)} ${of}${noun}`;
}
