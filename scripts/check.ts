/**
 * bin/check: everything that can be said about the code without running the product. Each step is a program; all of
 * them run, two at a time, and all failures are shown at the end. A new `scripts/check-*.ts` is a step by being there.
 */
import { spawn } from "node:child_process";
import { globSync } from "node:fs";
import { buildClient } from "../src/supervisor/client-build.ts";
import { SupervisorError } from "../src/supervisor/words.ts";

export interface StepResult {
  name: string;
  passed: boolean;
  seconds: number;
  output: string;
}

type Step = { name: string; run: () => Promise<{ passed: boolean; output: string }> };

const AT_ONCE = 2;
/** These look at the built client, so they wait for it. */
const NEEDS_BUILD = new Set(["sizes", "deletable"]);

const program = (name: string, ...args: string[]): Step => ({ name, run: () => runNode(args) });

const FIXED: Step[] = [
  program("types", "node_modules/ts7/bin/tsc", "-p", "."),
  { name: "client build", run: build },
  program(
    "lint and format",
    "node_modules/@biomejs/biome/bin/biome",
    "check",
    "--max-diagnostics=200",
    "--diagnostic-level=error",
    ".",
  ),
  program("styles", "node_modules/stylelint/bin/stylelint.mjs", "--config", "scripts/stylelint.json", "src/**/*.css"),
  program("messages", "scripts/messages.ts", "check"),
  program("reference", "scripts/reference.ts", "check"),
];

function foundSteps(): Step[] {
  const files = globSync("scripts/check-*.ts").sort();
  return files.map((file) => program(file.replace(/^.*check-(.*)\.ts$/, "$1"), file));
}

/** Runs every step and reports each as it ends. */
export async function runChecks(report: (result: StepResult) => void): Promise<StepResult[]> {
  const steps = [...FIXED, ...foundSteps()];
  const first = await runSteps(
    steps.filter(({ name }) => !NEEDS_BUILD.has(name)),
    AT_ONCE,
    report,
  );
  const then = await runSteps(
    steps.filter(({ name }) => NEEDS_BUILD.has(name)),
    1,
    report,
  );
  return [...first, ...then];
}

async function runSteps(steps: Step[], atOnce: number, report: (result: StepResult) => void): Promise<StepResult[]> {
  const waiting = [...steps];
  const results: StepResult[] = [];
  const lane = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const since = performance.now();
      const { passed, output } = await step.run();
      const result = { name: step.name, passed, output, seconds: (performance.now() - since) / 1000 };
      results.push(result);
      report(result);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return results;
}

function runNode(args: string[]): Promise<{ passed: boolean; output: string }> {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ passed: false, output: error.message }));
    child.once("close", (code) => resolve({ passed: code === 0, output: output.trim() }));
  });
}

async function build(): Promise<{ passed: boolean; output: string }> {
  try {
    return { passed: true, output: await buildClient(process.cwd(), () => undefined) };
  } catch (error) {
    return { passed: false, output: error instanceof SupervisorError ? error.explain("en") : String(error) };
  }
}

export function printStep({ name, passed, seconds }: StepResult): void {
  console.log(`${passed ? "ok  " : "FAIL"}  ${name.padEnd(16)} ${seconds.toFixed(1).padStart(6)} s`);
}

export function printFailures(results: StepResult[]): void {
  for (const { name, output } of results.filter(({ passed }) => !passed)) console.log(`\n--- ${name}\n${output}`);
}

if (import.meta.main) {
  const results = await runChecks(printStep);
  printFailures(results);
  const failed = results.filter(({ passed }) => !passed).length;
  console.log(`\n${results.length - failed} checks passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
