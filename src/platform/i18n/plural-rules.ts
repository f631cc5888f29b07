import type { Locale } from "../wire/locale.ts";
import { libraryTagOf } from "./locale.ts";

export type PluralCategory = "zero" | "one" | "two" | "few" | "many" | "other";

/** Categories a translator must write for a cardinal plural. `zero` is optional in Arabic (0 may use `=0` or other). */
export const REQUIRED_CARDINALS: Record<Locale, readonly PluralCategory[]> = {
  ar: ["one", "two", "few", "many", "other"],
  fr: ["one", "other"],
  zgh: ["one", "other"],
  en: ["one", "other"],
};

/** Categories for an ordinal plural. */
export const REQUIRED_ORDINALS: Record<Locale, readonly PluralCategory[]> = {
  ar: ["other"],
  fr: ["one", "other"],
  zgh: ["one", "other"],
  en: ["one", "two", "few", "other"],
};

/**
 * The plural category of a number. Tamazight has no data in browsers and Unicode gives it no rules of its own: like
 * its neighbour tzm, 0 and 1 take the singular, the rest the plural.
 */
export function pluralCategory(locale: Locale, value: number, type: Intl.PluralRuleType = "cardinal"): PluralCategory {
  if (locale === "zgh") return tamazight(value, type);
  return rulesOf(locale, type).select(value);
}

function tamazight(value: number, type: Intl.PluralRuleType): PluralCategory {
  const magnitude = Math.abs(value);
  return magnitude === 1 || (magnitude === 0 && type === "cardinal") ? "one" : "other";
}

const cache = new Map<string, Intl.PluralRules>();

function rulesOf(locale: Locale, type: Intl.PluralRuleType): Intl.PluralRules {
  const key = `${locale} ${type}`;
  const known = cache.get(key);
  if (known) return known;
  const rules = new Intl.PluralRules(libraryTagOf(locale), { type });
  cache.set(key, rules);
  return rules;
}
