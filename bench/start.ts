/**
 * How long a start takes, from launched processes to the line that says ready, with dependencies and client in place;
 * and the memory of all processes when idle. Beside it, by turns: the same PostgreSQL started bare (`initdb` and
 * `pg_ctl`), then a Fastify server with one route.
 *   node bench/start.ts [--first 3] [--later 7] [--port 3460]
 */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { serverPrograms, serverUser } from "#platform/db/embedded-user.ts";
import { buildClient } from "../src/supervisor/client-build.ts";
import { median, say, spent, spread, verdict } from "./support/figures.ts";
import { ended, memoryOf, startProduct } from "./support/product.ts";

const GOALS = { first_s: 6, later_s: 2.5, memory_mb: 300 };
/** Until what a start leaves behind has been collected and the first jobs have run. */
const IDLE_AFTER_MS = 20_000;

const { values: options } = parseArgs({
  options: {
    first: { type: "string", default: "3" },
    later: { type: "string", default: "7" },
    port: { type: "string", default: "3460" },
  },
});
const port = Number(options.port);
const folder = mkdtempSync(join(tmpdir(), "diwan-bench-"));
chmodSync(folder, 0o755); // as root, the server runs as another user, who must be able to enter
const user = serverUser();

/** PostgreSQL and a web server with nothing of ours in them; `first` makes the database too. */
async function bareStart(place: string, first: boolean): Promise<number> {
  const programs = serverPrograms(folder, user);
  const identity = user.switch ? { uid: user.uid, gid: user.gid } : {};
  const run = (program: string, ...args: string[]) =>
    execFileSync(`${programs}/bin/${program}`, args, { ...identity, cwd: "/", stdio: "ignore" });
  const data = `${place}/pg`;
  const since = performance.now();
  if (first) {
    mkdirSync(place, { mode: 0o700 });
    if (user.switch) chownSync(place, user.uid, user.gid);
    run("initdb", "-D", data, "-U", "bare", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
  }
  run("pg_ctl", "-D", data, "-w", "-l", `${place}/log`, "-o", `-k ${place} -c listen_addresses=`, "start");
  const address = { host: place, user: "bare", database: "postgres" };
  const server = spawn(process.execPath, [join(import.meta.dirname, "support/bare-server.ts")], {
    env: { ...process.env, BARE_PORT: `${port}`, BARE_DATABASE: JSON.stringify(address) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(server.stdout!, "data");
  await fetch(`http://localhost:${port}/health/ready`);
  const took_s = (performance.now() - since) / 1_000;
  await ended(server);
  run("pg_ctl", "-D", data, "-w", "-m", "fast", "stop");
  return took_s;
}

async function start(dataDir: string): Promise<number> {
  let product: Awaited<ReturnType<typeof startProduct>> | undefined;
  const took_ms = await spent(async () => {
    product = await startProduct(dataDir, port);
  });
  await product!.stop();
  return took_ms / 1_000;
}

async function memory(dataDir: string): Promise<number> {
  const product = await startProduct(dataDir, port);
  await sleep(IDLE_AFTER_MS);
  const members = memoryOf(product.process.pid!);
  await product.stop();
  const mb = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
  for (const { name, bytes } of members) say(`  ${name}`, mb(bytes));
  return members.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6;
}

async function turns(count: number, act: (turn: number) => Promise<[number, number]>): Promise<[number[], number[]]> {
  const taken: [number, number][] = [];
  for (let turn = 0; turn < count; turn++) taken.push(await act(turn));
  return [taken.map(([ours]) => ours), taken.map(([, bare]) => bare)];
}

function tell(what: string, [ours, bare]: [number[], number[]], goal_s: number): void {
  say(`${what}: bare PostgreSQL and Fastify, s (min / median / max)`, spread(bare));
  say(`${what}: Diwan, s (min / median / max)`, spread(ours), verdict(median(ours) <= goal_s, `${goal_s} s`));
  say(`${what}: ratio of the medians`, `${(median(ours) / median(bare)).toFixed(1)}x`);
}

try {
  await buildClient(process.cwd(), () => console.log("building the client first"));
  serverPrograms(folder, user);
  const place = (turn: number, whose: string) => join(folder, `${whose}-${turn}`);
  const first = await turns(Number(options.first), async (turn) => [
    await start(place(turn, "diwan")),
    await bareStart(place(turn, "bare"), true),
  ]);
  tell("first start", first, GOALS.first_s);
  const later = await turns(Number(options.later), async () => [
    await start(place(0, "diwan")),
    await bareStart(place(0, "bare"), false),
  ]);
  tell("later start", later, GOALS.later_s);
  const used_mb = await memory(place(0, "diwan"));
  say("idle, all processes together (PSS)", `${used_mb.toFixed(0)} MB`, verdict(used_mb <= GOALS.memory_mb, "300 MB"));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
