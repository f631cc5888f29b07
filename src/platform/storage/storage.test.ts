import { createHash } from "node:crypto";
import { copyFile, readdir, readFile, rm, stat, truncate, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { collected } from "../testing/collected.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { allObjects } from "./objects.ts";
import { BlobDamaged, BlobMissing, type BlobStore } from "./storage.ts";
import { blobAt } from "./store.ts";
import { sweepOrphans } from "./sweep.ts";

let t: TestDatabase;
let store: BlobStore;
beforeAll(async () => {
  t = await testDatabase();
  store = t.platform.blobs;
});
afterAll(() => t.close());
beforeEach(async () => {
  await t.owner.query("truncate storage.blob, storage.finding");
  await rm(join(t.platform.config.dataDir, "blobs"), { recursive: true, force: true });
});

const bytes = (text: string) => new TextEncoder().encode(text);
const label = "level-1";
const row = async (digest: string) => (await blobAt(t.db, digest))!;
const pathOf = async (digest: string) => join(t.platform.config.dataDir, "blobs", (await row(digest)).object);
const files = async () => (await collected(allObjects(t.platform.storage.objects))).map(({ name }) => name);
const text = async (content: Promise<Uint8Array>) => Buffer.from(await content).toString();
const read = async (stream: AsyncIterable<Uint8Array>) => Buffer.concat(await collected(stream));

describe("a store of blobs", () => {
  test("gives back what was put, from bytes or from a stream, and keeps it once", async () => {
    const whole = await store.put(bytes("مقرر رخصة"), { label });
    async function* parts() {
      yield bytes("مقرر ");
      yield bytes("رخصة");
    }
    expect(await store.put(parts(), { label })).toEqual(whole);
    expect(whole.size).toBe(17);
    expect(whole.sha256).toBe(createHash("sha256").update("مقرر رخصة").digest("hex"));
    expect(await text(store.get(whole.digest))).toBe("مقرر رخصة");
    expect(await files()).toHaveLength(1);
    expect(await store.size(whole.digest)).toBe(17);
  });

  test("keeps no readable byte and no name that tells anything", async () => {
    const { digest, sha256 } = await store.put(bytes("a sentence that must not be found on the disk"), { label });
    const path = await pathOf(digest);
    expect((await readFile(path)).includes("sentence")).toBe(false);
    expect(path).not.toMatch(new RegExp(`${digest}|${sha256}`));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const another = await testDatabase();
    const elsewhere = await another.platform.blobs.put(bytes("a sentence that must not be found on the disk"), {
      label,
    });
    expect(elsewhere.digest, "an address tells nothing to another institution").not.toBe(digest);
    await another.close();
  });

  test("shares nothing between labels", async () => {
    const open = await store.put(bytes("same"), { label: "level-0" });
    const secret = await store.put(bytes("same"), { label: "level-3" });
    expect(secret.digest).not.toBe(open.digest);
    await store.delete(open.digest);
    expect(await text(store.get(secret.digest))).toBe("same");
  });

  test("opens a range, end exclusive, across frames and past the end", async () => {
    const content = Buffer.from(Array.from({ length: 200_000 }, (_, at) => at % 251));
    const { digest } = await store.put(content, { label });
    for (const [start, end] of [
      [2, 5],
      [65_530, 65_540],
      [131_072, 131_073],
      [199_990, 300_000],
    ] as const)
      expect((await read(await store.open(digest, { start, end }))).equals(content.subarray(start, end))).toBe(true);
    expect((await read(await store.open(digest, { start: 150_000 }))).equals(content.subarray(150_000))).toBe(true);
    expect((await read(await store.open(digest, { start: 200_000 }))).length).toBe(0);
  });

  test("finds an unknown or malformed address missing, and refuses a label that is a path", async () => {
    expect(await store.has("a".repeat(64))).toBe(false);
    expect(await store.has("../../etc/passwd")).toBe(false);
    expect(await store.size("b".repeat(64))).toBeNull();
    expect(await store.delete("../x")).toBe(false);
    await expect(store.get("a".repeat(64))).rejects.toBeInstanceOf(BlobMissing);
    await expect(store.open("../x")).rejects.toBeInstanceOf(BlobMissing);
    await expect(store.put(bytes("x"), { label: "../x" })).rejects.toThrow(RangeError);
    await expect(store.put(bytes("x"), { label: "tmp" })).rejects.toThrow(RangeError);
  });

  test("refuses what was touched on the disk, and storing the same bytes again heals it", async () => {
    const { digest } = await store.put(bytes("the true content"), { label });
    const touch = [
      async (path: string) => truncate(path, 40),
      async (path: string) => writeFile(path, Buffer.concat([await readFile(path), Buffer.of(0)])),
      async (path: string) =>
        writeFile(
          path,
          (await readFile(path)).map((byte, at) => (at === 45 ? byte ^ 1 : byte)),
        ),
    ];
    for (const act of touch) {
      await act(await pathOf(digest));
      await expect(store.get(digest)).rejects.toBeInstanceOf(BlobDamaged);
      await store.put(bytes("the true content"), { label });
      expect(await text(store.get(digest))).toBe("the true content");
    }
    await rm(await pathOf(digest));
    await expect(store.get(digest)).rejects.toBeInstanceOf(BlobMissing);
    await store.put(bytes("the true content"), { label });
    expect(await text(store.get(digest))).toBe("the true content");
    expect(await files()).toHaveLength(1);
  });

  test("tells a damaged frame from the stream, after the good ones", async () => {
    const { digest } = await store.put(Buffer.alloc(200_000, "x"), { label });
    const path = await pathOf(digest);
    const sealed = await readFile(path);
    sealed[sealed.length - 5]! ^= 1;
    await writeFile(path, sealed);
    await expect(read(await store.open(digest))).rejects.toBeInstanceOf(BlobDamaged);
    expect((await read(await store.open(digest, { end: 65_536 }))).length).toBe(65_536);
  });

  test("does not take one blob's file or key for another's", async () => {
    const one = await store.put(bytes("one"), { label });
    const two = await store.put(bytes("two"), { label });
    await copyFile(await pathOf(one.digest), await pathOf(two.digest));
    await expect(store.get(two.digest)).rejects.toBeInstanceOf(BlobDamaged);
    const { object, wrapped } = await row(one.digest);
    await t.owner.query("update storage.blob set object = 'x' where address = $1", [one.digest]);
    await t.owner.query("update storage.blob set object = $2, wrapped = $3 where address = $1", [
      two.digest,
      object,
      wrapped,
    ]);
    await expect(store.get(two.digest), "a row moved to another address").rejects.toBeInstanceOf(BlobDamaged);
  });

  test("of many who put the same bytes at once, all are given the one file", async () => {
    const content = Buffer.alloc(150_000, "many");
    const stored = await Promise.all(Array.from({ length: 12 }, () => store.put(content, { label })));
    expect(new Set(stored.map(({ digest }) => digest)).size).toBe(1);
    expect(await files()).toHaveLength(1);
    expect(Buffer.from(await store.get(stored[0]!.digest)).equals(content)).toBe(true);
  });

  test("leaves nothing behind when the stream fails", async () => {
    async function* broken() {
      yield bytes("half");
      throw new Error("the upload was cut");
    }
    await expect(store.put(broken(), { label })).rejects.toThrow("the upload was cut");
    expect(await readdir(join(t.platform.config.dataDir, "blobs", "tmp"))).toEqual([]);
  });

  test("works inside more transactions than there are connections to share", async () => {
    const put = (number: number) =>
      t.as(t.call({ kind: "system", id: null, strength: "none" }).actor, (ctx) =>
        ctx.platform.blobs.put(bytes(`inside ${number}`), { label }),
      );
    expect(await Promise.all(Array.from({ length: 20 }, (_, number) => put(number)))).toHaveLength(20);
  });
});

describe("a destroyed blob", () => {
  test("cannot be read again from its file, nor with the root key", async () => {
    const { digest } = await store.put(bytes("to be forgotten"), { label });
    const { object } = await row(digest);
    const path = await pathOf(digest);
    const kept = await readFile(path);
    expect(await store.delete(digest)).toBe(true);
    expect(await store.delete(digest)).toBe(false);
    await expect(store.get(digest)).rejects.toBeInstanceOf(BlobMissing);
    // The file comes back, as from a copy of the disk; the row that a thief would make up opens nothing.
    await writeFile(path, kept);
    await expect(store.get(digest)).rejects.toBeInstanceOf(BlobMissing);
    const other = await row((await store.put(bytes("another 15 byte"), { label })).digest);
    await t.owner.query("insert into storage.blob values ($1, $2, $3, $4, $5, $6, now(), now())", [
      digest,
      object,
      label,
      15,
      other.wrapping,
      other.wrapped,
    ]);
    await expect(store.get(digest)).rejects.toBeInstanceOf(BlobDamaged);
  });

  test("is there again when the same bytes are put again", async () => {
    const { digest } = await store.put(bytes("again"), { label });
    await store.delete(digest);
    expect((await store.put(bytes("again"), { label })).digest).toBe(digest);
    expect(await text(store.get(digest))).toBe("again");
  });
});

describe("the orphan sweep", () => {
  const HOUR_MS = 3_600_000;
  const sweep = (...named: string[]) =>
    sweepOrphans(
      t.platform.storage,
      async (digests) => new Set(digests.filter((d) => named.includes(d))),
      t.clock.now(),
    );
  /** Files carry the time of the disk; here they are as old as the clock says. */
  const age = async (path: string, hours: number) => {
    const then = new Date(t.clock.now().getTime() - hours * HOUR_MS);
    await utimes(path, then, then);
  };

  test("removes what no row names after a day, and nothing else", async () => {
    const named = await store.put(bytes("named"), { label });
    const orphan = await store.put(bytes("orphan"), { label });
    t.clock.advance(25 * HOUR_MS);
    const young = await store.put(bytes("young"), { label });
    const blobs = join(t.platform.config.dataDir, "blobs");
    await writeFile(join(blobs, "tmp", "half"), "half");
    await age(join(blobs, "tmp", "half"), 30);
    const [folder] = (await files()).map((name) => join(blobs, name, ".."));
    await writeFile(join(folder!, "0199c0ffee00700080000000000000aa"), "a file whose row never came");
    await age(join(folder!, "0199c0ffee00700080000000000000aa"), 25);
    await writeFile(join(folder!, "notes.txt"), "not ours");
    await age(join(folder!, "notes.txt"), 1_000);

    expect(await sweep(named.digest)).toEqual({ examined: 2, removed: [orphan.digest], files: 1, temporary: 1 });
    expect(await Promise.all([named, orphan, young].map(({ digest }) => store.has(digest)))).toEqual([
      true,
      false,
      true,
    ]);
    expect(await files()).toHaveLength(3);
  });

  test("keeps bytes that are stored again while it asks", async () => {
    const { digest } = await store.put(bytes("again"), { label });
    t.clock.advance(48 * HOUR_MS);
    const asked = async () => {
      await store.put(bytes("again"), { label });
      return new Set<string>();
    };
    expect((await sweepOrphans(t.platform.storage, asked, t.clock.now()))!.removed).toEqual([]);
    expect(await text(store.get(digest))).toBe("again");
  });
});
