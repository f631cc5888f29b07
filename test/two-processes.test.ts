import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAccount, hashPassword } from "#features/accounts/api.ts";
import { newId } from "#platform/ids.ts";
import { asSystem } from "#platform/testing/database.ts";
import { buildWorld } from "../src/features/demonstration/load.ts";
import { type TestDiwan, testDiwan } from "../src/testing.ts";

/** Two processes on one database: the first serves and works, the second only serves. Nothing may depend on which is met. */
const ROOT = join(import.meta.dirname, "..");
const LOGINS = ["salma", "spt", "dpb", "hr1", "director"];
const PASSWORD = "four words of no poem";
let t: TestDiwan;
let ports: [number, number];
const children: ChildProcess[] = [];

beforeAll(async () => {
  t = await testDiwan({ at: new Date().toISOString() });
  const passwordHash = await hashPassword(PASSWORD);
  await t.as(asSystem, async (ctx) => {
    const { people } = await buildWorld(ctx);
    for (const login of LOGINS) await createAccount(ctx, { person: people[login]!, login, passwordHash });
  });
  await t.settle();
  ports = [await freePort(), await freePort()];
  await Promise.all([start(ports[0], {}), start(ports[1], { DIWAN_ONLY: "web" })]);
}, 120_000);

afterAll(async () => {
  await Promise.all(
    children.map((child) => {
      if (child.exitCode !== null) return undefined;
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      return gone;
    }),
  );
  await t.close();
}, 60_000);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function start(port: number, more: Record<string, string>): Promise<void> {
  const { dataDir, database } = t.platform.config;
  const env = {
    ...process.env,
    DIWAN_DATA: dataDir,
    DIWAN_PORT: `${port}`,
    DIWAN_DB_OWNER: JSON.stringify(database.owner),
    DIWAN_DB_APP: JSON.stringify(database.app),
    ...more,
  };
  const child = spawn(process.execPath, ["src/main.ts"], { cwd: ROOT, env, stdio: ["ignore", "ignore", "pipe"] });
  children.push(child);
  let words = "";
  child.stderr.on("data", (part) => {
    words += part;
  });
  const ready = async () => (await fetch(`http://localhost:${port}/health/ready`).catch(() => null))?.status === 200;
  while (!(await ready())) {
    if (child.exitCode !== null) throw new Error(words);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

let turn = 0;
/** Each request of a person meets the other process than the one before. */
class Person {
  readonly #login: string;
  cookie = "";

  constructor(login: string) {
    this.#login = login;
  }

  async ask(method: string, path: string, body?: object, options: { key?: string; at?: 0 | 1 } = {}) {
    const port = ports[options.at ?? (turn++ % 2 === 0 ? 0 : 1)];
    return fetch(`http://localhost:${port}/api${path}`, {
      method,
      headers: {
        "x-diwan": "1",
        cookie: this.cookie,
        ...(method === "POST" && { "idempotency-key": options.key ?? newId() }),
        ...(body && { "content-type": "application/json" }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  async get<T>(path: string): Promise<T> {
    const answer = await this.ask("GET", path);
    expect(answer.status, path).toBe(200);
    return (await answer.json()) as T;
  }

  async signIn(): Promise<this> {
    const answer = await this.ask("POST", "/session", { login: this.#login, password: PASSWORD });
    expect(answer.status, await answer.clone().text()).toBe(200);
    this.cookie = answer.headers
      .getSetCookie()
      .map((one) => one.split(";")[0])
      .join("; ");
    return this;
  }
}

type View = {
  version: number;
  currentStep: string | null;
  state: string;
  paper: string | null;
  steps: { state: string }[];
};
let agent: Person;
let request: string;
const view = (person: Person) => person.get<View>(`/requests/${request}`);

async function decide(person: Person, verdict: string, options: { key?: string; at?: 0 | 1 } = {}): Promise<Response> {
  const { version, currentStep } = await view(person);
  return person.ask("POST", `/requests/${request}/decision`, { step: currentStep, version, verdict }, options);
}

/** A Monday eleven weeks ahead, and its Wednesday. */
function days(): { from: string; to: string } {
  const monday = new Date();
  monday.setUTCDate(monday.getUTCDate() + 77 + ((8 - monday.getUTCDay()) % 7));
  const day = (date: Date) => date.toISOString().slice(0, 10);
  return { from: day(monday), to: day(new Date(monday.getTime() + 2 * 86_400_000)) };
}

/** What an open screen on the given process is told, until it is closed. */
async function openScreen(person: Person, at: 0 | 1): Promise<{ told: () => string; close: () => void }> {
  const stop = new AbortController();
  const answer = await fetch(`http://localhost:${ports[at]}/api/events`, {
    headers: { cookie: person.cookie },
    signal: stop.signal,
  });
  let told = "";
  void (async () => {
    for await (const part of answer.body!) told += Buffer.from(part).toString();
  })().catch(() => undefined);
  return { told: () => told, close: () => stop.abort() };
}

test("a session opened on one is known to the other", async () => {
  agent = await new Person("salma").signIn();
  for (const at of [0, 1] as const) expect((await agent.ask("GET", "/session", undefined, { at })).status).toBe(200);
});

test("the same form sent to both at once acts once", async () => {
  const key = newId();
  const form = { kind: "leave.annual", language: "ar", form: days() };
  const [one, other] = await Promise.all(
    ([0, 1] as const).map(async (at) => {
      const answer = await agent.ask("POST", "/requests", form, { key, at });
      return { status: answer.status, body: (await answer.json()) as { id: string; version: number } };
    }),
  );
  expect(other).toEqual(one);
  request = one!.body.id;
  const { items } = await agent.get<{ items: { id: string }[] }>("/requests");
  expect(items.filter(({ id }) => id === request)).toHaveLength(1);
  const sent = await agent.ask("POST", `/requests/${request}/submission`, { version: one!.body.version });
  expect(sent.status).toBe(200);
});

test("a leave goes its whole way, each act and each look on the other process; open screens hear of it", async () => {
  const screen = await openScreen(agent, 1);
  for (const login of ["spt", "dpb", "hr1"]) {
    const chief = await new Person(login).signIn();
    const answer = await decide(chief, "approve", { at: 0 });
    expect(answer.status, await answer.clone().text()).toBe(200);
    await expect
      .poll(async () => (await view(agent)).steps.some(({ state }) => state === "held"), { timeout: 30_000 })
      .toBe(false);
  }
  const director = await new Person("director").signIn();
  const key = newId();
  const { version, currentStep } = await view(director);
  const act = { step: currentStep, version, verdict: "approve" };
  const both = await Promise.all(
    ([0, 1] as const).map((at) => director.ask("POST", `/requests/${request}/decision`, act, { key, at })),
  );
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
  const done = await view(agent);
  expect(done).toMatchObject({ state: "approved", paper: expect.any(String) });
  const { items } = await agent.get<{ items: { id: string }[] }>("/papers");
  expect(items.map(({ id }) => id)).toContain(done.paper);
  // The first process sets the paper, the second one shows it.
  const file = () => agent.ask("GET", `/papers/${done.paper}/file`, undefined, { at: 1 });
  await expect.poll(async () => (await file()).status, { timeout: 30_000 }).toBe(200);
  await expect.poll(screen.told).toContain("data: ");
  screen.close();
}, 150_000);

test("who signs out on one is a stranger to the other", async () => {
  expect((await agent.ask("DELETE", "/session", undefined, { at: 0 })).status).toBe(204);
  expect((await agent.ask("GET", "/requests", undefined, { at: 1 })).status).toBe(401);
});
