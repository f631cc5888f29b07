/**
 * bin/test: the checks, the tests beside the code, those of the features once more on an external PostgreSQL, the
 * journeys in a browser. Ends with `N passed, N failed`, where a check counts as one test, and fails when anything
 * failed or when nothing ran.
 */
import { spawn } from "node:child_process";
import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { whyNoDebianServer } from "../src/platform/testing/debian-server.ts";
import { installPackages } from "../src/supervisor/packages.ts";
import { printFailures, printStep, runChecks } from "./check.ts";

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

const REPORTS = ".diwan/test";

async function checks(): Promise<Tally> {
  const results = await runChecks(printStep);
  printFailures(results);
  const failed = results.filter(({ passed }) => !passed).length;
  return { passed: results.length - failed, failed, skipped: 0 };
}

const unitTests = () => vitest("vitest", []);

/** The features, once more on Debian's own PostgreSQL: an institution may already run one. */
async function externalTests(): Promise<Tally> {
  if (whyNoDebianServer()) return { passed: 0, failed: 0, skipped: 1 };
  return vitest("vitest-external", ["src/features"], { DIWAN_TEST_SERVER: "external" });
}

async function vitest(name: string, paths: string[], env: Record<string, string> = {}): Promise<Tally> {
  const report = `${REPORTS}/${name}.json`;
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const code = await run(["node_modules/vitest/vitest.mjs", "run", ...reporters, ...paths], env);
  return withExitCode(code, readVitest(report));
}

async function journeys(): Promise<Tally> {
  if (globSync("test/journeys/**/*.ts").length === 0) return { passed: 0, failed: 0, skipped: 0 };
  const report = `${REPORTS}/playwright.json`;
  const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: report };
  const code = await run(["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json"], env);
  return withExitCode(code, readPlaywright(report));
}

/** A file that does not even load has no test to count; it counts as one failure. */
export function readVitest(report: string): Tally | undefined {
  if (!existsSync(report)) return undefined;
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(report, "utf8"),
  );
  const unloaded = testResults.filter(
    (file: { status: string; assertionResults: { status: string }[] }) =>
      file.status === "failed" && !file.assertionResults.some(({ status }) => status === "failed"),
  ).length;
  return { passed: numPassedTests, failed: numFailedTests + unloaded, skipped: numPendingTests + numTodoTests };
}

/** A journey that passed only when tried again did pass, and says so in the list above. */
export function readPlaywright(report: string): Tally | undefined {
  if (!existsSync(report)) return undefined;
  const { stats, errors } = JSON.parse(readFileSync(report, "utf8"));
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length, skipped: stats.skipped };
}

/** The numbers and the exit code must agree: a runner that failed without a failed test is a failure too. */
export function withExitCode(code: number, tally: Tally | undefined): Tally {
  if (!tally) return { passed: 0, failed: 1, skipped: 0 };
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

function run(args: string[], env: Record<string, string> = {}): Promise<number> {
  const child = spawn(process.execPath, args, { stdio: "inherit", env: { ...process.env, ...env } });
  return new Promise((resolve) => {
    child.once("error", () => resolve(1));
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

async function main(): Promise<void> {
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });
  const { missing, command } = await installPackages(["test", "run"], (packages) =>
    console.log(`installing ${packages.map(({ name }) => name).join(" ")}`),
  );
  if (missing.length > 0) console.log(`missing system programs, some tests will fail or be skipped: ${command}`);
  const tallies: Tally[] = [];
  for (const [title, part] of [
    ["checks", checks],
    ["tests", unitTests],
    ["tests on an external server", externalTests],
    ["journeys", journeys],
  ] as const) {
    console.log(`\n=== ${title}`);
    const since = performance.now();
    const tally = await part();
    console.log(
      `=== ${title}: ${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped, ${Math.round((performance.now() - since) / 1000)} s`,
    );
    tallies.push(tally);
  }
  const sum = (key: keyof Tally) => tallies.reduce((total, tally) => total + tally[key], 0);
  const ran = tallies.slice(1).reduce((total, { passed, failed }) => total + passed + failed, 0);
  if (ran === 0) console.log("\nno test ran");
  console.log(`\n${sum("passed")} passed, ${sum("failed")} failed`);
  process.exitCode = sum("failed") > 0 || ran === 0 ? 1 : 0;
}

if (import.meta.main) await main();
