/**
 * The bytes a person waits for, against the budgets. Reads the built client's manifest; run after
 * `vite build`. Exit status 1 when something is over its budget.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

type Chunk = {
  file: string;
  src?: string;
  isEntry?: boolean;
  isDynamicEntry?: boolean;
  imports?: string[];
  css?: string[];
  assets?: string[];
};
type Manifest = Record<string, Chunk>;
type Line = { what: string; bytes: number; budget: number };

const BUILT = join(import.meta.dirname, "../dist/web");
const KILO = 1000;
const LOCALES = ["ar", "fr", "zgh", "en"];

/** Everything that a chunk needs before it runs. */
function closure(manifest: Manifest, starts: string[]): Set<string> {
  const seen = new Set<string>();
  const visit = (key: string): void => {
    if (seen.has(key)) return;
    const chunk = manifest[key];
    if (!chunk) throw new Error(`Not in the built client: ${key}`);
    seen.add(key);
    chunk.imports?.forEach(visit);
  };
  starts.forEach(visit);
  return seen;
}

const packed = (file: string): number => gzipSync(readFileSync(join(BUILT, file)), { level: 9 }).length;
const sum = (files: Iterable<string>, size: (file: string) => number): number =>
  [...files].reduce((total, file) => total + size(file), 0);

const scripts = (manifest: Manifest, keys: Iterable<string>): Set<string> =>
  new Set([...keys].map((key) => manifest[key]?.file ?? "").filter((file) => file.endsWith(".js")));
const styles = (manifest: Manifest, keys: Iterable<string>): Set<string> =>
  new Set([...keys].flatMap((key) => manifest[key]?.css ?? []));

function keyOfMessages(manifest: Manifest, locale: string): string {
  const key = Object.keys(manifest).find((one) => one.endsWith(`virtual:messages/${locale}`));
  if (!key) throw new Error(`No messages of ${locale} in the built client`);
  return key;
}

function fontBytes(names: readonly string[]): number {
  const files = Object.values(JSON.parse(readFileSync(join(BUILT, ".vite/manifest.json"), "utf8")) as Manifest).map(
    (c) => c.file,
  );
  return sum(names, (name) => {
    const file = files.find((one) => one.startsWith(`assets/${name}-`) && one.endsWith(".woff2"));
    if (!file) throw new Error(`No font ${name} in the built client`);
    return readFileSync(join(BUILT, file)).length;
  });
}

/** What is measured, in the order of the table. */
export function measure(manifest: Manifest): Line[] {
  const entry = Object.keys(manifest).find((key) => manifest[key]?.isEntry);
  if (!entry) throw new Error("The built client has no entry");
  const firstKeys = (locale: string) => closure(manifest, [entry, keyOfMessages(manifest, locale)]);
  const latin = ["plex-400", "plex-600"];
  const lines: Line[] = [
    ...LOCALES.map((locale) => ({
      what: `first screen, scripts, ${locale}`,
      bytes: sum(scripts(manifest, firstKeys(locale)), packed),
      budget: 150 * KILO,
    })),
    { what: "first screen, styles", bytes: sum(styles(manifest, firstKeys("ar")), packed), budget: 15 * KILO },
    { what: "fonts, ar", bytes: fontBytes([...latin, "plex-arabic-400", "plex-arabic-600"]), budget: 80 * KILO },
    { what: "fonts, fr", bytes: fontBytes(latin), budget: 40 * KILO },
  ];
  const first = firstKeys("ar");
  for (const [key, chunk] of Object.entries(manifest)) {
    if (!chunk.isDynamicEntry || first.has(key) || key.includes("virtual:messages/")) continue;
    const more = [...closure(manifest, [key])].filter((one) => !first.has(one));
    lines.push({ what: chunk.src ?? key, bytes: sum(scripts(manifest, more), packed), budget: 80 * KILO });
  }
  return lines;
}

function print(lines: readonly Line[]): boolean {
  const [first, routes] = [lines.filter((line) => line.budget !== 80 * KILO || line.what.startsWith("fonts")), lines];
  const heaviest = routes.filter((line) => !first.includes(line)).sort((a, b) => b.bytes - a.bytes);
  const shown = [...first, ...heaviest.filter((line, i) => i < 8 || line.bytes > line.budget)];
  for (const { what, bytes, budget } of shown) {
    const kilo = (n: number): string => (n / KILO).toFixed(1).padStart(6);
    console.log(`${bytes > budget ? "OVER" : "  ok"} ${kilo(bytes)} of ${kilo(budget)} kB  ${what}`);
  }
  return lines.every(({ bytes, budget }) => bytes <= budget);
}

if (import.meta.main) {
  const file = join(BUILT, ".vite/manifest.json");
  if (!existsSync(file)) {
    console.error("The client is not built: run vite build first.");
    process.exit(2);
  }
  if (!print(measure(JSON.parse(readFileSync(file, "utf8")) as Manifest))) process.exit(1);
}
