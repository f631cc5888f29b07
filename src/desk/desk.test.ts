import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat, truncate } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDepositKey } from "#platform/deposits/deposit-key.ts";
import { type Deposit, fetchDeposits, spoolOf } from "#platform/deposits/deposits.ts";
import { depositKeyFrom } from "#platform/deposits/seal.ts";
import { makeStatement } from "#platform/statement/make.ts";
import { verifyRevocations } from "#platform/statement/revocations.ts";
import { statementId } from "#platform/statement/statement.ts";
import { loadOrIssue } from "#platform/tls/certificate.ts";
import { shareWith } from "#platform/tls/share.ts";
import { contents, depositKey, institution, paper, signer, signerFrom } from "./desk.fixture.ts";
import { publishDesk } from "./publish.ts";
import { deskListener } from "./server.ts";

let dir: string;
let server: Server;
let origin: string;
let clock: Date;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "desk-"));
  clock = new Date("2026-11-24T10:00:00Z");
  server = createServer(deskListener({ dir, now: () => clock }));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(dir, { recursive: true, force: true });
});

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(origin + path, { headers, redirect: "manual" });
const post = (path: string, body: unknown, type = "application/json") =>
  fetch(origin + path, {
    method: "POST",
    headers: { "content-type": type },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
const report = { purpose: "doubtful_paper", text: "الخاتم يبدو مزورا", contact: "+212 600 000000", language: "ar" };

/** Every byte the desk keeps, whatever the file. */
async function everythingKept(): Promise<Buffer> {
  const names = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => readFile(join(entry.parentPath, entry.name)));
  return Buffer.concat(await Promise.all(files));
}

describe("the verification page", () => {
  test("comes in the reader's language, without cookies, under a strict policy", async () => {
    await publishDesk(dir, contents);
    for (const [accept, lang, direction] of [
      ["fr-MA,fr;q=0.9,en;q=0.5", "fr", "ltr"],
      ["en;q=0.3, ar-MA", "ar", "rtl"],
      ["de", "ar", "rtl"],
      ["zgh", "zgh", "ltr"],
    ]) {
      const response = await get("/v/", { "accept-language": accept! });
      expect(await response.text()).toContain(`<html lang="${lang}" dir="${direction}">`);
      expect(response.headers.get("set-cookie")).toBeNull();
      expect(response.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    }
    const french = await get("/v/?lang=fr", { "accept-language": "ar" });
    const page = await french.text();
    expect(page).toContain('<html lang="fr"');
    expect(page).toMatch(
      /Content-Security-Policy" content="default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-/,
    );
    expect(page).not.toMatch(/https?:\/\/(?!desk\.example\.ma|www\.w3\.org)/);
  });

  test("is small on a phone: under 25 kB as it travels", async () => {
    await publishDesk(dir, contents);
    const response = await get("/v/", { "accept-encoding": "gzip" });
    expect(response.headers.get("content-encoding")).toBe("gzip");
    expect(Number(response.headers.get("content-length"))).toBeLessThan(25_000);
    expect(await response.text()).toContain("</html>");
  });

  test("before anything is published says so, and nothing else of the folder can be read", async () => {
    expect((await get("/v/")).status).toBe(503);
    await publishDesk(dir, contents);
    await post("/deposits", report);
    for (const path of [
      "/deposits",
      "/v/../../deposits",
      "/v/%2e%2e/x",
      "/v/fonts/..%2f..%2fdesk.json",
      "/v/index.de.html",
      "/keys",
    ]) {
      expect((await get(path)).status, path).toBe(404);
    }
    expect((await get("/")).headers.get("location")).toBe("/v/");
    expect((await get("/?lang=fr")).headers.get("location")).toBe("/v/?lang=fr");
    expect((await fetch(`${origin}/v/`, { method: "DELETE" })).status).toBe(405);
    expect((await fetch(`${origin}/v/fonts/plex-400.woff2`, { method: "HEAD" })).headers.get("content-type")).toBe(
      "font/woff2",
    );
  });

  test("publishes keys old and new and a signed list, and a second publication replaces the first", async () => {
    const former = signerFrom(8).publicKey;
    await publishDesk(dir, { ...contents, formerKeys: [former] });
    const desk = await (await get("/v/desk.json")).json();
    expect(desk).toMatchObject({ institution: { id: institution }, live: true, keys: [{}, {}] });
    const { statement } = await makeStatement(paper, signer);
    await publishDesk(dir, { ...contents, revoked: [{ id: await statementId(statement), on: "2026-11-25" }] });
    const list = await (await get("/v/revocations.json")).json();
    expect(list.list.revoked).toHaveLength(1);
    expect(await verifyRevocations(list, [signer.publicKey])).toBe(true);
    expect((await readdir(join(dir, "public/v"))).filter((name) => !/\.(html|json)$|^fonts$/.test(name))).toEqual([]);
    expect((await stat(join(dir, "public/v/index.html"))).mode & 0o777).toBe(0o644);
  });

  test("gives every sentence in four languages", async () => {
    const files = await Promise.all(
      ["ar", "fr", "zgh", "en"].map((lang) => readFile(join(import.meta.dirname, `messages/${lang}.json`), "utf8")),
    );
    const [first, ...rest] = files.map((file) =>
      Object.keys(JSON.parse(file))
        .filter((key) => key !== "$review")
        .sort(),
    );
    for (const keys of rest) expect(keys).toEqual(first);
    await publishDesk(dir, contents);
    const page = await readFile(join(dir, "public/v/index.ar.html"), "utf8");
    const used = [...page.matchAll(/data-text="(\w+)"|\bsay\("(\w+)"/g)].map((found) => `desk.${found[1] ?? found[2]}`);
    for (const key of used) expect(first).toContain(key);
  });
});

describe("the check for old browsers", () => {
  test("answers as the page would", async () => {
    const { statement, salt } = await makeStatement(paper, signer);
    await publishDesk(dir, contents);
    const check = async (body: unknown) => (await post("/v/check", body)).json();
    expect(await check({ statement })).toMatchObject({ code: "valid", revocation: "not_revoked" });
    const facts = (to: string) => ({ values: { ...paper.facts, to }, salt });
    expect(await check({ statement, facts: facts("2026-12-11") })).toMatchObject({ code: "valid", facts: "same" });
    expect(await check({ statement, facts: facts("2026-12-14") })).toMatchObject({ code: "facts_differ" });
    await publishDesk(dir, { ...contents, revoked: [{ id: await statementId(statement), on: "2026-11-25" }] });
    expect(await check({ statement })).toMatchObject({ code: "revoked", revokedOn: "2026-11-25" });
    expect(await check({ statement: "x" })).toMatchObject({ code: "malformed" });
  });

  test("refuses what is not a small JSON question, and too many of them", async () => {
    await publishDesk(dir, contents);
    expect((await post("/v/check", "a=b", "application/x-www-form-urlencoded")).status).toBe(415);
    expect((await post("/v/check", "{")).status).toBe(400);
    expect((await post("/v/check", { statement: 3 })).status).toBe(422);
    expect(
      (await post("/v/check", { statement: "x", facts: { values: { a: "y".repeat(30_000) }, salt: "" } })).status,
    ).toBe(413);
    for (let i = 0; i < 26; i++) await post("/v/check", { statement: "x" });
    expect((await post("/v/check", { statement: "x" })).status).toBe(429);
    clock = new Date(clock.getTime() + 61_000);
    expect((await post("/v/check", { statement: "x" })).status).toBe(200);
  });
});

describe("a sealed report", () => {
  test("leaves nothing readable in the folder, and the inside opens it once", async () => {
    await publishDesk(dir, contents);
    const { statement } = await makeStatement(paper, signer);
    const response = await post("/deposits", { ...report, statement });
    expect(response.status).toBe(202);
    const { receipt } = await response.json();
    expect(receipt).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    const kept = await everythingKept();
    for (const secret of [report.text, report.contact, statement, receipt]) expect(kept.includes(secret)).toBe(false);

    const seen: Deposit[] = [];
    const fetched = await fetchDeposits(dir, depositKey, async (deposit) => void seen.push(deposit));
    expect(fetched).toEqual({ accepted: 1, refused: 0 });
    expect(seen[0]).toMatchObject({ receipt, receivedAt: clock, body: { ...report, statement } });
    expect(await fetchDeposits(dir, depositKey, async () => {})).toEqual({ accepted: 0, refused: 0 });
    expect(await readdir(spoolOf(dir))).toEqual([]);
  });

  test("stays when the inside could not keep it, under the same id", async () => {
    await publishDesk(dir, contents);
    await post("/deposits", report);
    const ids: string[] = [];
    const failing = fetchDeposits(dir, depositKey, async ({ id }) => {
      ids.push(id);
      throw new Error("the database is away");
    });
    await expect(failing).rejects.toThrow("the database is away");
    await fetchDeposits(dir, depositKey, async ({ id }) => void ids.push(id));
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  test("that does not open is set aside, and the others are still read", async () => {
    await publishDesk(dir, contents);
    await post("/deposits", report);
    await post("/deposits", report);
    const [broken] = await readdir(spoolOf(dir));
    await truncate(join(spoolOf(dir), broken!), 100);
    expect(await fetchDeposits(dir, depositKey, async () => {})).toEqual({ accepted: 1, refused: 1 });
    expect(await readdir(spoolOf(dir))).toEqual([broken!.replace("sealed", "refused")]);
    const stranger = depositKeyFrom(Buffer.alloc(32, 3));
    await post("/deposits", report);
    expect(await fetchDeposits(dir, stranger, async () => {})).toEqual({ accepted: 0, refused: 1 });
  });

  test("is refused without words, without a key, and when there are too many", async () => {
    await publishDesk(dir, { ...contents, depositKey: undefined });
    expect((await post("/deposits", report)).status).toBe(503);
    await publishDesk(dir, contents);
    expect((await post("/deposits", { ...report, text: "  " })).status).toBe(422);
    expect((await post("/deposits", report, "text/plain")).status).toBe(415);
    for (let i = 0; i < 2; i++) expect((await post("/deposits", report)).status).toBe(202);
    expect((await post("/deposits", report)).status).toBe(429);
  });

  test("opens with a key that survives a restart of the inside, sealed under the root key", async () => {
    const path = join(dir, "inside", "deposits.key");
    const keys = {
      seal: (use: string, plain: Uint8Array, context: string) =>
        Buffer.concat([Buffer.from(`${use}|${context}|`), plain]),
      open: (use: string, sealed: Uint8Array, context: string) =>
        Buffer.from(sealed).subarray(`${use}|${context}|`.length),
    };
    const first = await openDepositKey(path, keys);
    const second = await openDepositKey(path, keys);
    expect(second.publicKey.equals(first.publicKey)).toBe(true);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await openDepositKey(join(dir, "inside", "other.key"), keys)).publicKey.equals(first.publicKey)).toBe(
      false,
    );
  });
});

test("the process starts without any database variable, tells its parent, serves, and stops when asked", async () => {
  await publishDesk(dir, contents);
  const env = { PATH: process.env.PATH, DIWAN_DESK_DIR: dir, DIWAN_DESK_PORT: "0" };
  const stdio = ["ignore", "pipe", "inherit", "ipc"] as const;
  const child = spawn(process.execPath, ["--no-warnings", join(import.meta.dirname, "main.ts")], {
    env,
    stdio: [...stdio],
  });
  const ready = once(child, "message");
  const [line] = await once(child.stdout!, "data");
  const { address } = JSON.parse(String(line)) as { address: AddressInfo };
  expect((await ready)[0]).toEqual({ type: "ready" });
  expect(address.address).toBe("127.0.0.1");
  expect((await fetch(`http://127.0.0.1:${address.port}/health/live`)).status).toBe(200);
  child.kill("SIGTERM");
  const [code] = await once(child, "exit");
  expect(code).toBe(0);
});

test("by https it waits for the certificate the inside is issuing, and takes no other key", async () => {
  const env = {
    PATH: process.env.PATH,
    DIWAN_DESK_DIR: dir,
    DIWAN_DESK_PORT: "0",
    DIWAN_HOST: "diwan.test",
    DIWAN_DESK_BIND: "127.0.0.1",
  };
  const child = spawn(process.execPath, ["--no-warnings", join(import.meta.dirname, "main.ts")], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const started = once(child.stdout!, "data");
  const inside = join(dir, "inside");
  const certificate = await loadOrIssue({ host: "diwan.test", dataDir: inside, now: new Date() });
  await shareWith(certificate, dir);
  const { address } = JSON.parse(String((await started)[0])) as { address: AddressInfo };
  const socket = connect({
    port: address.port,
    host: "127.0.0.1",
    servername: "diwan.test",
    rejectUnauthorized: false,
  });
  await once(socket, "secureConnect");
  expect(socket.getPeerX509Certificate()?.fingerprint256).toBe(certificate.leaf.fingerprint256);
  socket.destroy();
  child.kill("SIGTERM");
  await once(child, "exit");
});
