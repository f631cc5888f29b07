import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadOrIssue } from "../tls/certificate.ts";
import { type Attempt, createNetClient, type NetRequest } from "./client.ts";
import type { AllowedDestination } from "./destination.ts";

const AT = new Date("2026-11-24T10:00:00Z");
const ACTOR = { kind: "person", id: "0199-agent" } as const;

let attempts: Attempt[];
let servers: Server[];
beforeEach(() => {
  attempts = [];
  servers = [];
});
afterEach(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

/** Starts a server of this machine and answers its port; `hits` counts what arrives. */
async function listen(handle: RequestListener, address = "127.0.0.1", port = 0, secure?: object) {
  const hits: string[] = [];
  const seen: RequestListener = (request, response) => {
    hits.push(`${request.method} ${request.url}`);
    handle(request, response);
  };
  const server = secure ? createSecureServer(secure, seen) : createServer(seen);
  servers.push(server as Server);
  await new Promise<void>((resolve) => server.listen(port, address, () => resolve()));
  return { port: (server.address() as AddressInfo).port, hits };
}

type World = {
  allow?: AllowedDestination[];
  names?: Record<string, string[][]>;
  record?: (attempt: Attempt) => Promise<void>;
};

/** A client in a world with these open destinations and names; each look-up of a name takes its next answer. */
function world({ allow = [], names = {}, record }: World) {
  const lookups: string[] = [];
  const client = createNetClient({
    clock: { now: () => AT },
    allowList: async () => allow,
    record: record ?? (async (attempt) => void attempts.push(attempt)),
    resolve: async (host) => {
      lookups.push(host);
      const answers = names[host];
      if (!answers) throw Object.assign(new Error(host), { code: "ENOTFOUND" });
      const addresses = answers.length > 1 ? answers.shift()! : answers[0]!;
      return addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    },
  });
  const ask = (url: string, over: Partial<NetRequest> = {}) =>
    client.request({ url, purpose: "test.ask", actor: ACTOR, ...over });
  return { ask, lookups };
}

const inside = (port: number, host = "model.test"): AllowedDestination => ({
  origin: `http://${host}:${port}`,
  privateNetwork: true,
});

test("with an empty list nothing leaves: no look-up, no socket, and the attempt is kept", async () => {
  const { port, hits } = await listen((_request, response) => response.end());
  const { ask, lookups } = world({ names: { "model.test": [["127.0.0.1"]] } });
  await expect(ask(`http://model.test:${port}/secret?token=1`)).rejects.toMatchObject({
    code: "net.not_allowed",
    status: 403,
  });
  expect([hits, lookups]).toEqual([[], []]);
  expect(attempts).toEqual([
    expect.objectContaining({
      at: AT,
      host: "model.test",
      port,
      method: "GET",
      purpose: "test.ask",
      actor: ACTOR,
      allowed: false,
      result: "net.not_allowed",
      sent: 0,
      received: 0,
    }),
  ]);
  expect(JSON.stringify(attempts)).not.toContain("token");
});

test("an open destination answers, and its attempt is kept before anything leaves and again at its end", async () => {
  const { port } = await listen((request, response) => {
    expect(attempts.map((attempt) => attempt.result)).toEqual(["opened"]);
    let text = "";
    request.on("data", (part) => {
      text += part;
    });
    request.on("end", () => response.writeHead(201, { "x-answer": "1" }).end(`got ${text}`));
  });
  const { ask } = world({ allow: [inside(port)], names: { "model.test": [["127.0.0.1"]] } });
  const answer = await ask(`http://model.test:${port}/`, {
    method: "POST",
    body: "سؤال",
    headers: { "content-type": "text/plain" },
  });
  expect([answer.status, answer.headers["x-answer"], answer.body.toString()]).toEqual([201, "1", "got سؤال"]);
  expect(attempts[1]).toMatchObject({ allowed: true, result: "answered", status: 201, sent: 8, received: 12 });
  expect(attempts[1]!.id).toBe(attempts[0]!.id);
});

test("an error answer is an answer", async () => {
  const { port } = await listen((_request, response) => response.writeHead(500).end("no"));
  const { ask } = world({ allow: [inside(port)], names: { "model.test": [["127.0.0.1"]] } });
  expect((await ask(`http://model.test:${port}/`)).status).toBe(500);
});

test.each([
  ["another port", (port: number) => `http://model.test:${port + 1}/`],
  ["another scheme", (port: number) => `https://model.test:${port}/`],
  ["a name below", (port: number) => `http://x.model.test:${port}/`],
  ["a name that ends alike", (port: number) => `http://evilmodel.test:${port}/`],
  ["the address itself", (port: number) => `http://127.0.0.1:${port}/`],
  ["the address in one number", (port: number) => `http://2130706433:${port}/`],
])("%s is another destination", async (_what, url) => {
  const { port, hits } = await listen((_request, response) => response.end());
  const { ask } = world({ allow: [inside(port)], names: { "model.test": [["127.0.0.1"]] } });
  await expect(ask(url(port))).rejects.toMatchObject({ code: "net.not_allowed" });
  expect(hits).toEqual([]);
});

test("case and a final dot are the same destination", async () => {
  const { port, hits } = await listen((_request, response) => response.end());
  const { ask } = world({ allow: [inside(port, "Model.TEST")], names: { "model.test": [["127.0.0.1"]] } });
  await ask(`http://MODEL.test.:${port}/`);
  expect(hits).toHaveLength(1);
});

test("a broken entry opens nothing and hides no other", async () => {
  const { port } = await listen((_request, response) => response.end());
  const broken = ["", "*", "http://*", "ftp://model.test", "http://u:p@model.test"].map((origin) => ({
    origin,
    privateNetwork: true,
  }));
  const { ask } = world({
    allow: [...broken, inside(port)],
    names: { "model.test": [["127.0.0.1"]], "other.test": [["127.0.0.1"]] },
  });
  expect((await ask(`http://model.test:${port}/`)).status).toBe(200);
  await expect(ask(`http://other.test:${port}/`)).rejects.toMatchObject({ code: "net.not_allowed" });
});

test.each([
  "ftp://model.test/",
  "file:///etc/passwd",
  "http://user:secret@model.test/",
  "model.test",
  "javascript:1",
  "http://",
])("%s is no address for us", async (url) => {
  const { ask } = world({ allow: [{ origin: "http://model.test", privateNetwork: true }] });
  await expect(ask(url)).rejects.toMatchObject({ code: "net.address_malformed", status: 400 });
});

test.each(["127.0.0.1", "10.0.0.8", "192.168.1.4", "::1", "fd00::8", "::ffff:10.0.0.8", "169.254.169.254", "0.0.0.0"])(
  "a public name that leads to %s is refused before a socket opens",
  async (address) => {
    const { port, hits } = await listen((_request, response) => response.end());
    const allow = [{ origin: `http://model.test:${port}`, privateNetwork: false }];
    const { ask } = world({ allow, names: { "model.test": [[address]] } });
    await expect(ask(`http://model.test:${port}/`)).rejects.toMatchObject({ code: "net.address_refused" });
    expect(hits).toEqual([]);
    expect(attempts).toEqual([expect.objectContaining({ allowed: false, result: "net.address_refused" })]);
  },
);

test("cloud metadata is refused even where the own network is open", async () => {
  const allow = [{ origin: "http://169.254.169.254", privateNetwork: true }];
  const { ask } = world({ allow });
  await expect(ask("http://169.254.169.254/latest/meta-data")).rejects.toMatchObject({ code: "net.address_refused" });
});

test("T-EG-04: a name that changes between the check and the connection leads where it was checked", async () => {
  const first = await listen((_request, response) => response.end("first"), "127.0.0.1");
  const second = await listen((_request, response) => response.end("second"), "127.0.0.2", first.port);
  const { ask, lookups } = world({
    allow: [inside(first.port)],
    names: { "model.test": [["127.0.0.1"], ["127.0.0.2"]] },
  });
  expect((await ask(`http://model.test:${first.port}/`)).body.toString()).toBe("first");
  expect(second.hits).toEqual([]);
  expect(lookups).toEqual(["model.test"]);
});

test("T-EG-04: a name that leads outside and inside at once is refused whole", async () => {
  const { port, hits } = await listen((_request, response) => response.end());
  const allow = [{ origin: `http://model.test:${port}`, privateNetwork: false }];
  const { ask } = world({ allow, names: { "model.test": [["8.8.8.8", "127.0.0.1"]] } });
  await expect(ask(`http://model.test:${port}/`)).rejects.toMatchObject({ code: "net.address_refused" });
  expect(hits).toEqual([]);
});

test.each([301, 302, 303, 307, 308])(
  "T-EG-05: a redirect (%i) is refused, and its target hears nothing",
  async (status) => {
    const target = await listen((_request, response) => response.end("gotcha"));
    const { port } = await listen((_request, response) =>
      response.writeHead(status, { location: `http://127.0.0.1:${target.port}/` }).end(),
    );
    const { ask } = world({
      allow: [inside(port), inside(target.port, "127.0.0.1")],
      names: { "model.test": [["127.0.0.1"]] },
    });
    await expect(ask(`http://model.test:${port}/`)).rejects.toMatchObject({ code: "net.redirect_refused" });
    expect(target.hits).toEqual([]);
    expect(attempts.at(-1)).toMatchObject({ allowed: true, result: "net.redirect_refused", status });
  },
);

test("T-EG-06: a proxy in the environment is ignored, even with NODE_USE_ENV_PROXY", async () => {
  const proxy = await listen((_request, response) => response.end("through the proxy"));
  const { port } = await listen((_request, response) => response.end("direct"));
  const script = `
    const { createNetClient } = await import(${JSON.stringify(join(import.meta.dirname, "client.ts"))});
    const client = createNetClient({
      clock: { now: () => new Date() },
      allowList: async () => [{ origin: "http://model.test:${port}", privateNetwork: true }],
      record: async () => {},
      resolve: async () => [{ address: "127.0.0.1", family: 4 }],
    });
    const get = () => client.request({ url: "http://model.test:${port}/", purpose: "test", actor: { kind: "system", id: null } });
    console.log((await get()).body.toString());`;
  const through = `http://127.0.0.1:${proxy.port}`;
  const env = { ...process.env, NODE_USE_ENV_PROXY: "1", NO_PROXY: "", no_proxy: "" };
  for (const name of ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"])
    Object.assign(env, { [name]: through });
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], { env });
  expect(stdout.trim()).toBe("direct");
  expect(proxy.hits).toEqual([]);
  // The proof that the trap works: the ordinary way of Node does go through it.
  const ordinary = `
    const { get } = await import("node:http");
    get("http://model.test:${port}/", (response) => response.on("data", (part) => console.log(String(part))).on("end", process.exit));`;
  const trapped = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", ordinary], { env });
  expect(trapped.stdout.trim()).toBe("through the proxy");
});

test("an answer longer than allowed is cut off, announced or not", async () => {
  const { port } = await listen((request, response) => {
    if (request.url === "/announced")
      return response.writeHead(200, { "content-length": "2000" }).end("x".repeat(2_000));
    const timer = setInterval(() => response.write("x".repeat(400)), 5);
    return response.once("close", () => clearInterval(timer));
  });
  const { ask } = world({ allow: [inside(port)], names: { "model.test": [["127.0.0.1"]] } });
  for (const path of ["announced", "endless"])
    await expect(ask(`http://model.test:${port}/${path}`, { maxBytes: 1_000 })).rejects.toMatchObject({
      code: "net.answer_too_large",
    });
  expect(attempts.at(-1)!.received).toBeGreaterThan(1_000);
});

test("a silent server, a dripping one and a slow resolver end at the deadline", async () => {
  const { port } = await listen((request, response) => {
    if (request.url !== "/drip") return;
    const timer = setInterval(() => response.write("."), 20);
    response.once("close", () => clearInterval(timer));
  });
  const { ask } = world({ allow: [inside(port)], names: { "model.test": [["127.0.0.1"]] } });
  for (const path of ["silent", "drip"])
    await expect(ask(`http://model.test:${port}/${path}`, { timeoutMs: 150 })).rejects.toMatchObject({
      code: "net.timeout",
    });
  const stuck = createNetClient({
    clock: { now: () => AT },
    allowList: async () => [inside(port)],
    record: async (attempt) => void attempts.push(attempt),
    resolve: () => new Promise(() => {}),
  });
  const call = stuck.request({ url: `http://model.test:${port}/`, purpose: "t", actor: ACTOR, timeoutMs: 50 });
  await expect(call).rejects.toMatchObject({ code: "net.timeout" });
  expect(attempts.at(-1)).toMatchObject({ allowed: false, result: "net.timeout" });
});

test("the caller may give up", async () => {
  const { port } = await listen(() => {});
  const { ask } = world({ allow: [inside(port)], names: { "model.test": [["127.0.0.1"]] } });
  const signal = AbortSignal.timeout(50);
  const giveUp = new AbortController();
  signal.addEventListener("abort", () => giveUp.abort());
  await expect(ask(`http://model.test:${port}/`, { signal: giveUp.signal })).rejects.toMatchObject({
    code: "net.cancelled",
  });
});

test("a server that is not there, a name that is not there, a connection cut in the middle", async () => {
  const cut = await listen((_request, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write("half");
    setTimeout(() => response.destroy(), 20);
  });
  const gone = await listen(() => {});
  servers.at(-1)!.close();
  const { ask } = world({
    allow: [inside(cut.port), inside(gone.port), inside(80, "nowhere.test")],
    names: { "model.test": [["127.0.0.1"]] },
  });
  for (const url of [`http://model.test:${cut.port}/`, `http://model.test:${gone.port}/`, "http://nowhere.test/"])
    await expect(ask(url)).rejects.toMatchObject({ code: "net.unreachable" });
});

test("where a message goes and how it is framed is not the caller's to say", async () => {
  const { port } = await listen((request, response) => response.end(JSON.stringify(request.headers)));
  const { ask } = world({ allow: [inside(port)], names: { "model.test": [["127.0.0.1"]] } });
  const answer = await ask(`http://model.test:${port}/`, {
    headers: {
      Host: "evil.test",
      "Proxy-Authorization": "x",
      "Transfer-Encoding": "chunked",
      Authorization: "Bearer k",
    },
  });
  const headers = JSON.parse(answer.body.toString());
  expect(headers).toMatchObject({
    host: `model.test:${port}`,
    authorization: "Bearer k",
    "accept-encoding": "identity",
  });
  expect(headers["proxy-authorization"]).toBeUndefined();
  expect(headers["transfer-encoding"]).toBeUndefined();
});

test("when the attempt cannot be kept, nothing is sent", async () => {
  const { port, hits } = await listen((_request, response) => response.end());
  const { ask } = world({
    allow: [inside(port)],
    names: { "model.test": [["127.0.0.1"]] },
    record: () => Promise.reject(new Error("database away")),
  });
  await expect(ask(`http://model.test:${port}/`)).rejects.toThrow("database away");
  expect(hits).toEqual([]);
});

test("https: the name must be proven by a known authority, or by the one of the entry", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "diwan-net-"));
  const { secure, root } = await loadOrIssue({ dataDir, host: "model.test", now: new Date() });
  const { port, hits } = await listen((_request, response) => response.end("safe"), "127.0.0.1", 0, secure);
  const names = { "model.test": [["127.0.0.1"]], "other.test": [["127.0.0.1"]] };
  const entry = (host: string, ca?: string) => ({ origin: `https://${host}:${port}`, privateNetwork: true, ca });
  const known = world({ allow: [entry("model.test", root!.pem), entry("other.test", root!.pem)], names });
  expect((await known.ask(`https://model.test:${port}/`)).body.toString()).toBe("safe");
  await expect(known.ask(`https://other.test:${port}/`)).rejects.toMatchObject({ code: "net.certificate_refused" });
  const unknown = world({ allow: [entry("model.test")], names });
  await expect(unknown.ask(`https://model.test:${port}/`)).rejects.toMatchObject({ code: "net.certificate_refused" });
  expect(hits).toHaveLength(1);
  await rm(dataDir, { recursive: true });
});
