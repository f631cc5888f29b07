/**
 * A feature is deleted by deleting its folder. For each feature that no other needs, and for each that only such leaves
 * need: its folder and those of the features standing on it are removed from a copy, and what remains must pass the type
 * check, migrate an empty database, serve, and pass one test of a feature it needed. `--all` tries every feature, with
 * all tests that do not name a deleted one.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Cluster, startCluster } from "#platform/db/embedded.ts";
import { openPool } from "#platform/db/open.ts";
import type { Feature } from "#platform/feature.ts";
import { discoverFeatures } from "../src/app.ts";

const ROOT = join(import.meta.dirname, "..");
const COPIES = join(ROOT, ".diwan/deletable");
/** The product and what its tests start from. What stands outside `src` proves things across features, and stays away. */
const COPIED = ["src", "package.json", "tsconfig.json", "vitest.config.ts"];
const TEST_SUPPORT = ["test/global-setup.ts", "bench/support"];
const LINKED = ["node_modules", "dist"];
/** What keeps no one from using the product when it is gone; without these nobody can sign in or exist. */
const FOUNDATION = ["people", "accounts"];
const AT_ONCE = 2;
const BOOT_PATIENCE_MS = 120_000;

/** The feature and all that stand on it. */
export function withDependents(name: string, features: readonly Pick<Feature, "name" | "needs">[]): string[] {
  const gone = new Set([name]);
  for (let before = 0; before !== gone.size; ) {
    before = gone.size;
    for (const { name: other, needs } of features) if (needs.some((need) => gone.has(need))) gone.add(other);
  }
  return [...gone].sort();
}

/** Leaves, and what only leaves stand on: each of these goes with at most one layer above it. */
export function deletions(features: readonly Pick<Feature, "name" | "needs">[], all: boolean): string[][] {
  const needed = (by: readonly Pick<Feature, "name" | "needs">[]) => new Set(by.flatMap(({ needs }) => needs));
  const leaves = features.filter(({ name }) => !needed(features).has(name));
  const without = features.filter((each) => !leaves.includes(each));
  const tried = all
    ? features.filter(({ name }) => !FOUNDATION.includes(name))
    : [...leaves, ...without.filter(({ name }) => !needed(without).has(name))];
  return tried.map(({ name }) => withDependents(name, features));
}

function makeCopy(gone: readonly string[]): string {
  const copy = join(COPIES, gone.join("-"));
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  execFileSync("cp", ["-al", ...COPIED, copy], { cwd: ROOT });
  execFileSync("cp", ["-al", "--parents", ...TEST_SUPPORT, copy], { cwd: ROOT });
  for (const name of LINKED) symlinkSync(join(ROOT, name), join(copy, name));
  for (const name of gone) rmSync(join(copy, "src/features", name), { recursive: true });
  // What names a deleted feature from outside proves things about both, and goes with it.
  for (const file of globSync("src/**/*.test.ts", { cwd: copy }))
    if (names(join(copy, file), gone)) rmSync(join(copy, file));
  return copy;
}

const names = (file: string, gone: readonly string[]): boolean =>
  gone.some((name) =>
    new RegExp(`features/${name}/|/api/${name}\\b|["'\`]${name}\\.`).test(readFileSync(file, "utf8")),
  );

/** Runs our Node in the copy; the words of a failure, or nothing. */
async function fails(copy: string, args: string[], env: Record<string, string> = {}): Promise<string> {
  const child = spawn(process.execPath, args, {
    cwd: copy,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const words = collect(child);
  const [code] = await once(child, "close");
  return code === 0 ? "" : words().slice(-3_000) || `exit code ${code}`;
}

function collect(child: ChildProcess): () => string {
  let words = "";
  for (const stream of [child.stdout!, child.stderr!]) stream.on("data", (part: Buffer) => (words += part));
  return () => words;
}

/** Migrates an empty database and serves; the words of a failure, or nothing. */
async function failsToBoot(copy: string, cluster: Cluster, database: string): Promise<string> {
  const superuser = openPool(cluster.superuser, 1);
  await superuser.query(`create database ${database} owner ${cluster.owner.user}`);
  await superuser.end();
  const port = await freePort();
  const env = {
    ...process.env,
    DIWAN_DATA: mkdtempSync(join(tmpdir(), "diwan-deletable-")),
    DIWAN_PORT: `${port}`,
    DIWAN_DB_OWNER: JSON.stringify({ ...cluster.owner, database }),
    DIWAN_DB_APP: JSON.stringify({ ...cluster.app, database }),
  };
  mkdirSync(join(env.DIWAN_DATA, "run"));
  const child = spawn(process.execPath, ["src/main.ts"], { cwd: copy, env, stdio: ["ignore", "pipe", "pipe"] });
  const words = collect(child);
  const ended = once(child, "exit");
  const served = await answers(`http://localhost:${port}/health/ready`, child);
  child.kill("SIGTERM");
  await ended;
  rmSync(env.DIWAN_DATA, { recursive: true, force: true });
  return served ? "" : words().slice(-3_000) || "no answer";
}

async function answers(url: string, child: ChildProcess): Promise<boolean> {
  const until = performance.now() + BOOT_PATIENCE_MS;
  while (child.exitCode === null && performance.now() < until) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.status === 200) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Tests over HTTP that still stand: all, or the shortest of a feature that the deleted one needed. */
function testsLeft(copy: string, gone: readonly string[], features: readonly Feature[], all: boolean): string[] {
  if (all) return ["src/features"];
  const needs = features.filter(({ name }) => gone.includes(name)).flatMap((each) => each.needs);
  const found = needs.flatMap((need) => globSync(`src/features/${need}/**/*.test.ts`, { cwd: copy }));
  const overHttp = found.filter((file) => readFileSync(join(copy, file), "utf8").includes("testDiwan("));
  const size = (file: string) => readFileSync(join(copy, file)).length;
  return overHttp.sort((a, b) => size(a) - size(b)).slice(0, 1);
}

async function prove(gone: string[], features: readonly Feature[], cluster: Cluster, all: boolean): Promise<string[]> {
  const copy = makeCopy(gone);
  const tests = testsLeft(copy, gone, features, all);
  const proofs: [string, () => Promise<string>][] = [
    ["types", () => fails(copy, ["node_modules/ts7/bin/tsc", "-p", ".", "--singleThreaded"])],
    ["boot", () => failsToBoot(copy, cluster, `without_${gone.join("_")}`)],
    [
      "tests",
      () =>
        tests.length
          ? fails(copy, ["node_modules/vitest/vitest.mjs", "run", ...tests])
          : Promise.resolve("no test is left"),
    ],
  ];
  const failures: string[] = [];
  for (const [what, attempt] of proofs) {
    const words = await attempt();
    if (words) failures.push(`without ${gone.join(", ")}: ${what}\n${words}`);
  }
  console.log(`without ${gone.join(", ")}: ${failures.length === 0 ? `types, boot, ${tests.join(" ")}` : "fails"}`);
  rmSync(copy, { recursive: true, force: true });
  return failures;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { all: { type: "boolean", default: false } } });
  const features = await discoverFeatures();
  const waiting = deletions(features, values.all);
  if (waiting.length === 0) throw new Error("no feature is a leaf");
  const dataDir = mkdtempSync(join(tmpdir(), "diwan-deletable-"));
  chmodSync(dataDir, 0o755); // as root, the server runs as another user, who must be able to enter
  const cluster = await startCluster({ dataDir, log: () => undefined, fsync: false });
  const failures: string[] = [];
  try {
    const lane = async () => {
      for (let gone = waiting.shift(); gone; gone = waiting.shift())
        failures.push(...(await prove(gone, features, cluster, values.all)));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
  } finally {
    await cluster.stop("immediate");
    rmSync(dataDir, { recursive: true, force: true });
  }
  for (const words of failures) console.error(words);
  process.exitCode = failures.length === 0 ? 0 : 1;
}

if (import.meta.main) await main();
