/**
 * The generated reference in docs/reference: `write` makes it anew, `check` refuses when it is out of date. It says what
 * the code says, so it is never edited by hand.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { errors, events, sqlTexts } from "./reference/code.ts";
import { features, product, routes, tables } from "./reference/product.ts";
import { serverSources } from "./reference/source.ts";

const FOLDER = "docs/reference";

async function pages(): Promise<Map<string, string>> {
  const running = await product();
  const sources = serverSources();
  return new Map([
    ["features.md", features(running)],
    ["routes.md", routes(running)],
    ["tables.md", tables(running)],
    ["events.md", events(sources)],
    ["errors.md", errors(sources)],
    ["sql.md", sqlTexts(sources)],
  ]);
}

function readOrNothing(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

process.chdir(`${import.meta.dirname}/..`);
const made = await pages();
const stale = [...made].filter(([name, text]) => readOrNothing(`${FOLDER}/${name}`) !== text).map(([name]) => name);
const order = process.argv[2];
if (order === "write") {
  mkdirSync(FOLDER, { recursive: true });
  for (const name of stale) writeFileSync(`${FOLDER}/${name}`, made.get(name)!);
  console.log(stale.length ? `written: ${stale.join(", ")}` : "nothing changed");
} else if (order === "check") {
  console.log(
    stale.length
      ? `out of date: ${stale.join(", ")}; run node scripts/reference.ts write`
      : `${made.size} pages up to date`,
  );
  process.exitCode = stale.length ? 1 : 0;
} else {
  console.error("usage: node scripts/reference.ts write|check");
  process.exitCode = 64;
}
process.exit();
