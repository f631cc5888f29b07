import { readFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { dirname, join, relative } from "node:path";

const PLATFORM = join(import.meta.dirname, "../..");
const ENTRANCE = join(PLATFORM, "audit/verify/main.ts");

/** What explains an export and lets it be checked: the read-me in three languages, and the verifier as plain JavaScript. */
export async function explainingPapers(): Promise<Map<string, Buffer>> {
  const papers = await verifierFiles();
  papers.set("README.md", await readFile(join(import.meta.dirname, "README.export.md")));
  return papers;
}

/** The verifier and all it imports, with their types taken out: `node verifier/audit/verify/main.mjs .` on Node >= 22. */
async function verifierFiles(): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const queue = [ENTRANCE];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    const path = join("verifier", relative(PLATFORM, file)).replace(/\.ts$/, ".mjs");
    if (files.has(path)) continue;
    const code = withoutTypes(await readFile(file, "utf8"));
    for (const [, specifier] of code.matchAll(IMPORT)) queue.push(join(dirname(file), specifier!));
    files.set(path, Buffer.from(code.replace(IMPORT, (text) => text.replace(/\.ts"$/, '.mjs"'))));
  }
  return files;
}

const IMPORT = /(?<=^(?:import|export) .*|^\} )from "(\.[^"]+\.ts)"/gm;

function withoutTypes(source: string): string {
  const stripped = stripTypeScriptTypes(source);
  return stripped
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}
