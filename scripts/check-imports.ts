/** The import rules of .dependency-cruiser.cjs, with proof that they saw the code: zero modules is a failure. */
import { spawnSync } from "node:child_process";

/** A reader that understands nothing reports no violation either; the code base never gets smaller than this. */
const FEWEST_MODULES = 100;

interface Report {
  summary: {
    totalCruised: number;
    violations: { from: string; to: string; rule: { name: string; severity: string } }[];
  };
}

const cruise = spawnSync(
  process.execPath,
  [
    "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs",
    "src",
    "--config",
    ".dependency-cruiser.cjs",
    "--output-type",
    "json",
  ],
  { encoding: "utf8", maxBuffer: 256 * 1024 * 1024 },
);
if (cruise.stdout === "") {
  console.error(cruise.stderr);
  process.exit(1);
}
const { summary }: Report = JSON.parse(cruise.stdout);
for (const { rule, from, to } of summary.violations) console.error(`${rule.name}: ${from} -> ${to}`);
if (summary.totalCruised < FEWEST_MODULES) console.error(`only ${summary.totalCruised} modules were read`);
console.log(`${summary.totalCruised} modules`);
process.exitCode = summary.violations.length > 0 || summary.totalCruised < FEWEST_MODULES ? 1 : 0;
