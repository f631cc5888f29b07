import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openKeys } from "../crypto/keys.ts";
import { collected } from "../testing/collected.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { skipped } from "../testing/skipped.ts";
import { blobStore } from "./blob-store.ts";
import { checkAll, checkSome } from "./check.ts";
import { encryptPlain } from "./encrypt-plain.ts";
import { folderObjects } from "./folder-objects.ts";
import { allObjects } from "./objects.ts";
import { leavePlain } from "./plain.fixture.ts";
import { rewrap } from "./rewrap.ts";
import { BlobDamaged, BlobMissing } from "./storage.ts";
import { blobAt, countBlobs, findings, HOLD_REMOVALS, RELEASE_REMOVALS } from "./store.ts";

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t.close());
beforeEach(async () => {
  await t.owner.query("truncate storage.blob, storage.finding");
  await rm(join(t.platform.config.dataDir, "blobs"), { recursive: true, force: true });
});

const label = "level-2";
const quiet = async () => undefined;
const put = async (text: string) => (await t.platform.blobs.put(Buffer.from(text), { label })).digest;
const text = async (digest: string) => Buffer.from(await t.platform.blobs.get(digest)).toString();
const pathOf = async (digest: string) => join(t.platform.config.dataDir, "blobs", (await blobAt(t.db, digest))!.object);
const damage = async (digest: string) => {
  const bytes = await readFile(await pathOf(digest));
  bytes[40]! ^= 1;
  await writeFile(await pathOf(digest), bytes);
};

describe("a blob that an earlier version left plain", () => {
  const leave = (content: string) => leavePlain(t.platform.config.dataDir, content, label);
  const encrypt = () => encryptPlain(t.platform.storage, quiet);

  test("is read, in part and whole, and refused when it was changed", async () => {
    const { address, path } = leave("as it was written then");
    expect(await text(address)).toBe("as it was written then");
    expect(await t.platform.blobs.size(address)).toBe(22);
    const part = await collected<Buffer>(await t.platform.blobs.open(address, { start: 3, end: 5 }));
    expect(Buffer.concat(part).toString()).toBe("it");
    await writeFile(path, "as it was changed then");
    await expect(t.platform.blobs.get(address)).rejects.toBeInstanceOf(BlobDamaged);
    expect(await t.platform.blobs.delete(address)).toBe(true);
    expect(existsSync(path)).toBe(false);
  });

  test("is sealed by the job under the same address, and its plain file goes", async () => {
    const { address, path } = leave("as it was written then");
    expect(await encrypt()).toEqual({ sealed: 1, damaged: 0 });
    expect(existsSync(path)).toBe(false);
    expect((await readFile(await pathOf(address))).includes("written")).toBe(false);
    expect(await text(address)).toBe("as it was written then");
    expect(await encrypt()).toEqual({ sealed: 0, damaged: 0 });
  });

  test("stays as it is and is reported when its bytes are wrong", async () => {
    const { address, path } = leave("right");
    await writeFile(path, "wrong");
    expect(await encrypt()).toEqual({ sealed: 0, damaged: 1 });
    expect(existsSync(path)).toBe(true);
    expect(await findings(t.db)).toMatchObject([{ address, what: "damaged" }]);
    expect(await collected(allObjects(t.platform.storage.objects))).toHaveLength(1);
  });

  test("keeps its plain file until a running backup has ended", async () => {
    const { address, path } = leave("in a snapshot");
    const backup = await t.owner.connect();
    await backup.query(HOLD_REMOVALS);
    await encrypt();
    expect(existsSync(path)).toBe(true);
    expect(await text(address)).toBe("in a snapshot");
    await backup.query(RELEASE_REMOVALS);
    backup.release();
    await encrypt();
    expect(existsSync(path)).toBe(false);
    expect(await text(address)).toBe("in a snapshot");
  });
});

describe("the check", () => {
  test("finds what is damaged, missing or under another key, and forgets it once healed", async () => {
    const [good, hurt, gone, locked] = [await put("good"), await put("hurt"), await put("gone"), await put("locked")];
    await damage(hurt);
    await rm(await pathOf(gone));
    await t.owner.query("update storage.blob set wrapped = decode('00', 'hex') where address = $1", [locked]);
    expect((await checkAll(t.platform.storage)).findings.toSorted((a, b) => (a.what < b.what ? -1 : 1))).toEqual([
      { address: hurt, what: "damaged" },
      { address: locked, what: "locked" },
      { address: gone, what: "missing" },
    ]);
    expect(await findings(t.db)).toHaveLength(3);
    for (const content of ["hurt", "gone", "locked"]) await put(content);
    expect(await findings(t.db)).toEqual([]);
    expect((await checkAll(t.platform.storage)).findings).toEqual([]);
    expect(await text(good)).toBe("good");
  });

  test("reads a thirtieth each day, so that in thirty days it has read all", async () => {
    const digests = [];
    for (let number = 0; number < 60; number++) digests.push(await put(`blob ${number}`));
    await damage(digests[31]!);
    const days = [];
    for (let day = 0; day < 30; day++) {
      t.clock.advance(86_400_000);
      days.push(await checkSome(t.platform.storage, quiet));
    }
    expect(days.map(({ checked }) => checked)).toEqual(Array(30).fill(2));
    expect(days.flatMap((day) => day.findings)).toEqual([{ address: digests[31], what: "damaged" }]);
  });
});

describe("wrapping anew", () => {
  test("moves every key under that of this year while people work; no file is touched", async () => {
    const digests = [await put("one"), await put("two"), await put("three")];
    const paths = await Promise.all(digests.map(pathOf));
    const before = await Promise.all(paths.map((path) => readFile(path)));
    t.clock.set("2027-02-01T10:00:00Z");
    let reads = 0;
    let working = true;
    const reader = (async () => {
      for (; working; reads++) expect(await text(digests[reads % 3]!)).toBe(["one", "two", "three"][reads % 3]);
    })();
    expect(await rewrap(t.platform.storage)).toEqual({ rewrapped: 3 });
    working = false;
    await reader;
    expect(reads).toBeGreaterThan(0);
    expect((await countBlobs(t.db)).map(({ wrapping }) => wrapping)).toEqual(["level-2/2027"]);
    expect(await Promise.all(paths.map((path) => readFile(path)))).toEqual(before);
    t.clock.set("2026-11-24T11:00:00Z");
  });

  test("brings the blobs of a former root key under the present one", async () => {
    const digest = await put("of the former key");
    const keys = openKeys(join(t.platform.config.dataDir, "other-keys"));
    const storage = { ...t.platform.storage, keys };
    await expect(blobStore(storage).get(digest)).rejects.toBeInstanceOf(BlobDamaged);
    await expect(rewrap(storage)).rejects.toThrow();
    await rewrap(storage, t.platform.keys);
    expect(Buffer.from(await blobStore(storage).get(digest)).toString()).toBe("of the former key");
    await expect(t.platform.blobs.get(digest)).rejects.toBeInstanceOf(BlobDamaged);
  });
});

const isRoot = process.getuid?.() === 0;
describe.skipIf(skipped(isRoot ? null : "small file systems need root"))("a full disk", () => {
  test("refuses a put, leaves nothing of it, and takes the next one when there is room", async () => {
    const folder = mkdtempSync(join(tmpdir(), "diwan-small-"));
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", folder]);
    try {
      mkdirSync(join(folder, "blobs"));
      const storage = { ...t.platform.storage, objects: folderObjects(join(folder, "blobs")) };
      const store = blobStore(storage);
      const kept = await store.put(Buffer.alloc(500_000, "kept"), { label });
      await expect(store.put(Buffer.alloc(3_000_000, "too large"), { label })).rejects.toMatchObject({
        code: "ENOSPC",
      });
      expect(readdirSync(join(folder, "blobs", "tmp"))).toEqual([]);
      expect((await countBlobs(t.db))[0]).toMatchObject({ count: 1 });
      expect(Buffer.from(await store.get(kept.digest)).equals(Buffer.alloc(500_000, "kept"))).toBe(true);
      await store.put(Buffer.alloc(900_000, "fits"), { label });
    } finally {
      execFileSync("umount", [folder]);
      rmSync(folder, { recursive: true });
    }
  });
});

test("a large stream is put and read in constant memory", { timeout: 60_000 }, async () => {
  const CHUNK = Buffer.alloc(1024 * 1024, "large");
  const megabytes = 160;
  let highest = 0;
  const measure = () => {
    highest = Math.max(highest, process.memoryUsage().rss);
  };
  async function* large() {
    for (let part = 0; part < megabytes; part++) {
      measure();
      yield CHUNK;
    }
  }
  const before = process.memoryUsage().rss;
  const { digest, size } = await t.platform.blobs.put(large(), { label });
  expect(size).toBe(megabytes * CHUNK.length);
  let read = 0;
  for await (const part of await t.platform.blobs.open(digest)) {
    measure();
    read += (part as Buffer).length;
  }
  expect(read).toBe(size);
  expect((highest - before) / CHUNK.length, "MB more than before").toBeLessThan(120);
  await t.platform.blobs.delete(digest);
  await expect(t.platform.blobs.open(digest)).rejects.toBeInstanceOf(BlobMissing);
});
