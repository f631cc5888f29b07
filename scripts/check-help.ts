/**
 * The help and the product must say the same: every screen has its page in Arabic and in French; every label, key, link
 * and picture named in a page exists; every picture is small, and still says what the screen says. Exit status 1 with
 * one line for each fault.
 */
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import type { HelpLanguage, Inline } from "../src/features/help/web/tree.ts";
import { HELP_LANGUAGES } from "../src/features/help/web/tree.ts";
import { type MessageArea, readMessageAreas } from "../src/platform/i18n/message-source.ts";
import { LIST_KEYS } from "../src/web/work/keys.ts";
import { SERVER_ONLY } from "./client-messages.ts";
import { type BookFault, helpFolders, pictureFile, ROOT, readBook, takenIn, type WrittenPage } from "./help/book.ts";
import { screens } from "./help/screens.ts";
import { isPlain, wordsSaid } from "./help/words.ts";

const PICTURE_LIMIT = 60_000;
/** The keys of lists and of the verbs of My work, and those that every dialog has. */
const KEYS = new Set([...LIST_KEYS.flatMap(({ keys }) => keys), ...verbKeys(), "Esc", "Tab", "/"]);

const areas = readMessageAreas().filter(({ area }) => !SERVER_ONLY.includes(area));
const patterns = screens();
const books = HELP_LANGUAGES.map((language) => ({ language, book: readBook(language) }));

const faults: BookFault[] = [
  ...books.flatMap(({ book }) => book.faults),
  ...withoutHelp(books[0]?.book.pages ?? []),
  ...books.flatMap(({ language, book }) => book.pages.flatMap((page) => faultsOf(page, language, book.pages))),
  ...helpFolders().flatMap(pictureFaults),
];

for (const { file, line, fault } of faults) console.log(`${file}${line ? `:${line}` : ""}: ${fault}`);
const pages = books[0]?.book.pages.length ?? 0;
console.log(`${pages} pages in ${books.length} languages, ${patterns.length} screens, ${faults.length} faults`);
process.exitCode = faults.length > 0 || pages === 0 || patterns.length === 0 ? 1 : 0;

function verbKeys(): string[] {
  return globSync("src/features/*/web/**/*.{ts,tsx}", { cwd: ROOT }).flatMap((file) =>
    [...readFileSync(join(ROOT, file), "utf8").matchAll(/\bkey: "Key([A-Z])"/g)].map(([, letter]) => letter ?? ""),
  );
}

function withoutHelp(written: readonly WrittenPage[]): BookFault[] {
  const explained = new Set(written.flatMap((page) => page.screens));
  return patterns
    .filter(({ pattern }) => !explained.has(pattern))
    .map(({ pattern, file }) => ({ file, fault: `${pattern} has no help page that names it under screens:` }));
}

function faultsOf(page: WrittenPage, language: HelpLanguage, all: readonly WrittenPage[]): BookFault[] {
  const { file } = page;
  const unknown = page.screens.filter((screen) => !patterns.some(({ pattern }) => pattern === screen));
  const found = unknown.map((screen) => `no such screen: ${screen}`);
  for (const block of page.blocks) {
    if ("picture" in block) {
      if (!existsSync(join(ROOT, pictureFile(page.folder, block.picture, language))))
        found.push(`no picture ${block.picture}: run bin/pictures`);
    } else found.push(...Object.values(block).flatMap((value) => inlineFaults(value.flat() as Inline[], all)));
  }
  return found.map((fault) => ({ file, fault }));
}

function inlineFaults(pieces: readonly Inline[], all: readonly WrittenPage[]): string[] {
  return pieces.flatMap((piece) => {
    if (typeof piece === "string") return [];
    if ("strong" in piece) return inlineFaults(piece.strong, all);
    if ("label" in piece) return labelFaults(piece.label);
    if ("code" in piece) return [];
    if ("keys" in piece) return piece.keys.filter((key) => !KEYS.has(key)).map((key) => `no such key: ${key}`);
    if ("page" in piece) return all.some(({ id }) => id === piece.page) ? [] : [`no such help page: ${piece.page}`];
    return patterns.some(({ pattern }) => pattern === piece.to) ? [] : [`no such screen: ${piece.to}`];
  });
}

function labelFaults(key: string): string[] {
  const area = areas.find(({ texts }) => key in texts.ar);
  if (!area) return [`no such message in the client: ${key}`];
  return HELP_LANGUAGES.filter((language) => !isPlain(area.texts[language][key] ?? "{")).map(
    (language) => `${key} is a sentence with values (${language}), not a label`,
  );
}

/** What was seen when a picture was taken must still be said; a picture of no page is waste. */
function pictureFaults(folder: string): BookFault[] {
  const taken = takenIn(folder);
  const shown = new Set(
    books.flatMap(({ language, book }) =>
      book.pages
        .filter((page) => page.folder === folder)
        .flatMap(({ blocks }) => blocks.flatMap((b) => ("picture" in b ? `${b.picture}.${language}` : []))),
    ),
  );
  return globSync(`${folder}/pictures/*.webp`, { cwd: ROOT }).flatMap((file) => {
    const name = basename(file, ".webp");
    const language = (name.split(".").at(-1) ?? "") as HelpLanguage;
    const gone = (taken[name]?.words ?? []).filter((word) => !said(language).has(word));
    return [
      ...(shown.has(name) ? [] : ["no help page shows it"]),
      ...(taken[name] ? [] : ["taken without bin/pictures"]),
      ...(statSync(join(ROOT, file)).size > PICTURE_LIMIT ? [`more than ${PICTURE_LIMIT} bytes`] : []),
      ...(gone.length > 0 ? [`the product no longer says ${gone.join(", ")}: run bin/pictures`] : []),
    ].map((fault) => ({ file, fault }));
  });
}

function said(language: HelpLanguage): ReadonlySet<string> {
  return wordsSaid(areas as readonly MessageArea[], language);
}
