import { LOCALES, type Locale } from "../wire/locale.ts";
import { type CompiledMessage, compileMessage } from "./compile-message.ts";
import { fallbacksOf } from "./locale.ts";
import type { MessageArea } from "./message-source.ts";

/** Compiled messages by key. */
export type CompiledCatalogue = Record<string, CompiledMessage>;

/**
 * One language of the given modules, compiled. A key that the language lacks is taken from the next in its fallback
 * chain, so that a reader sees a sentence and never a key. Throws with the key and the language of a malformed text.
 */
export function compileCatalogue(areas: readonly MessageArea[], locale: Locale): CompiledCatalogue {
  return Object.fromEntries(areas.flatMap((area) => Object.entries(compileArea(area, locale))));
}

function compileArea(area: MessageArea, locale: Locale): CompiledCatalogue {
  const keys = new Set(LOCALES.flatMap((each) => Object.keys(area.texts[each])));
  const compiled: CompiledCatalogue = {};
  for (const key of [...keys].sort()) {
    const from = fallbacksOf(locale).find((each) => area.texts[each][key] !== undefined);
    if (from !== undefined) compiled[key] = compiledOf(area.texts[from][key] ?? "", key, from);
  }
  return compiled;
}

function compiledOf(text: string, key: string, locale: Locale): CompiledMessage {
  try {
    return compileMessage(text);
  } catch (error) {
    throw new Error(`Malformed message ${key} (${locale}): ${String(error)}`, { cause: error });
  }
}

/** A catalogue as small JSON: a message without arguments is written as its text. See `expandCatalogue`. */
export function packCatalogue(catalogue: CompiledCatalogue): Record<string, CompiledMessage | string> {
  return Object.fromEntries(Object.entries(catalogue).map(([key, message]) => [key, plainText(message) ?? message]));
}

function plainText(message: CompiledMessage): string | undefined {
  if (message.length === 0) return "";
  const only = message.length === 1 ? message[0] : undefined;
  return only?.type === 0 ? only.value : undefined;
}
