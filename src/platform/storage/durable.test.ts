import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { replaceFile, WRITE_STEPS } from "./durable.ts";
import { folderStore, labelsOf } from "./folder-store.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "crash-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Runs the writer until it dies; answers the acknowledged addresses by blob number. */
function writeUntilKilled(step: string, fatal: number, killAfterMs?: number): Promise<Map<number, string>> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "crash.child.ts"), root, step, String(fatal)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
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

/** Every address visible in the store, whether acknowledged or not. */
async function visible(): Promise<string[]> {
  const found: string[] = [];
  for (const label of await labelsOf(root)) {
    for (const prefix of await readdir(join(root, label))) found.push(...(await readdir(join(root, label, prefix))));
  }
  return found;
}

async function expectWhole(acknowledged: Map<number, string>) {
  const store = folderStore(root);
  for (const [number, digest] of acknowledged) {
    const content = await store.get(digest);
    expect(Buffer.from(content).equals(Buffer.alloc(20_000 + number, `blob ${number} `))).toBe(true);
  }
  for (const digest of await visible()) await store.get(digest);
}

describe("kill -9 inside a write", () => {
  test.each(WRITE_STEPS)("at %s: nothing acknowledged is lost, no half file is visible", async (step) => {
    const acknowledged = await writeUntilKilled(step, 3);
    expect([...acknowledged.keys()]).toEqual([0, 1, 2]);
    await expectWhole(acknowledged);
    const renamed = step === "renamed" || step === "folder-synced";
    expect(await visible()).toHaveLength(renamed ? 4 : 3);
    expect(await readdir(join(root, "tmp"))).toHaveLength(renamed ? 0 : 1);
  });

  test.each([5, 17, 41])("from outside after %i ms", async (ms) => {
    const acknowledged = await writeUntilKilled("none", -1, ms);
    expect(acknowledged.size).toBeGreaterThan(0);
    await expectWhole(acknowledged);
  });
});

test("a small file is replaced in one step and keeps its mode", async () => {
  const path = join(root, "keys.json");
  await replaceFile(path, "old", 0o644);
  await replaceFile(path, "new", 0o644);
  expect(await readFile(path, "utf8")).toBe("new");
  expect((await stat(path)).mode & 0o777).toBe(0o644);
  expect(await readdir(root)).toEqual(["keys.json"]);
});
