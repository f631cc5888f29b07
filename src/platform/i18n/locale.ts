import { LOCALES, type Locale } from "../wire/locale.ts";

/** What Intl and the `lang` attribute receive. Never plain `ar` (Gulf months) nor `en-MA` (American dates). */
const TAGS: Record<Locale, string> = { ar: "ar-MA", fr: "fr-MA", zgh: "zgh-MA", en: "en-GB" };

/** The locale given to libraries that know no Tamazight (React Aria): number and plural rules as French. */
const LIBRARY_TAGS: Record<Locale, string> = { ar: "ar-MA", fr: "fr-FR", zgh: "fr-FR", en: "en-GB" };

/** Each language by its own name, as shown in the language switch. */
export const OWN_NAMES: Record<Locale, string> = {
  ar: "العربية",
  fr: "Français",
  zgh: "ⵜⴰⵎⴰⵣⵉⵖⵜ",
  en: "English",
};

/** The language of an institution that has not chosen yet. */
export const DEFAULT_LOCALE: Locale = "ar";

/** Where a text is looked for when a language lacks it. */
const FALLBACKS: Record<Locale, readonly Locale[]> = {
  ar: ["ar", "fr"],
  fr: ["fr", "ar"],
  zgh: ["zgh", "ar", "fr"],
  en: ["en", "fr", "ar"],
};

export type Direction = "rtl" | "ltr";

/** BCP 47 tag, for the `lang` attribute and for Intl where its data is trusted. */
export const tagOf = (locale: Locale): string => TAGS[locale];

/** BCP 47 tag for libraries that must find data in every browser. */
export const libraryTagOf = (locale: Locale): string => LIBRARY_TAGS[locale];

/** Writing direction of the interface in this language. Tamazight is written in Tifinagh, left to right. */
export const directionOf = (locale: Locale): Direction => (locale === "ar" ? "rtl" : "ltr");

/** The languages to try in order, the language itself first. */
export const fallbacksOf = (locale: Locale): readonly Locale[] => FALLBACKS[locale];

/** True for one of the four codes. */
export const isLocale = (value: unknown): value is Locale => LOCALES.includes(value as Locale);

/**
 * The best of the four languages for an Accept-Language header (RFC 9110 section 12.5.4): by weight, then order.
 * Tamazight is also asked for by its older codes. `otherwise` when nothing fits.
 */
export function negotiateLocale(header: string | null | undefined, otherwise: Locale = DEFAULT_LOCALE): Locale {
  const wishes = (header ?? "")
    .split(",")
    .map((item, order) => wishOf(item, order))
    .filter((wish) => wish.weight > 0)
    .sort((a, b) => b.weight - a.weight || a.order - b.order);
  for (const { range } of wishes) {
    const locale = localeOfTag(range);
    if (locale) return locale;
    if (range === "*") return otherwise;
  }
  return otherwise;
}

function wishOf(item: string, order: number): { range: string; weight: number; order: number } {
  const [range = "", ...parameters] = item.split(";").map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith("q="));
  const weight = quality === undefined ? 1 : Number(quality.slice(2));
  return { range, weight: range === "" || Number.isNaN(weight) ? 0 : weight, order };
}

const BERBER = new Set(["zgh", "tzm", "shi", "rif", "ber"]);

/** The interface language for a BCP 47 tag, or undefined. `ar-EG` gives `ar`, `tzm` gives `zgh`. */
export function localeOfTag(tag: string): Locale | undefined {
  const language = tag.toLowerCase().split(/[-_]/)[0] ?? "";
  if (BERBER.has(language)) return "zgh";
  return isLocale(language) ? language : undefined;
}
