import { createIntl, createIntlCache, type IntlShape } from "@formatjs/intl";
import { LOCALES, type Locale } from "../wire/locale.ts";
import { type LocalizedName, nameIn } from "../wire/localized-name.ts";
import { compileCatalogue } from "./compile-catalogue.ts";
import { formatList } from "./format-list.ts";
import { fallbacksOf, libraryTagOf } from "./locale.ts";
import { MESSAGE_FORMATS, messageFormatters } from "./message-format.ts";
import { type MessageArea, readMessageAreas } from "./message-source.ts";
import type { MessageKey, ValuesOf } from "./typed-messages.ts";

/** The sentences of the server: for problems, notifications, letters and pages that it writes itself. */
export interface Catalogue {
  /**
   * A sentence by its key, which may come from data (a problem code). Plain texts put into it keep their direction;
   * a localized name is said in the reader's language, and so are keys (`{ keys: [...] }`: A, B or C). A language that lacks the sentence gives way to the next of
   * its fallbacks; a key that nobody knows, or arguments that are missing, give the key itself: a sentence never throws.
   */
  format(locale: Locale, key: string, values?: Record<string, unknown>): string;
  /** As `format`, with a key and arguments that the compiler checks. */
  say<K extends MessageKey>(locale: Locale, key: K, ...values: ValuesOf<K>): string;
  /** True when some language has the key. */
  has(key: string): boolean;
}

/** Reads and keeps the messages of every module. Each language is compiled when it is first spoken. */
export function openCatalogue(areas: readonly MessageArea[] = readMessageAreas()): Catalogue {
  const spoken = new Map<Locale, IntlShape<string>>();
  const homes = new Map(areas.flatMap((area) => keysOf(area).map((key) => [key, area] as const)));

  const intlOf = (locale: Locale): IntlShape<string> => {
    const known = spoken.get(locale);
    if (known) return known;
    const made = intlFor(areas, locale);
    spoken.set(locale, made);
    return made;
  };

  const format = (locale: Locale, key: string, values: Record<string, unknown> = {}): string => {
    const spokenIn = fallbacksOf(locale).find((each) => homes.get(key)?.texts[each][key] !== undefined);
    if (spokenIn === undefined) return key;
    try {
      const said = intlOf(spokenIn).formatMessage(
        { id: key },
        spokenValues(values, spokenIn, (key) => format(locale, key)) as Record<string, string>,
      );
      return Array.isArray(said) ? said.join("") : said;
    } catch {
      return key;
    }
  };

  return {
    format,
    has: (key) => homes.has(key),
    say: (locale, key, ...values) => format(locale, key, values[0] ?? {}),
  };
}

const keysOf = (area: MessageArea): string[] => LOCALES.flatMap((locale) => Object.keys(area.texts[locale]));

/** An intl object that throws instead of logging, so that the caller decides. */
function intlFor(areas: readonly MessageArea[], locale: Locale): IntlShape<string> {
  const intl = createIntl<string>(
    {
      locale: libraryTagOf(locale),
      messages: compileCatalogue(areas, locale),
      formats: MESSAGE_FORMATS as never,
      onError: (error) => {
        throw error;
      },
    },
    createIntlCache(),
  );
  Object.assign(intl.formatters, messageFormatters(locale));
  return intl;
}

/** Names and keys are said in the language; the rest is as it came. */
function spokenValues(
  values: Record<string, unknown>,
  locale: Locale,
  say: (key: string) => string,
): Record<string, unknown> {
  const spoken = (value: unknown) => {
    if (isName(value)) return nameIn(value, locale);
    return isKeys(value) ? formatList(value.keys.map(say), locale, "or") : value;
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, spoken(value)]));
}

const isKeys = (value: unknown): value is { keys: string[] } =>
  typeof value === "object" && value !== null && "keys" in value && Array.isArray(value.keys);

function isName(value: unknown): value is LocalizedName {
  return typeof value === "object" && value !== null && "ar" in value && "fr" in value;
}
