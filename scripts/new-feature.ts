/**
 * bin/new-feature NAME: a feature folder that already works, to be changed and not to be completed: one table behind
 * the wall, one list, one command, one refusal in four languages, one test over HTTP.
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { filesOf } from "./new-feature/files.ts";

/** The name is also a PostgreSQL schema, a route and the beginning of message keys. */
const NAME = /^[a-z][a-z]{2,30}$/;
/** Names of the platform's own schemas and routes. */
const TAKEN = [
  "access",
  "audit",
  "events",
  "http",
  "jobs",
  "live",
  "net",
  "notifications",
  "numbering",
  "platform",
  "settings",
  "work",
];

function refuse(sentence: string): never {
  console.error(sentence);
  process.exit(64);
}

const name = process.argv[2] ?? "";
if (!NAME.test(name))
  refuse("usage: bin/new-feature NAME   a plural noun in lower case, for example: bin/new-feature vehicles");
if (TAKEN.includes(name)) refuse(`${name} is a module of the platform`);
const folder = join(import.meta.dirname, "../src/features", name);
if (existsSync(folder)) refuse(`src/features/${name} exists`);

for (const [file, text] of filesOf(name)) {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}
console.log(`src/features/${name} is made. Next:
  node scripts/messages.ts types && node scripts/reference.ts write
  node node_modules/ts7/bin/tsc -p . && npx vitest run src/features/${name}
Then rename "item" to the noun of the trade, and say in README.md what holds and what is refused.`);
