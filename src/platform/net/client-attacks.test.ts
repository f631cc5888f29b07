import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, expect, test } from "vitest";
import { loadOrIssue } from "../tls/certificate.ts";
import { createNetClient } from "./client.ts";
import { ACTOR, AT, attempts, endWorld, inside, listen, world } from "./factory.ts";

afterEach(endWorld);

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
  gone.close();
  const { ask } = world({
    allow: [inside(cut.port), inside(gone.port), inside(80, "nowhere.test")],
    names: { "model.test": [["127.0.0.1"]] },
  });
  for (const url of [`http://model.test:${cut.port}/`, `http://model.test:${gone.port}/`, "http://nowhere.test/"])
    await expect(ask(url)).rejects.toMatchObject({ code: "net.unreachable" });
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
