import type { Locale } from "../../src/platform/wire/locale.ts";

const SCRIPT: Record<Locale, { own: RegExp; name: string }> = {
  ar: { own: /\p{Script=Arabic}/u, name: "Arabic" },
  fr: { own: /\p{Script=Latin}/u, name: "Latin" },
  zgh: { own: /\p{Script=Tifinagh}/u, name: "Tifinagh" },
  en: { own: /\p{Script=Latin}/u, name: "Latin" },
};

/**
 * What is the same everywhere: acronyms, addresses and identifiers (a digit, @, / or _ in them), options (--port),
 * file names, abbreviations (p.i.) and brands (JavaScript).
 */
const UNIVERSAL = /^[\P{L}\p{Lu}]+$|[@/_\d]|^-|\.[a-z]{2,4}$|^(?:[a-z]\.)+$|[a-z][A-Z]/u;

/**
 * A text that was copied and not translated: it has words, none in the script of its language, and another language
 * says it differently. Undefined when it is fine.
 */
export function scriptFault(texts: Record<Locale, string>, locale: Locale): string | undefined {
  const { own, name } = SCRIPT[locale];
  const visible = texts[locale].replace(/<\/?[a-z_]+>/g, " ");
  if (own.test(visible)) return undefined;
  const words = withoutSyntax(visible)
    .split(/[\s()[\]|«»"]+/)
    .filter((word) => /\p{L}/u.test(word));
  if (words.every((word) => UNIVERSAL.test(word))) return undefined;
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
