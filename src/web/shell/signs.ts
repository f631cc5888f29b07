import type { Locale } from "#platform/wire/locale.ts";

/** Each language by the sign its readers look for. */
export const SIGNS: readonly [Locale, string][] = [
  ["ar", "ع"],
  ["fr", "FR"],
  ["zgh", "ⵣ"],
  ["en", "EN"],
];
