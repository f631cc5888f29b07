import { afterEach, expect, test } from "vitest";
import { ACTOR, AT, attempts, endWorld, inside, listen, world } from "./factory.ts";

afterEach(endWorld);

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
