/**
 * What keeping a file costs, against a bare loop over the same bytes that only hashes, encrypts, writes and fsyncs: put and
 * get, files of 1 MB and a large one, then uploads through the whole product over HTTP (session, limits, multipart, the
 * command's transaction). By turns with the loop, on one disk and one server.
 *   node bench/storage.ts [--rounds 5] [--files 100] [--megabytes 256] [--port 3560]
 */
import { type ChildProcess, spawn } from "node:child_process";
import { createCipheriv, createHash, randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { load as loadDemonstration, PASSWORD } from "#features/demonstration/api.ts";
import { readConfig } from "#platform/config.ts";
import { type Cluster, startCluster } from "#platform/db/embedded.ts";
import { openPlatform } from "#platform/open.ts";
import type { Platform } from "#platform/platform.ts";
import { startProcess } from "../src/process.ts";
import { median, say, spent, spread, verdict } from "./support/figures.ts";
import { ended } from "./support/product.ts";

const GOAL = 0.5;
const MB = 1_000_000;
const CONCURRENCY = 10;
const LOGIN = "driss";

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    files: { type: "string", default: "100" },
    megabytes: { type: "string", default: "256" },
    port: { type: "string", default: "3560" },
  },
});
const rounds = Number(options.rounds);
const port = Number(options.port);
const url = `http://localhost:${port}`;
const ROOT = join(import.meta.dirname, "..");
const dataDir = mkdtempSync(join(tmpdir(), "diwan-bench-"));

/** New bytes each round: the same content would be kept once. What a scan begins with, so that the product takes it. */
function freshFiles(): Buffer[] {
  return Array.from({ length: Number(options.files) }, () => {
    const bytes = randomBytes(MB);
    bytes.write("%PDF-1.7\n");
    return bytes;
  });
}

async function lanes(files: readonly Buffer[], width: number, act: (file: Buffer) => Promise<unknown>): Promise<void> {
  const queue = [...files];
  const lane = async () => {
    for (let file = queue.pop(); file; file = queue.pop()) await act(file);
  };
  await Promise.all(Array.from({ length: width }, lane));
}

const bareDir = join(dataDir, "bare");
let written = 0;

/** The least that does the same for the bytes: SHA-256, AES-256-GCM in frames, one file, fsync. */
async function bare(bytes: Buffer): Promise<void> {
  createHash("sha256").update(bytes).digest();
  const [key, nonce] = [randomBytes(32), randomBytes(12)];
  const file = await open(join(bareDir, `${written++}`), "wx");
  for (let at = 0; at < bytes.length; at += MB) {
    const parts: Buffer[] = [];
    for (let from = at; from < Math.min(at + MB, bytes.length); from += 65_536) {
      nonce.writeUInt32BE(from / 65_536, 7);
      const cipher = createCipheriv("aes-256-gcm", key, nonce);
      parts.push(
        cipher.update(bytes.subarray(from, Math.min(from + 65_536, at + MB))),
        cipher.final(),
        cipher.getAuthTag(),
      );
    }
    await file.writev(parts);
  }
  await file.sync();
  await file.close();
}

const perSecond = (bytes: number, ms: number) => bytes / MB / (ms / 1_000);

type Turn = { name: string; run: (files: readonly Buffer[]) => Promise<unknown>; rates: number[] };

/** Each round all run once, in turn; the first round only warms. */
async function byTurns(turns: readonly Turn[], fresh: () => Buffer[]): Promise<void> {
  for (let round = -1; round < rounds; round++)
    for (const turn of turns) {
      const files = fresh();
      const size = files.reduce((sum, { length }) => sum + length, 0);
      const rate = perSecond(size, await spent(() => turn.run(files)));
      if (round >= 0) turn.rates.push(rate);
      rmSync(bareDir, { recursive: true, force: true });
      mkdirSync(bareDir);
    }
  for (const { name, rates } of turns) say(`${name}, MB/s (min / median / max)`, spread(rates, 0));
}

const turn = (name: string, run: Turn["run"]): Turn => ({ name, run, rates: [] });
const ratio = (ours: Turn, theirs: Turn) => median(ours.rates) / median(theirs.rates);
const percent = (value: number) => `${(value * 100).toFixed(0)} %`;

async function inProcess(platform: Platform): Promise<void> {
  const put = (bytes: Buffer) => platform.blobs.put(bytes, { label: "level-1" });
  const loop = turn(`bare loop, ${options.files} files of 1 MB, ${CONCURRENCY} at once`, (f) =>
    lanes(f, CONCURRENCY, bare),
  );
  const store = turn(`put, ${options.files} files of 1 MB, ${CONCURRENCY} at once`, (f) => lanes(f, CONCURRENCY, put));
  await byTurns([loop, store], freshFiles);
  say("ratio of the medians: put / bare loop", percent(ratio(store, loop)));

  const large = () => [randomBytes(Number(options.megabytes) * MB)];
  const bareLarge = turn(`bare loop, one file of ${options.megabytes} MB`, ([file]) => bare(file!));
  const putLarge = turn(`put, one file of ${options.megabytes} MB`, ([file]) => put(file!));
  await byTurns([bareLarge, putLarge], large);
  say("ratio of the medians: put / bare loop", percent(ratio(putLarge, bareLarge)));
  await reading(platform, large()[0]!);
}

async function reading({ blobs }: Platform, bytes: Buffer): Promise<void> {
  const { digest } = await blobs.put(bytes, { label: "level-1" });
  const rates: number[] = [];
  for (let round = 0; round < rounds; round++)
    rates.push(perSecond(bytes.length, await spent(() => blobs.get(digest))));
  say(`get, one file of ${options.megabytes} MB, MB/s (min / median / max)`, spread(rates, 0));
  const times: number[] = [];
  for (let ask = 0; ask < 200; ask++) {
    const start = Math.floor((bytes.length - 100_000) * (ask / 200));
    times.push(await spent(async () => (await blobs.open(digest, { start, end: start + 100_000 })).toArray()));
  }
  say("a part of 100 kB out of it, ms (min / median / max)", spread(times));
}

/** One scan as a browser sends it. */
async function upload(agent: Agent, cookie: string, bytes: Buffer): Promise<void> {
  const head = `--x\r\ncontent-disposition: form-data; name="file"; filename="scan.pdf"\r\ncontent-type: application/pdf\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from("\r\n--x--\r\n")]);
  await new Promise<void>((resolve, reject) => {
    const sent = request(`${url}/api/requests/proofs`, {
      method: "POST",
      agent,
      headers: {
        cookie,
        "x-diwan": "1",
        "content-type": "multipart/form-data; boundary=x",
        "content-length": body.length,
        "x-forwarded-for": `10.${written++ % 200}.1.1`,
      },
    });
    sent.once("error", reject).once("response", async (answer) => {
      const said = await text(answer);
      if (answer.statusCode === 201) resolve();
      else reject(new Error(`upload answered ${answer.statusCode}: ${said}`));
    });
    sent.end(body);
  });
}

async function signedIn(): Promise<string> {
  const answer = await fetch(`${url}/api/session`, {
    method: "POST",
    headers: { "x-diwan": "1", "idempotency-key": "bench-sign-in", "content-type": "application/json" },
    body: JSON.stringify({ login: LOGIN, password: PASSWORD }),
  });
  if (!answer.ok) throw new Error(`sign-in answered ${answer.status}: ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

async function overHttp(env: Record<string, string>): Promise<void> {
  const child: ChildProcess = spawn(process.execPath, [join(ROOT, "src/main.ts")], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: "ignore",
  });
  const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY });
  try {
    while ((await fetch(`${url}/health/ready`).catch(() => null))?.status !== 200) await sleep(100);
    const cookie = await signedIn();
    const one = turn(`bare loop, ${options.files} files of 1 MB, one after another`, (f) => lanes(f, 1, bare));
    const many = turn(`bare loop, ${CONCURRENCY} at once`, (f) => lanes(f, CONCURRENCY, bare));
    const http = turn(`uploads over HTTP, ${CONCURRENCY} at once`, (f) =>
      lanes(f, CONCURRENCY, (bytes) => upload(agent, cookie, bytes)),
    );
    await byTurns([one, many, http], freshFiles);
    say("ratio of the medians: uploads / bare loop, as many at once", percent(ratio(http, many)));
    const reached = ratio(http, one);
    say("ratio of the medians: uploads / bare loop", percent(reached), verdict(reached >= GOAL, percent(GOAL)));
  } finally {
    agent.destroy();
    await ended(child);
  }
}

async function bench(cluster: Cluster): Promise<void> {
  const env = {
    DIWAN_DATA: dataDir,
    DIWAN_PORT: `${port}`,
    DIWAN_ONLY: "web",
    DIWAN_DB_OWNER: JSON.stringify(cluster.owner),
    DIWAN_DB_APP: JSON.stringify(cluster.app),
    DIWAN_LOG_LEVEL: "error",
  };
  const config = readConfig(env);
  const first = await startProcess({ ...config, only: "worker" });
  await loadDemonstration(first.opened.platform);
  await first.stop();
  const opened = openPlatform(config, []);
  await inProcess(opened.platform);
  await opened.close();
  await overHttp(env);
}

chmodSync(dataDir, 0o755); // as root, the server runs as another user, who must be able to enter
for (const name of ["run", "bare"]) mkdirSync(join(dataDir, name), { recursive: true });
const cluster = await startCluster({ dataDir, log: () => undefined });
try {
  await bench(cluster);
} finally {
  await cluster.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
