import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAccount, hashPassword } from "#features/accounts/api.ts";
import { newId } from "#platform/ids.ts";
import { asSystem } from "#platform/testing/database.ts";
import { type Road, roadTo } from "#platform/testing/road.ts";
import { buildWorld } from "../src/features/demonstration/load.ts";
import { type TestDiwan, testDiwan } from "../src/testing.ts";

/** The institution's database server goes away under a running Diwan and comes back. */
const PASSWORD = "four words of no poem";
let t: TestDiwan;
let road: Road;
let child: ChildProcess;
let origin: string;
let log = "";

beforeAll(async () => {
  t = await testDiwan({ at: new Date().toISOString() });
  const passwordHash = await hashPassword(PASSWORD);
  await t.as(asSystem, async (ctx) => {
    const { people } = await buildWorld(ctx);
    await createAccount(ctx, { person: people.salma!, login: "salma", passwordHash });
  });
  await t.settle();
  const { dataDir, database } = t.platform.config;
  road = await roadTo(database.owner);
  const port = await freePort();
  origin = `http://localhost:${port}`;
  const env = {
    ...process.env,
    DIWAN_DATA: dataDir,
    DIWAN_PORT: `${port}`,
    DIWAN_LOG_LEVEL: "info",
    DIWAN_DB_OWNER: JSON.stringify(road.to(database.owner)),
    DIWAN_DB_APP: JSON.stringify(road.to(database.app)),
  };
  child = spawn(process.execPath, ["src/main.ts"], { cwd: join(import.meta.dirname, ".."), env });
  for (const out of [child.stdout, child.stderr])
    out?.on("data", (part) => {
      log += part;
    });
  while ((await ready()) !== 200) {
    if (child.exitCode !== null) throw new Error(log);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}, 120_000);

afterAll(async () => {
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  await gone;
  await road.cut();
  await t.close();
}, 60_000);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const ready = async () => (await fetch(`${origin}/health/ready`).catch(() => null))?.status;

let cookie = "";
async function ask(method: string, path: string, options: { body?: object; key?: string; locale?: string } = {}) {
  return fetch(`${origin}/api${path}`, {
    method,
    headers: {
      "x-diwan": "1",
      cookie,
      "accept-language": options.locale ?? "ar",
      ...(method === "POST" && { "idempotency-key": options.key ?? newId() }),
      ...(options.body && { "content-type": "application/json" }),
    },
    ...(options.body && { body: JSON.stringify(options.body) }),
  });
}

/** What an open screen is told, and whether its stream has ended. */
async function screen() {
  const answer = await fetch(`${origin}/api/events`, { headers: { cookie } });
  const seen = { ended: false, text: "" };
  void (async () => {
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) seen.text += chunk;
    seen.ended = true;
  })();
  return seen;
}

test("meanwhile it says so to everyone; afterwards all goes on, signed in, with nothing lost and nothing done twice", async () => {
  const signed = await ask("POST", "/session", { body: { login: "salma", password: PASSWORD } });
  expect(signed.status).toBe(200);
  cookie = signed.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
  const draft = { kind: "leave.annual", language: "ar", form: {} };
  const kept = await ask("POST", "/requests", { body: draft });
  expect(kept.status).toBe(201);
  const { id } = (await kept.json()) as { id: string };
  const open = await screen();
  const before = log.length;

  await road.cut();
  const key = newId();
  const sentences = { ar: /قاعدة البيانات غير متاحة/, fr: /La base de données ne répond pas/ };
  for (const [locale, sentence] of Object.entries(sentences))
    for (const refused of [
      await ask("GET", "/session", { locale }),
      await ask("GET", `/requests/${id}`, { locale }),
      await ask("POST", "/requests", { body: draft, key, locale }),
    ]) {
      expect(refused.status).toBe(503);
      expect(refused.headers.get("content-type")).toMatch(/^application\/problem\+json/);
      expect(refused.headers.get("retry-after")).toBe("5");
      expect(await refused.json()).toMatchObject({
        code: "http.database_away",
        title: expect.stringMatching(sentence),
        requestId: expect.any(String),
      });
    }
  expect(await ready()).toBe(503);
  expect((await fetch(`${origin}/health/live`)).status).toBe(200);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const lines = log
    .slice(before)
    .split("\n")
    .filter((line) => /^(\{|Trace)/.test(line) && !/"answered"|"http.database_away"/.test(line));
  expect(lines.length, lines.join("\n")).toBeLessThanOrEqual(8);

  await road.mend();
  await expect.poll(ready).toBe(200);
  expect(await (await ask("GET", "/session")).json()).toMatchObject({ person: { id: expect.any(String) } });
  expect((await ask("GET", `/requests/${id}`)).status).toBe(200);
  const [first, again] = [
    await ask("POST", "/requests", { body: draft, key }),
    await ask("POST", "/requests", { body: draft, key }),
  ];
  expect([first.status, again.status]).toEqual([201, 201]);
  expect(await again.json()).toEqual(await first.json());
  const unplaced = async () => (await t.owner.query("select from events.event where seq is null")).rowCount;
  await expect.poll(unplaced).toBe(0);
  await expect.poll(() => open.text).toContain("data: *\n\n");
  expect(open.text).not.toContain("data: session");
  expect(open.ended).toBe(false);
  expect(child.exitCode).toBeNull();
}, 60_000);
