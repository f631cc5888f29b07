import type { MessageArea } from "../../src/platform/i18n/message-source.ts";
import type { Locale } from "../../src/platform/wire/locale.ts";

/** A message that says the same each time: no values, no choices, no markup. */
export const isPlain = (text: string): boolean => !/[{}<]/.test(text);

const known = new Map<Locale, ReadonlySet<string>>();

/** Every plain message of a language, as it appears on a screen. */
export function wordsSaid(areas: readonly MessageArea[], language: Locale): ReadonlySet<string> {
  const found =
    known.get(language) ?? new Set(areas.flatMap(({ texts }) => Object.values(texts[language]).filter(isPlain)));
  known.set(language, found);
  return found;
}
