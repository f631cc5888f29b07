import dgram from "node:dgram";
import { resolveTxt } from "node:dns";
import { lookup, resolve4 } from "node:dns/promises";
import { createServer, get } from "node:http";
import { get as getSecure } from "node:https";
import { type AddressInfo, connect, createServer as createStream, type LookupFunction } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectSecure } from "node:tls";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createNetClient } from "./client.ts";
import { type Guard, installGuard, REFUSED } from "./guard.ts";

/** Reserved for documentation (RFC 5737): even without the guard nothing would answer there. */
const AWAY = "192.0.2.1";

let guard: Guard;
beforeEach(() => {
  guard = installGuard();
});
afterEach(() => guard.remove());

const failure = (emitter: { once: (event: "error", listener: (error: NodeJS.ErrnoException) => void) => unknown }) =>
  new Promise<string | undefined>((resolve) => emitter.once("error", (error) => resolve(error.code)));

test("every way out over TCP is stopped and told with its place in the code", async () => {
  expect(await failure(connect(443, AWAY))).toBe(REFUSED);
  expect(await failure(connect({ host: AWAY, port: 443 }))).toBe(REFUSED);
  expect(await failure(connectSecure({ host: AWAY, port: 443 }))).toBe(REFUSED);
  expect(await failure(get(`http://${AWAY}/`))).toBe(REFUSED);
  expect(await failure(getSecure(`https://outside.example/`))).toBe(REFUSED);
  await expect(fetch(`http://${AWAY}/`)).rejects.toMatchObject({ cause: { code: REFUSED } });
  const client = new pg.Client({ host: AWAY, port: 5432 });
  await expect(client.connect()).rejects.toMatchObject({ code: REFUSED });
  expect(guard.refusals.filter((refusal) => refusal.kind === "tcp")).toHaveLength(7);
  expect(guard.refusals[0]).toMatchObject({ kind: "tcp", host: AWAY, port: 443 });
  expect(guard.refusals[0]!.stack).toContain("guard.test.ts");
});

test("names are not looked up outside", async () => {
  await expect(lookup("outside.example")).rejects.toMatchObject({ code: REFUSED });
  await expect(resolve4("outside.example")).rejects.toMatchObject({ code: REFUSED });
  const code = await new Promise((resolve) => resolveTxt("secret.outside.example", (error) => resolve(error?.code)));
  expect(code).toBe(REFUSED);
  expect(guard.refusals.map((refusal) => refusal.kind)).toEqual(["dns", "dns", "dns"]);
});

test("datagrams are stopped", () => {
  const socket = dgram.createSocket("udp4");
  expect(() => socket.send("127.0.0.1 in the text changes nothing", 53, AWAY)).toThrow(AWAY);
  expect(() => socket.connect(53, AWAY)).toThrow(AWAY);
  expect(guard.refusals).toMatchObject([
    { kind: "udp", host: AWAY, port: 53 },
    { kind: "udp", host: AWAY, port: 53 },
  ]);
  socket.close();
});

test("sockets within the machine and Unix sockets pass", async () => {
  const server = createServer((_request, response) => response.end("near")).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  for (const host of ["127.0.0.1", "localhost"])
    expect(await (await fetch(`http://${host}:${port}/`)).text()).toBe("near");
  server.close();
  server.closeAllConnections();

  const path = join(tmpdir(), `diwan-guard-${process.pid}.sock`);
  const stream = createStream((socket) => socket.end("near")).listen(path);
  await new Promise((resolve) => stream.once("listening", resolve));
  const text = await new Promise((resolve) => connect(path).once("data", (data) => resolve(String(data))));
  expect(text).toBe("near");
  stream.close();

  const here = dgram.createSocket("udp4").bind(0, "127.0.0.1");
  await new Promise((resolve) => here.once("listening", resolve));
  const heard = new Promise((resolve) => here.once("message", (message) => resolve(String(message))));
  const from = dgram.createSocket("udp4");
  from.send("near", here.address().port, "127.0.0.1");
  expect(await heard).toBe("near");
  here.close();
  from.close();
  expect(guard.refusals).toEqual([]);
});

/** A server of this machine under a name that sounds foreign: nothing leaves even when the guard lets it pass. */
async function foreign<T>(act: (port: number) => Promise<T>): Promise<T> {
  const server = createServer((_request, response) => response.end("foreign")).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return act((server.address() as AddressInfo).port).finally(() => server.close().closeAllConnections());
}

const near: LookupFunction = (_name, options, done) =>
  options.all ? done(null, [{ address: "127.0.0.1", family: 4 }]) : done(null, "127.0.0.1", 4);

const reach = (host: string, port: number) =>
  new Promise<string | undefined>((resolve) => {
    const socket = connect({ host, port, lookup: near }, () => {
      resolve("connected");
      socket.destroy();
    });
    socket.once("error", (error: NodeJS.ErrnoException) => resolve(error.code));
  });

test("the outbound client passes where its list allows; the same place by another way does not", () =>
  foreign(async (port) => {
    const client = createNetClient({
      clock: { now: () => new Date() },
      allowList: async () => [{ origin: `http://outside.example:${port}`, privateNetwork: true }],
      record: async () => {},
      resolve: async () => [{ address: "127.0.0.1", family: 4 }],
    });
    const url = `http://outside.example:${port}/`;
    const answer = await client.request({ url, purpose: "test", actor: { kind: "system", id: null } });
    expect(answer.body.toString()).toBe("foreign");
    expect(guard.refusals).toEqual([]);
    expect(await reach("outside.example", port)).toBe(REFUSED);
  }));

test("places named to the guard pass, others do not", () =>
  foreign(async (port) => {
    guard.remove();
    guard = installGuard({ allow: (host, at) => host === "db.example" && at === port });
    expect(await reach("db.example", port)).toBe("connected");
    expect(await reach("db.example", port + 1)).toBe(REFUSED);
    expect(await reach("other.example", port)).toBe(REFUSED);
  }));

test("removed, it leaves no trace", () =>
  foreign(async (port) => {
    guard.remove();
    expect(await reach("outside.example", port)).toBe("connected");
    expect(guard.refusals).toEqual([]);
  }));
