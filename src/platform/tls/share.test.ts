import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SecureContextOptions } from "node:tls";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { loadOrIssue } from "./certificate.ts";
import { awaitShared, followShared, readShared, shareWith } from "./share.ts";

const HOST = "diwan.commune.ma";
let inside: string;
let desk: string;
beforeEach(async () => {
  inside = await mkdtemp(join(tmpdir(), "diwan-inside-"));
  desk = await mkdtemp(join(tmpdir(), "diwan-desk-"));
});
afterEach(() => Promise.all([inside, desk].map((folder) => rm(folder, { recursive: true }))));

const issue = (now = new Date()) => loadOrIssue({ dataDir: inside, host: HOST, extraNames: ["10.1.2.3"], now });

test("the public side gets the server's certificate and key, never the authority's key", async () => {
  const certificate = await issue();
  await shareWith(certificate, desk);
  const shared = await readShared(desk, HOST);
  expect([shared.cert, shared.key]).toEqual([certificate.secure.cert, certificate.secure.key]);
  expect(await readdir(join(desk, "keys"))).toEqual(["tls-server.json"]);
  const authority = JSON.parse(await readFile(join(inside, "keys", "tls-authority.json"), "utf8"));
  const handed = await readFile(join(desk, "keys", "tls-server.json"), "utf8");
  expect(handed).not.toContain(authority.key.split("\n")[1]);
});

test("nothing handed over, or for another host, is told", async () => {
  await expect(readShared(desk, HOST)).rejects.toMatchObject({ code: "tls.not_shared" });
  await shareWith(await issue(), desk);
  await expect(readShared(desk, "diwan.province.ma")).rejects.toMatchObject({ code: "tls.not_shared" });
});

test("a public side that starts first waits for the inside, not for ever", async () => {
  const waiting = awaitShared(desk, HOST);
  const certificate = await issue();
  await shareWith(certificate, desk);
  expect((await waiting).cert).toBe(certificate.secure.cert);
  await expect(awaitShared(desk, "diwan.province.ma", 150)).rejects.toMatchObject({ code: "tls.not_shared" });
});

test("a renewed certificate reaches the running public side", async () => {
  const first = await issue();
  await shareWith(first, desk);
  const taken: SecureContextOptions[] = [];
  const servers = [{ setSecureContext: (secure: SecureContextOptions) => void taken.push(secure) }];
  const errors: unknown[] = [];
  const stop = followShared(desk, { host: HOST, servers, onError: (error) => errors.push(error), everyMs: 10 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(taken).toEqual([]);
  const second = await issue(new Date(first.notAfter.getTime() - 40 * 86_400_000));
  await shareWith(second, desk);
  await vi.waitFor(() => expect(taken).toHaveLength(1));
  expect(taken[0]!.cert).toBe(second.secure.cert);
  expect(errors).toEqual([]);
  stop();
});
