import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { get } from "node:http";
import { createServer } from "node:https";
import { type AddressInfo, createServer as createStream } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SecureContextOptions } from "node:tls";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Named, openNamed } from "./named.ts";
import { readShared } from "./share.ts";

const HOST = "diwan.commune.ma";
let folder: string;
let named: Named | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "diwan-named-"));
});
afterEach(async () => {
  named?.close();
  await rm(folder, { recursive: true });
});

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createStream().listen(0, () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

async function open(more: Partial<Parameters<typeof openNamed>[0]["request"]> = {}) {
  const httpPort = await freePort();
  const errors: unknown[] = [];
  named = await openNamed({
    request: { dataDir: folder, host: HOST, ...more },
    port: 443,
    httpPort,
    deskFolder: join(folder, "desk"),
    now: () => new Date(),
    institution: () => "Commune",
    say: () => (key) => key,
    onError: (error) => errors.push(error),
  });
  return { named, httpPort, errors };
}

const status = (port: number, path: string) =>
  new Promise<[number | undefined, string | undefined]>((resolve, reject) => {
    get({ port, host: "127.0.0.1", path }, (response) => {
      response.resume();
      resolve([response.statusCode, response.headers.location]);
    }).once("error", reject);
  });

test("under its own authority: https options, the trust pages on both sides, a public side with its share", async () => {
  const { named, httpPort } = await open();
  const server = createServer(named.secure);
  await named.attach(server);
  expect(named.answer("/trust", "fr")?.status).toBe(200);
  expect(named.answer("/requests", "fr")).toBeNull();
  expect(await status(httpPort, "/trust/diwan-root.crt")).toEqual([200, undefined]);
  expect(await status(httpPort, "/requests")).toEqual([308, `https://${HOST}/requests`]);
  const shared = await readShared(join(folder, "desk"), HOST);
  expect(shared.cert).toBe(named.secure.cert);
  expect(await readdir(join(folder, "desk/keys"))).toEqual(["tls-server.json"]);
});

test("with a given certificate nothing is handed out and the public side reads its own files", async () => {
  const [certFile, keyFile] = [join(folder, "c.pem"), join(folder, "k.pem")];
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", keyFile];
  execFileSync(
    "openssl",
    ["req", "-x509", ...key, "-subj", "/CN=x", "-addext", `subjectAltName=DNS:${HOST}`, "-out", certFile],
    {
      stdio: "pipe",
    },
  );
  const { named, httpPort } = await open({ certFile, keyFile });
  await named.attach({ setSecureContext: (_options: SecureContextOptions) => {} });
  expect(named.answer("/trust", "fr")).toBeNull();
  expect(await status(httpPort, "/trust")).toEqual([308, `https://${HOST}/trust`]);
  await expect(readShared(join(folder, "desk"), HOST)).rejects.toMatchObject({ code: "tls.not_shared" });
});

test("a plain port that is taken is told at once", async () => {
  const { named, httpPort } = await open();
  const taken = createStream().listen(httpPort, "::");
  await new Promise((resolve) => taken.once("listening", resolve));
  await expect(named.attach({ setSecureContext: () => {} })).rejects.toMatchObject({ code: "EADDRINUSE" });
  taken.close();
});
