import type { MessageArea } from "../../src/platform/i18n/message-source.ts";
import { LOCALES } from "../../src/platform/wire/locale.ts";

/** A key written whole in a source, or the beginning of one that code completes: `requests.state.${state}`. */
const WHOLE = /["'`]([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+)["'`]/g;
const BEGINNING = /["'`]([a-z][a-z0-9_]*(?:\.[a-z0-9_]*)+)(?:\$\{|["'`]\s*\+)/g;

/** Keys that no source names, whole or by their beginning. */
export function unusedKeys(areas: readonly MessageArea[], sources: Iterable<string>): string[] {
  const whole = new Set<string>();
  const beginnings = new Set<string>();
  for (const source of sources) {
    for (const [, key] of source.matchAll(WHOLE)) if (key) whole.add(key);
    for (const [, start] of source.matchAll(BEGINNING)) if (start) beginnings.add(start);
  }
  const keys = areas.flatMap((area) => [...new Set(LOCALES.flatMap((locale) => Object.keys(area.texts[locale])))]);
  return keys.filter((key) => !whole.has(key) && ![...beginnings].some((start) => key.startsWith(start))).sort();
}
