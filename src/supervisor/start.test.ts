import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startCluster } from "#platform/db/embedded.ts";
import { readPidFile, stopServer } from "#platform/db/embedded-postmaster.ts";
import { clientHash } from "./client-build.ts";

/** A stand-in for the inside or the public side: it serves, tells what it was given, and writes down its end. */
const PROGRAM = `
import { appendFileSync } from "node:fs";
import { createServer } from "node:http";
const name = process.env.DIWAN_DESK_PORT ? "desk" : "main";
const port = process.env.DIWAN_DESK_PORT ?? process.env.DIWAN_PORT;
const note = (line) => appendFileSync(new URL("events", import.meta.url), line + "\\n");
if (process.env.FAIL === name) { console.error("the reason it failed"); process.exit(3); }
if (name === "main") await (await import(process.env.CHILD)).receiveDatabase();
createServer((request, response) => {
  if (request.url === "/crash") process.exit(1);
  response.end(JSON.stringify(process.env));
}).listen(port, "127.0.0.1", () => {
  note(name + " serves");
  process.send({ type: "ready", url: "http://localhost:" + port, setupUrl: process.env.SETUP });
});
process.on("SIGTERM", () => { note(name + " finished"); process.exit(0); });
process.on("disconnect", () => process.exit(0));
`;

let made: string;
let home: string;
let data: string;
let port: number;
const running: Started[] = [];

interface Started {
  child: ChildProcess;
  output: () => string;
  exit: Promise<number | null>;
}

function start(args: string[] = [], env: Record<string, string> = {}): Started {
  const module = JSON.stringify(new URL("./start.ts", import.meta.url).href);
  const entries = JSON.stringify({ main: `${home}/main.mjs`, desk: `${home}/desk.mjs` });
  const script = `const { runStart } = await import(${module}); await runStart(process.argv.slice(1), ${entries}, ${JSON.stringify(home)});`;
  const all = ["--port", `${port}`, "--data", data, ...args];
  const child = spawn(process.execPath, ["--input-type=module", "-e", script, "--", ...all], {
    env: { PATH: process.env.PATH, LANG: "C.UTF-8", CHILD: new URL("./child.ts", import.meta.url).href, ...env },
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  const started = {
    child,
    output: () => output,
    exit: new Promise<number | null>((resolve) => child.once("close", resolve)),
  };
  running.push(started);
  return started;
}

function events(): string[] {
  return readFileSync(`${home}/events`, "utf8").trim().split("\n");
}

async function says(started: Started, text: string): Promise<void> {
  await expect.poll(started.output, { timeout: 50_000, interval: 20 }).toContain(text);
}

async function environmentOf(address: number): Promise<Record<string, string>> {
  return (await fetch(`http://127.0.0.1:${address}/`)).json() as Promise<Record<string, string>>;
}

function isFree(address: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(address, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** Below the range from which the kernel gives ports to clients, and free with the two that follow it. */
async function freePort(): Promise<number> {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 10_000);
    const free = await Promise.all([first, first + 1, first + 2].map(isFree));
    if (free.every(Boolean)) return first;
  }
}

/** One database cluster, made once: most tests only need one to exist. */
beforeAll(async () => {
  made = mkdtempSync("/tmp/diwan-start-");
  if (process.getuid?.() === 0) chmodSync(made, 0o711);
  await (await startCluster({ dataDir: made, log() {} })).stop();
}, 60_000);

afterAll(() => rmSync(made, { recursive: true, force: true }));

beforeEach(async () => {
  home = mkdtempSync("/tmp/diwan-start-");
  if (process.getuid?.() === 0) chmodSync(home, 0o711);
  data = `${home}/data`;
  execFileSync("cp", ["-a", made, data]);
  port = await freePort();
  for (const name of ["main", "desk"]) writeFileSync(`${home}/${name}.mjs`, PROGRAM);
  mkdirSync(`${home}/dist/web`, { recursive: true });
  writeFileSync(`${home}/dist/web.built-from`, clientHash(home));
});

afterEach(async () => {
  for (const { child, exit } of running.splice(0)) {
    child.kill("SIGKILL");
    await exit;
  }
  const server = readPidFile(`${data}/pg`);
  if (server) await stopServer(server.pid, `${data}/pg`, "immediate");
  // The children of a killed supervisor may still be writing their last words.
  rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

describe("bin/start", { timeout: 120_000 }, () => {
  it("says where Diwan is, in the language of the terminal, and stops everything in its order", async () => {
    const diwan = start([], { LANG: "fr_FR.UTF-8", SETUP: "http://localhost/setup?once" });
    await says(diwan, `Diwan est prêt : http://localhost:${port}\n`);
    await says(diwan, "(ce lien ne sert qu'une fois) : http://localhost/setup?once");
    const run = JSON.parse(readFileSync(`${data}/run/diwan.json`, "utf8"));
    expect(run).toMatchObject({ pid: diwan.child.pid, url: `http://localhost:${port}`, port, deskPort: port + 1 });
    diwan.child.kill("SIGTERM");
    expect(await diwan.exit).toBe(0);
    expect(events().slice(-2)).toEqual(["desk finished", "main finished"]);
    expect(existsSync(`${data}/pg/postmaster.pid`)).toBe(false);
    expect(existsSync(`${data}/run/diwan.json`)).toBe(false);
  });

  it("gives the public side no credential of the inner database", async () => {
    await says(start(["--demo"], { DIWAN_KEY_FILE: "/x" }), "Diwan is ready");
    const main = await environmentOf(port);
    expect(JSON.parse(main.DIWAN_DB_APP ?? "")).toMatchObject({ user: "diwan_app", database: "diwan" });
    expect(main).toMatchObject({ DIWAN_DATA: data, DIWAN_PORT: `${port}`, DIWAN_DEMO: "1" });
    const desk = await environmentOf(port + 1);
    expect(desk).toMatchObject({ DIWAN_DESK_DIR: `${data}/desk`, DIWAN_DESK_PORT: `${port + 1}` });
    expect(Object.keys(desk).filter((name) => /DB|DATABASE|KEY_FILE/.test(name))).toEqual([]);
  });

  it("by a name, starts the public side after the inside, which may have to make their certificate", async () => {
    const diwan = start(["--host", "diwan.example.ma"]);
    await says(diwan, "Diwan is ready");
    expect(events()).toEqual(["main serves", "desk serves"]);
    expect(await environmentOf(port)).toMatchObject({ DIWAN_HOST: "diwan.example.ma", DIWAN_HTTP_PORT: `${port + 2}` });
  });

  it("started twice on one folder, tells the second who runs and leaves the first alone", async () => {
    const first = start();
    await says(first, "Diwan is ready");
    const second = start(["--port", `${port + 10}`]);
    expect(await second.exit).toBe(75);
    expect(second.output()).toBe(
      `Diwan already runs on ${data}: http://localhost:${port} (process ${first.child.pid}).\n`,
    );
    await environmentOf(port);
  });

  it("starts nothing when its port is taken", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, "127.0.0.1", resolve));
    rmSync(data, { recursive: true });
    const diwan = start();
    expect(await diwan.exit).toBe(74);
    expect(diwan.output()).toBe(`Port ${port} is already used by another program. Choose another with --port.\n`);
    expect(existsSync(`${data}/pg`)).toBe(false);
    other.close();
  });

  it("shows the last lines of a process that fails while starting, and leaves no server behind", async () => {
    const diwan = start([], { FAIL: "main" });
    expect(await diwan.exit).toBe(70);
    expect(diwan.output()).toContain("the reason it failed");
    expect(existsSync(`${data}/pg/postmaster.pid`)).toBe(false);
  });

  it("starts a crashed process again", async () => {
    const diwan = start();
    await says(diwan, "Diwan is ready");
    await fetch(`http://127.0.0.1:${port}/crash`).catch(() => undefined);
    await expect
      .poll(
        () =>
          environmentOf(port).then(
            () => "serves",
            () => "gone",
          ),
        { timeout: 30_000 },
      )
      .toBe("serves");
    expect(readFileSync(`${data}/log/supervisor.log`, "utf8")).toContain("main ended: exit code 1");
  });

  it("starts a killed database again, at the same address", async () => {
    const diwan = start();
    await says(diwan, "Diwan is ready");
    const before = readPidFile(`${data}/pg`)?.pid as number;
    process.kill(before, "SIGKILL");
    await says(diwan, "The database stopped; starting it again.");
    await expect
      .poll(() => readPidFile(`${data}/pg`), { timeout: 30_000 })
      .toMatchObject({ status: "ready", pid: expect.not.toBeOneOf([before]) });
  });

  it("killed with -9, takes its children with it, and the next start takes over the database", async () => {
    const first = start();
    await says(first, "Diwan is ready");
    const server = readPidFile(`${data}/pg`)?.pid;
    first.child.kill("SIGKILL");
    await first.exit;
    await expect
      .poll(
        () =>
          environmentOf(port).then(
            () => "serves",
            () => "gone",
          ),
        { timeout: 30_000 },
      )
      .toBe("gone");
    const second = start();
    await says(second, "Diwan is ready");
    expect(readPidFile(`${data}/pg`)?.pid).toBe(server);
  });

  it("for developers, starts the inside again with its database when a file changes", async () => {
    await says(start(["--dev"]), "Diwan is ready");
    appendFileSync(`${home}/main.mjs`, "\nprocess.env.CHANGED = 'yes';\n");
    const changed = () => environmentOf(port).then(({ CHANGED, DIWAN_DB_APP }) => [CHANGED, typeof DIWAN_DB_APP]);
    await expect.poll(() => changed().catch(() => "gone"), { timeout: 30_000 }).toEqual(["yes", "string"]);
  });

  it("refuses what it does not understand", async () => {
    const diwan = start(["--demi"]);
    expect(await diwan.exit).toBe(64);
    expect(diwan.output()).toContain("--demi");
  });
});
