import { spawn } from "node:child_process";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { collected } from "../testing/collected.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { PUT_STEPS } from "./blob-store.ts";
import { allObjects } from "./objects.ts";
import { examine } from "./sealed.ts";
import { blobsAfter } from "./store.ts";
import { GRACE_MS, sweepOrphans } from "./sweep.ts";

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t.close());
beforeEach(async () => {
  await t.owner.query("truncate storage.blob");
  await rm(join(t.platform.config.dataDir, "blobs"), { recursive: true, force: true });
});

/** Runs the writer until it dies; answers the acknowledged addresses by blob number. */
function writeUntilKilled(step: string, fatal: number, killAfterMs?: number): Promise<Map<number, string>> {
  const { dataDir, database } = t.platform.config;
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, "crash.child.ts"), dataDir, JSON.stringify(database.app), step, String(fatal)],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  let output = "";
  child.stdout.on("data", (chunk) => {
    if (killAfterMs !== undefined && output === "") setTimeout(() => child.kill("SIGKILL"), killAfterMs);
    output += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on("close", (_code, signal) => {
      if (signal !== "SIGKILL") return reject(new Error(`the writer ended by itself: ${signal}`));
      const lines = output.split("\n").slice(0, -1);
      resolve(new Map(lines.map((line) => [Number(line.split(" ")[0]), line.split(" ")[1]!])));
    });
  });
}

const files = async () => (await collected(allObjects(t.platform.storage.objects))).map(({ name }) => name);
const rows = () => blobsAfter(t.db, "", 1_000);
const temporary = () => readdir(join(t.platform.config.dataDir, "blobs", "tmp"));

async function expectWhole(acknowledged: Map<number, string>) {
  for (const [number, digest] of acknowledged) {
    const content = Buffer.from(await t.platform.blobs.get(digest));
    expect(content.equals(Buffer.alloc(200_000 + number, `blob ${number} `))).toBe(true);
  }
  for (const row of await rows()) expect(await examine(t.platform.storage, row)).toBeNull();
}

describe("kill -9 inside a put", () => {
  test.each(PUT_STEPS)("at %s: nothing acknowledged is lost, no row names half a file", async (step) => {
    const acknowledged = await writeUntilKilled(step, 3);
    expect([...acknowledged.keys()]).toEqual([0, 1, 2]);
    await expectWhole(acknowledged);
    const isVisible = ["renamed", "folder-synced", "row-kept"].includes(step);
    expect(await files()).toHaveLength(isVisible ? 4 : 3);
    expect(await temporary()).toHaveLength(isVisible ? 0 : 1);
    expect(await rows()).toHaveLength(step === "row-kept" ? 4 : 3);

    const all = async (addresses: string[]) => new Set(addresses);
    await sweepOrphans(t.platform.storage, all, new Date(Date.now() + GRACE_MS + 60_000));
    expect(await temporary()).toEqual([]);
    expect(await files()).toHaveLength((await rows()).length);
    await expectWhole(acknowledged);
  });

  test.each([5, 17, 41])("from outside after %i ms", async (ms) => {
    const acknowledged = await writeUntilKilled("none", -1, ms);
    expect(acknowledged.size).toBeGreaterThan(0);
    await expectWhole(acknowledged);
  });
});
