/**
 * What an answer costs: the list of an agent's requests, through session, limits, transaction, row level security and
 * presentation, against a bare Fastify route that runs the statements of that very list on a pool of the same size.
 * By turns, on one server.
 *   node bench/http.ts [--rounds 5] [--seconds 4] [--port 3462]
 */
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { load as loadDemonstration, PASSWORD } from "#features/demonstration/api.ts";

import { type Config, readConfig } from "#platform/config.ts";
import { type Cluster, startCluster } from "#platform/db/embedded.ts";
import { authenticatorSlot } from "#platform/http/authenticate.ts";
import { createServer } from "#platform/http/server.ts";
import { openPlatform } from "#platform/open.ts";
import { routesOf } from "../src/app.ts";
import { startProcess } from "../src/process.ts";
import { median, say, spread, verdict } from "./support/figures.ts";
import { type Load, load } from "./support/load.ts";
import { ended } from "./support/product.ts";

const GOAL = 0.4;
const LIST = "/api/requests";
const LOGIN = "driss";

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "4" },
    port: { type: "string", default: "3462" },
  },
});
const port = Number(options.port);
const url = `http://localhost:${port}`;
const bare = `http://localhost:${port + 1}`;
const ROOT = join(import.meta.dirname, "..");

type Statement = { text: string; values: unknown[] };

/** Loads the demonstration, signs one agent in, and notes what his list asks of the database. */
async function prepare(config: Config): Promise<{ cookie: string; statements: Statement[]; count: number }> {
  const first = await startProcess({ ...config, only: "worker" });
  await loadDemonstration(first.opened.platform);
  const features = first.features;
  await first.stop();
  const opened = openPlatform(
    config,
    features.flatMap((feature) => feature.fills ?? []),
  );
  const noted: Statement[] = [];
  noteStatements(opened.pool, noted);
  const authenticate = authenticatorSlot.all(opened.platform.fills)[0]!;
  const app = await createServer(opened.platform, { routes: routesOf(features), authenticate });
  const headers = { "x-diwan": "1", "idempotency-key": "bench-sign-in" };
  const signedIn = await app.inject({
    method: "POST",
    url: "/api/session",
    headers,
    payload: { login: LOGIN, password: PASSWORD },
  });
  const cookie = signedIn.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  noted.length = 0;
  const answer = await app.inject({ url: LIST, headers: { cookie } });
  if (answer.statusCode !== 200) throw new Error(`${LIST} answered ${answer.statusCode}: ${answer.body}`);
  // The session's own question and the transaction are what the bare route does without.
  const statements = noted.filter(({ text }) => !/^(begin|commit|rollback)|accounts\.session/.test(text.trim()));
  await app.close();
  await opened.close();
  return { cookie, statements, count: answer.json<{ items: unknown[] }>().items.length };
}

function noteStatements(pool: ReturnType<typeof openPlatform>["pool"], noted: Statement[]): void {
  pool.on("connect", (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    client.query = ((...args: unknown[]) => {
      const asked = args[0] as string | Statement;
      noted.push(typeof asked === "string" ? { text: asked, values: [] } : { text: asked.text, values: asked.values });
      return query(...args);
    }) as typeof client.query;
  });
}

function run(file: string, env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [join(ROOT, file)], { cwd: ROOT, env: { ...process.env, ...env }, stdio: "ignore" });
}

async function answering(address: string, headers: Record<string, string> = {}): Promise<void> {
  while ((await fetch(address, { headers }).catch(() => null))?.status !== 200) await sleep(100);
}

async function bench(cluster: Cluster, dataDir: string): Promise<void> {
  const env = {
    DIWAN_DATA: dataDir,
    DIWAN_PORT: `${port}`,
    DIWAN_ONLY: "web",
    DIWAN_DB_OWNER: JSON.stringify(cluster.owner),
    DIWAN_DB_APP: JSON.stringify(cluster.app),
    DIWAN_LOG_LEVEL: "info",
  };
  const { cookie, statements, count } = await prepare(readConfig({ ...env, DIWAN_LOG_LEVEL: "error" }));
  const children = [
    run("src/main.ts", env),
    run("bench/support/bare-list.ts", {
      BARE_PORT: `${port + 1}`,
      BARE_DATABASE: JSON.stringify(cluster.superuser),
      BARE_STATEMENTS: JSON.stringify(statements),
    }),
  ];
  try {
    await Promise.all([answering(`${url}/health/ready`), answering(`${bare}/list`)]);
    say(`${LIST}: items, statements of the list`, `${count}, ${statements.length}`);
    await compare(cookie);
  } finally {
    await Promise.all(children.map(ended));
  }
}

async function compare(cookie: string): Promise<void> {
  const seconds = Number(options.seconds);
  const ours: Load[] = [];
  const theirs: Load[] = [];
  // The first round only warms both.
  for (let round = -1; round < Number(options.rounds); round++) {
    const one = await load(`${bare}/list`, {}, seconds);
    const other = await load(`${url}${LIST}`, { cookie }, seconds);
    if (round < 0) continue;
    theirs.push(one);
    ours.push(other);
  }
  const rates = (loads: Load[]) => loads.map(({ perSecond }) => perSecond);
  const slowest = (loads: Load[]) => median(loads.map(({ p95_ms }) => p95_ms)).toFixed(1);
  say(
    "bare Fastify and pg, answers a second (min / median / max)",
    spread(rates(theirs), 0),
    `p95 ${slowest(theirs)} ms`,
  );
  say("Diwan, answers a second (min / median / max)", spread(rates(ours), 0), `p95 ${slowest(ours)} ms`);
  const ratio = median(rates(ours)) / median(rates(theirs));
  say("ratio of the medians", `${(ratio * 100).toFixed(0)} %`, verdict(ratio >= GOAL, "40 %"));
}

const dataDir = mkdtempSync(join(tmpdir(), "diwan-bench-"));
chmodSync(dataDir, 0o755); // as root, the server runs as another user, who must be able to enter
mkdirSync(join(dataDir, "run"), { recursive: true });
const cluster = await startCluster({ dataDir, log: () => undefined });
try {
  await bench(cluster, dataDir);
} finally {
  await cluster.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
