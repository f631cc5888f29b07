import type { Locale } from "../../src/platform/wire/locale.ts";

const SCRIPT: Record<Locale, { own: RegExp; name: string }> = {
  ar: { own: /\p{Script=Arabic}/u, name: "Arabic" },
  fr: { own: /\p{Script=Latin}/u, name: "Latin" },
  zgh: { own: /\p{Script=Tifinagh}/u, name: "Tifinagh" },
  en: { own: /\p{Script=Latin}/u, name: "Latin" },
};

/** What is the same everywhere: acronyms, file names, addresses, identifiers with digits, abbreviations (p.i.). */
const UNIVERSAL = /^(?:[A-Z0-9+./:-]+|.*[@/_\d].*|.*\.[a-z]{2,4}|(?:[a-z]\.)+)$/;

/**
 * A text that was copied and not translated: it has words, none in the script of its language, and another language
 * says it differently. Undefined when it is fine.
 */
export function scriptFault(texts: Record<Locale, string>, locale: Locale): string | undefined {
  const { own, name } = SCRIPT[locale];
  const visible = texts[locale].replace(/<\/?[a-z_]+>/g, " ");
  const words = own.test(visible) ? [] : withoutSyntax(visible).match(/\p{L}[^\s]*/gu);
  if (!words?.some((word) => !UNIVERSAL.test(word))) return undefined;
  const everywhere = new Set(Object.values(texts)).size === 1;
  return everywhere ? undefined : `has no ${name} letter: not translated?`;
}

/** Argument names, keywords and plural categories are not words of the sentence. */
function withoutSyntax(text: string): string {
  return text
    .replace(/\{\s*\w+\s*,\s*(plural|select|selectordinal)\s*,/g, " ")
    .replace(/(=\d+|\w+)\s*\{(?!\s*\w+\s*[,}])/g, " ")
    .replace(/\{\s*\w+\s*(,[^{}]*)?\}/g, " ");
}
