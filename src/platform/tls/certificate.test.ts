import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer, get } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type PeerCertificate } from "node:tls";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeAuthority } from "./authority.ts";
import { loadOrIssue } from "./certificate.ts";
import { hsts } from "./options.ts";
import { keepFresh } from "./renewal.ts";
import { certificateState } from "./state.ts";

const HOST = "diwan.commune.ma";
const NOW = new Date("2026-11-24T09:00:00Z");
const later = (days: number) => new Date(NOW.getTime() + days * 86_400_000);

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "diwan-tls-"));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const issue = (over: Partial<Parameters<typeof loadOrIssue>[0]> = {}) =>
  loadOrIssue({ dataDir, host: HOST, now: NOW, ...over });

/** OpenSSL's own opinion, an implementation that is not ours. */
function verify(rootPem: string, leafPem: string, ...more: string[]): string {
  const [root, leaf] = [join(dataDir, "r.pem"), join(dataDir, "l.pem")];
  execFileSync("sh", ["-c", 'cat > "$0"', root], { input: rootPem });
  execFileSync("sh", ["-c", 'cat > "$0"', leaf], { input: leafPem });
  try {
    const at = ["-attime", String(NOW.getTime() / 1_000), "-x509_strict", "-purpose", "sslserver"];
    return execFileSync("openssl", ["verify", ...at, ...more, "-CAfile", root, leaf], {
      encoding: "utf8",
      stdio: "pipe",
    });
  } catch (error) {
    return (error as { stderr: string }).stderr;
  }
}

test("a first call makes a root of ten years and a certificate of 397 days that OpenSSL accepts for the name", async () => {
  const made = await issue({ institution: "جماعة تجريبية", extraNames: ["10.1.2.3", "fd00::12"] });
  expect(made.source).toBe("internal");
  const pem = made.leaf.toString();
  for (const name of [
    ["-verify_hostname", HOST],
    ["-verify_ip", "10.1.2.3"],
    ["-verify_ip", "fd00::12"],
  ])
    expect(verify(made.root!.pem, pem, ...name)).toContain(": OK");
  expect(verify(made.root!.pem, pem, "-verify_hostname", "other.ma")).toContain("hostname mismatch");
  expect(made.leaf.validToDate.getTime() - made.leaf.validFromDate.getTime()).toBeLessThanOrEqual(397 * 86_400_000);
  expect(made.root!.notAfter.toISOString().slice(0, 4)).toBe("2036");
  expect(certificateState(made, NOW).root!.subject).toContain("O=جماعة تجريبية");
});

test("keys are readable by the owner alone and nothing else is left in the folder", async () => {
  await issue();
  const keys = join(dataDir, "keys");
  expect((await readdir(keys)).sort()).toEqual(["tls-authority.json", "tls-server.json"]);
  for (const file of await readdir(keys)) expect((await stat(join(keys, file))).mode & 0o777).toBe(0o600);
  expect((await stat(keys)).mode & 0o777).toBe(0o700);
});

test("the root may vouch for the host and no other name, whoever holds its key", async () => {
  const made = await issue();
  const { issueServer } = await import("./authority.ts");
  const authority = JSON.parse(await readFile(join(dataDir, "keys", "tls-authority.json"), "utf8"));
  for (const [stolen, verdict] of [
    ["bank.ma", "permitted subtree violation"],
    ["commune.ma", "permitted subtree violation"],
    ["10.1.2.3", "excluded subtree violation"],
    ["fd00::12", "excluded subtree violation"],
    [`public.${HOST}`, ": OK"],
  ] as const) {
    const forged = await issueServer(authority, [stolen], NOW);
    expect(verify(made.root!.pem, forged.certificate)).toContain(verdict);
  }
});

test("an address as host: the root vouches for that address and for no name", async () => {
  const made = await issue({ host: "10.1.2.3" });
  expect(verify(made.root!.pem, made.leaf.toString(), "-verify_ip", "10.1.2.3")).toContain(": OK");
  const { issueServer } = await import("./authority.ts");
  const authority = await readAuthority();
  expect(verify(made.root!.pem, (await issueServer(authority, ["bank.ma"], NOW)).certificate)).toContain("violation");
  expect(verify(made.root!.pem, (await issueServer(authority, ["10.1.2.4"], NOW)).certificate)).toContain("violation");
});

const readAuthority = async () => JSON.parse(await readFile(join(dataDir, "keys", "tls-authority.json"), "utf8"));

test("the same certificate serves until 45 days before its end, then a new one under the same root", async () => {
  const first = await issue();
  expect((await issue({ now: later(350) })).leaf.serialNumber).toBe(first.leaf.serialNumber);
  const second = await issue({ now: later(352) });
  expect(second.leaf.serialNumber).not.toBe(first.leaf.serialNumber);
  expect(second.root).toEqual(first.root);
  expect(second.rootReplaced).toBe(false);
});

test("a host the root may not vouch for replaces the root, sets the old one aside and says so", async () => {
  const first = await issue();
  const second = await issue({ host: "diwan.province.ma" });
  expect(second.rootReplaced).toBe(true);
  expect(second.root!.fingerprint).not.toBe(first.root!.fingerprint);
  expect(verify(second.root!.pem, second.leaf.toString(), "-verify_hostname", "diwan.province.ma")).toContain(": OK");
  expect(await readdir(join(dataDir, "keys"))).toHaveLength(3);
});

test("a clock set back before the certificate issues one that is valid then", async () => {
  const ahead = await issue({ now: later(30) });
  const back = await issue({ now: NOW });
  expect(back.leaf.validFromDate.getTime()).toBeLessThan(NOW.getTime());
  expect(back.leaf.serialNumber).not.toBe(ahead.leaf.serialNumber);
});

test("near the end of the root the certificate ends with it and is not renewed at each start", async () => {
  const first = await issue();
  const now = later(3_650 - 20);
  const last = await issue({ now });
  expect(last.notAfter).toEqual(first.root!.notAfter);
  expect((await issue({ now: new Date(now.getTime() + 1_000) })).leaf.serialNumber).toBe(last.leaf.serialNumber);
  expect(certificateState(last, now)).toMatchObject({ alarm: "soon", root: { alarm: "soon" } });
  expect((await issue({ now: later(3_660) })).rootReplaced).toBe(true);
});

test("two processes that start together answer under one root", async () => {
  const made = await Promise.all([issue(), issue(), issue()]);
  expect(new Set(made.map((one) => one.root!.fingerprint)).size).toBe(1);
  for (const one of made) expect(verify(one.root!.pem, one.leaf.toString())).toContain(": OK");
});

test("a damaged store is told, never replaced by a root nobody has installed", async () => {
  await issue();
  await writeFile(join(dataDir, "keys", "tls-authority.json"), "{");
  await expect(issue()).rejects.toMatchObject({ code: "tls.store_unreadable" });
});

test("a name in Arabic letters is served in its ASCII form; what is no name is refused", async () => {
  const made = await issue({ host: "ديوان.المغرب" });
  expect(certificateState(made, NOW).names).toEqual(["xn--mgbp4egj.xn--mgbc0a9azcg"]);
  for (const host of ["", "a b", "-x.ma", "x..ma", "http://x.ma", "a/b", "999.1.1.1", "fe80::1%eth0"])
    await expect(issue({ host })).rejects.toMatchObject({ code: "tls.host_invalid" });
});

test.each([
  [300, "none"],
  [30, "soon"],
  [7, "urgent"],
  [0, "expired"],
] as const)("%i days before the end the alarm is %s", async (days, alarm) => {
  const made = await issue();
  const now = new Date(made.notAfter.getTime() - days * 86_400_000);
  expect(certificateState(made, now)).toMatchObject({ alarm, daysLeft: days });
});

test("a server answers with TLS 1.2 and 1.3, refuses 1.1, and takes a renewed certificate without a restart", async () => {
  const first = await issue({ now: new Date() });
  const server = createServer(first.secure, (_request, response) => response.end("diwan")).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const port = (server.address() as AddressInfo).port;
  const meet = (options: object) =>
    new Promise<{ protocol: string | null; serial: string }>((resolve, reject) => {
      const socket = connect({ port, host: "127.0.0.1", servername: HOST, ca: first.root!.pem, ...options }, () => {
        const { serialNumber } = socket.getPeerCertificate() as PeerCertificate;
        resolve({ protocol: socket.getProtocol(), serial: serialNumber });
        socket.destroy();
      });
      socket.once("error", reject);
    });
  expect(await meet({})).toEqual({ protocol: "TLSv1.3", serial: first.leaf.serialNumber });
  expect((await meet({ maxVersion: "TLSv1.2" })).protocol).toBe("TLSv1.2");
  await expect(meet({ minVersion: "TLSv1.1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" })).rejects.toThrow();
  await expect(meet({ ca: undefined })).rejects.toMatchObject({ code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" });

  let now = new Date();
  const renewal = keepFresh(first, {
    request: { dataDir, host: HOST },
    now: () => now,
    servers: [server],
    onError: (error) => expect.unreachable(String(error)),
  });
  expect(await renewal.check()).toBe(false);
  now = new Date(first.notAfter.getTime() - 44 * 86_400_000);
  expect(await renewal.check()).toBe(true);
  // The new one begins a day before the moved clock, so today's client is told not to look at dates.
  expect((await meet({ rejectUnauthorized: false })).serial).toBe(renewal.current().leaf.serialNumber);
  expect(renewal.current().leaf.serialNumber).not.toBe(first.leaf.serialNumber);
  renewal.stop();
  const body = await new Promise<string>((resolve, reject) =>
    get({ port, host: "127.0.0.1", servername: HOST, rejectUnauthorized: false }, (response) =>
      response.once("data", (chunk) => resolve(String(chunk))),
    ).once("error", reject),
  );
  expect(body).toBe("diwan");
  await new Promise((resolve) => server.close(resolve));
});

test("strict transport never covers the institution's other sites", () => {
  expect(hsts("given")).toBe("max-age=31536000");
  expect(hsts("internal")).toBe("max-age=2592000");
});

test("a name of more than 64 characters still makes a certificate", async () => {
  const host = `${"a".repeat(60)}.${"b".repeat(30)}.ma`;
  const root = await makeAuthority([host], undefined, NOW);
  expect(root.certificate).toContain("BEGIN CERTIFICATE");
  const made = await issue({ host });
  expect(verify(made.root!.pem, made.leaf.toString(), "-verify_hostname", host)).toContain(": OK");
});
