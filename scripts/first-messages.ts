import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { MessageArea } from "../src/platform/i18n/message-source.ts";
import { unusedKeys } from "./messages/key-uses.ts";

const ROOT = join(import.meta.dirname, "..");
/** What the first screen is made of: the shell, My work and the manifest of each feature, with all they import and every `firstPart`. */
const ENTRIES = [
  "src/web/main.tsx",
  "src/web/work/*.tsx",
  "src/web/shell/*.tsx",
  "src/features/*/web/{feature,api}.{ts,tsx}",
];
const FIRST_PART = /firstPart\(\(\) => import\("([^"]+)"\)\)/g;
const IMPORT = /(?:^|\n)\s*(?:import|export)\s(?!type\s)(?:[^"'();]*?\sfrom\s)?["']([^"']+\.tsx?)["']/g;

/** Keys that no source of the first screen names: they may come after it. */
export function laterKeys(areas: readonly MessageArea[]): ReadonlySet<string> {
  return new Set(
    unusedKeys(
      areas,
      firstSources().map((file) => readFileSync(file, "utf8")),
    ),
  );
}

function firstSources(): string[] {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file) || !existsSync(file)) return;
    seen.add(file);
    const source = readFileSync(file, "utf8");
    for (const imports of [IMPORT, FIRST_PART])
      for (const [, target] of source.matchAll(imports)) if (target) visit(resolve(file, target));
  };
  for (const entry of globSync(ENTRIES, { cwd: ROOT })) visit(join(ROOT, entry));
  return [...seen];
}

function resolve(from: string, target: string): string {
  const alias = /^#(platform|features|web)\/(.*)$/.exec(target);
  return alias ? join(ROOT, "src", alias[1] ?? "", alias[2] ?? "") : join(dirname(from), target);
}
