import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LOCALES, type Locale } from "../wire/locale.ts";

type Chunk = { file: string };

/** Fonts of the interface's weights; Arabic text takes its figures and Latin words from the Latin ones. */
const LATIN = ["plex-400", "plex-600"];
const FONTS: Record<Locale, readonly string[]> = {
  ar: ["plex-arabic-400", "plex-arabic-600", ...LATIN],
  fr: LATIN,
  zgh: LATIN,
  en: LATIN,
};

/** Head elements that begin, with the page, what the client would ask for only once it runs: sentences and fonts. */
export function preloadsIn(root: string): Record<Locale, string> {
  const manifest = JSON.parse(readFileSync(join(root, ".vite/manifest.json"), "utf8")) as Record<string, Chunk>;
  const chunks = Object.entries(manifest);
  const sentences = (locale: Locale) =>
    chunks.flatMap(([key, { file }]) => (key.endsWith(`virtual:messages/${locale}`) ? [file] : []));
  const fonts = (locale: Locale) =>
    FONTS[locale].flatMap((name) =>
      chunks.flatMap(([, { file }]) => (file.startsWith(`assets/${name}-`) && file.endsWith(".woff2") ? [file] : [])),
    );
  const of = (locale: Locale): string =>
    [
      ...sentences(locale).map((file) => `<link rel="modulepreload" href="/${file}" />`),
      ...fonts(locale).map((file) => `<link rel="preload" href="/${file}" as="font" type="font/woff2" crossorigin />`),
    ].join("\n    ");
  return Object.fromEntries(LOCALES.map((locale) => [locale, of(locale)])) as Record<Locale, string>;
}
