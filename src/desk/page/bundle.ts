import { readFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";

const SRC = join(import.meta.dirname, "../..");

/**
 * The browser modules of the page in the order they need one another. They become one classic script, because a page opened
 * from a folder (file://) may not load modules; and the verification is word for word the code the server runs.
 */
const MODULES = [
  "platform/statement/statement.ts",
  "platform/statement/facts.ts",
  "platform/statement/revocations.ts",
  "platform/statement/verify.ts",
  "platform/statement/find.ts",
  "desk/published.ts",
  "desk/page/browser/words.ts",
  "desk/page/browser/check.ts",
  "desk/page/browser/page.ts",
];

/**
 * The page's script: types removed, each module in a scope of its own that hands on what it exports. A name exported
 * twice is a syntax error, not a surprise.
 */
export async function pageScript(): Promise<string> {
  const parts = await Promise.all(MODULES.map(async (path) => scoped(await readFile(join(SRC, path), "utf8"))));
  return `"use strict";(() => {\n${parts.join("\n")}\n})();`;
}

function scoped(source: string): string {
  const withoutImports = source.replace(/^import\s(?:type\s)?[^;]*?from\s"[^"]+";$/gm, "");
  const code = stripTypeScriptTypes(withoutImports, { mode: "strip" });
  const names = [...code.matchAll(/^export (?:async )?(?:const|function|class) (\w+)/gm)]
    .map((found) => found[1])
    .join(", ");
  const body = code
    .replace(/^export (?=const|function|async|class)/gm, "")
    .replace(/[ \t]+$/gm, "")
    .replace(/\n{2,}/g, "\n");
  return `const { ${names} } = (() => {${body}return { ${names} };\n})();`;
}
