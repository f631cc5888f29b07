/**
 * bin/new-feature NAME: a feature folder that already works, to be changed and not to be completed: one table behind
 * the wall, one list, one command, one refusal in four languages, one test over HTTP.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { filesOf } from "./new-feature/files.ts";

/** The name is also a PostgreSQL schema, a route and the beginning of message keys. */
const NAME = /^[a-z][a-z]{2,30}$/;
/** Modules of the platform have their own schema, routes and message keys. */
const taken = (name: string) => existsSync(join(import.meta.dirname, "../src/platform", name));

function refuse(sentence: string): never {
  console.error(sentence);
  process.exit(64);
}

const name = process.argv[2] ?? "";
if (!NAME.test(name))
  refuse("usage: bin/new-feature NAME   a plural noun in lower case, for example: bin/new-feature vehicles");
if (name === "platform" || taken(name)) refuse(`${name} is a module of the platform`);
const folder = join(import.meta.dirname, "../src/features", name);
if (existsSync(folder)) refuse(`src/features/${name} exists`);

for (const [file, text] of filesOf(name)) {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}
const root = join(import.meta.dirname, "..");
for (const step of [
  ["scripts/messages.ts", "types"],
  ["scripts/reference.ts", "write"],
])
  if (spawnSync(process.execPath, step, { cwd: root, stdio: "inherit" }).status !== 0) process.exit(70);
console.log(`src/features/${name} is made, and the generated files know it. Rename "item" to the noun of the trade, say in
README.md what holds and what is refused, and run bin/check.`);
