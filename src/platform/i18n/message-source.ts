import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { LOCALES, type Locale } from "../wire/locale.ts";

/** The messages of one module, as its people wrote them. */
export interface MessageArea {
  /** Name of the module's folder: the first word of each of its keys. */
  area: string;
  /** The folder that holds ar.json, fr.json, zgh.json and en.json. */
  folder: string;
  /** ICU text by key; a missing file gives an empty object. */
  texts: Record<Locale, Record<string, string>>;
  /** Keys whose Tamazight awaits a reader, from "$review" in zgh.json. */
  review: readonly string[];
}

/** The folder `src` of this program. */
export const SOURCE_ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** Where modules with messages live, below `src`: processes and shell, platform, features. */
const PARENTS = [".", "platform", "features"];

/** Every folder `messages` of the program, sorted, so that what is generated from them is always the same. */
export function messageFolders(root: string = SOURCE_ROOT): string[] {
  return PARENTS.flatMap((parent) => {
    const folder = join(root, parent);
    return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name, "messages")) : [];
  })
    .filter((folder) => existsSync(folder))
    .sort();
}

/** Reads the files of every module. Throws when a file is not a flat JSON object of texts. */
export function readMessageAreas(root: string = SOURCE_ROOT): MessageArea[] {
  return messageFolders(root).map(readArea);
}

function readArea(folder: string): MessageArea {
  const files = LOCALES.map((locale) => [locale, readFile(join(folder, `${locale}.json`))] as const);
  const review = files.flatMap(([, { review: keys }]) => keys);
  const texts = Object.fromEntries(files.map(([locale, { texts: each }]) => [locale, each])) as MessageArea["texts"];
  return { area: basename(dirname(folder)), folder, texts, review };
}

function readFile(path: string): { texts: Record<string, string>; review: string[] } {
  if (!existsSync(path)) return { texts: {}, review: [] };
  const content: unknown = JSON.parse(readFileSync(path, "utf8"));
  if (typeof content !== "object" || content === null || Array.isArray(content))
    throw new Error(`${path}: not an object`);
  const { $review, ...texts } = content as Record<string, unknown>;
  for (const [key, text] of Object.entries(texts)) {
    if (typeof text !== "string") throw new Error(`${path}: ${key} is not a text`);
  }
  return { texts: texts as Record<string, string>, review: Array.isArray($review) ? $review.map(String) : [] };
}
