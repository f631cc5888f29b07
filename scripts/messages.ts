/**
 * Messages of the program in its four languages.
 *   node scripts/messages.ts check    every fault, one a line; exit status 1 when there is one
 *   node scripts/messages.ts types    writes src/platform/i18n/keys.generated.d.ts
 *   node scripts/messages.ts unused   keys that no source names
 *   node scripts/messages.ts review   Tamazight sentences that await a reader
 */
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { type MessageArea, readMessageAreas, SOURCE_ROOT } from "../src/platform/i18n/message-source.ts";
import { checkArea, checkUnique } from "./messages/check-catalogue.ts";
import { checkSource } from "./messages/check-source.ts";
import { unsentKeys } from "./messages/key-sent.ts";
import { keyTypes } from "./messages/key-types.ts";
import { unusedKeys } from "./messages/key-uses.ts";

const ROOT = join(SOURCE_ROOT, "..");
const GENERATED = join(SOURCE_ROOT, "platform/i18n/keys.generated.d.ts");
/** What people see is written in these; the gallery shows sample texts on purpose. */
const SCREENS = ["src/web/**/*.tsx", "src/features/*/web/**/*.tsx"];
const NOT_SCREENS = /\.test\.tsx$|\/gallery\//;

const shown = (path: string): string => relative(ROOT, path);

function faults(areas: readonly MessageArea[]): string[] {
  const inMessages = [...areas.flatMap(checkArea), ...checkUnique(areas)].map(
    ({ folder, locale, key, fault }) => `${shown(join(folder, locale ? `${locale}.json` : "*.json"))}: ${key} ${fault}`,
  );
  const inScreens = screens().flatMap((path) =>
    checkSource(path, readFileSync(join(ROOT, path), "utf8")).map(
      ({ line, column, fault }) => `${path}:${line}:${column}: ${fault}`,
    ),
  );
  const unsent = browserSources().flatMap((path) =>
    unsentKeys(areas, readFileSync(join(ROOT, path), "utf8")).map(
      (key) => `${path}: ${key} is not sent to the browser`,
    ),
  );
  return [...inMessages, ...inScreens, ...unsent, ...staleTypes(areas, inMessages.length > 0)];
}

/** Malformed messages have no types: they are reported first. */
function staleTypes(areas: readonly MessageArea[], malformed: boolean): string[] {
  const known = existsSync(GENERATED) ? readFileSync(GENERATED, "utf8") : "";
  if (malformed || known === keyTypes(areas)) return [];
  return [`${shown(GENERATED)}: out of date: run node scripts/messages.ts types`];
}

const screens = (): string[] =>
  SCREENS.flatMap((pattern) => globSync(pattern, { cwd: ROOT }))
    .filter((path) => !NOT_SCREENS.test(path))
    .sort();

const browserSources = (): string[] =>
  SCREENS.flatMap((pattern) => globSync(pattern.replace("*.tsx", "*.{ts,tsx}"), { cwd: ROOT }))
    .filter((path) => !/\.test\.tsx?$/.test(path))
    .sort();

function check(): number {
  const areas = readMessageAreas();
  const found = faults(areas);
  for (const line of found) console.log(line);
  const keys = areas.reduce((sum, area) => sum + Object.keys(area.texts.fr).length, 0);
  console.log(`${areas.length} modules, ${keys} messages, ${screens().length} screens, ${found.length} faults`);
  return found.length === 0 && areas.length > 0 ? 0 : 1;
}

function types(): number {
  writeFileSync(GENERATED, keyTypes(readMessageAreas()));
  return 0;
}

function unused(): number {
  const sources = globSync("{src,test,scripts}/**/*.{ts,tsx}", { cwd: ROOT }).map((path) =>
    readFileSync(join(ROOT, path), "utf8"),
  );
  for (const key of unusedKeys(readMessageAreas(), sources)) console.log(key);
  return 0;
}

function review(): number {
  for (const area of readMessageAreas()) {
    for (const key of area.review)
      console.log([key, area.texts.zgh[key], area.texts.ar[key], area.texts.fr[key]].join("\t"));
  }
  return 0;
}

const commands: Record<string, () => number> = { check, types, unused, review };
const command = commands[process.argv[2] ?? "check"];
if (!command) {
  console.error(`Unknown command. One of: ${Object.keys(commands).join(", ")}`);
  process.exit(2);
}
process.exit(command());
