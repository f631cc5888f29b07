import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { folderStore } from "./folder-store.ts";
import { BlobDamaged, BlobMissing } from "./storage.ts";
import { sweepOrphans } from "./sweep.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "blobs-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const bytes = (text: string) => new TextEncoder().encode(text);
const label = "level-1";
const pathOf = (digest: string, under = label) => join(root, under, digest.slice(0, 2), digest);

async function text(stream: AsyncIterable<Uint8Array>) {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString();
}

describe("a folder of blobs", () => {
  test("gives back what was put, from bytes or from a stream", async () => {
    const store = folderStore(root);
    const whole = await store.put(bytes("مقرر رخصة"), { label });
    async function* parts() {
      yield bytes("مقرر ");
      yield bytes("رخصة");
    }
    const streamed = await store.put(parts(), { label });
    expect(streamed).toEqual(whole);
    expect(whole.size).toBe(17);
    expect(whole.sha256).toBe(createHash("sha256").update("مقرر رخصة").digest("hex"));
    expect(Buffer.from(await store.get(whole.digest)).toString()).toBe("مقرر رخصة");
    expect(await readdir(join(root, label, whole.digest.slice(0, 2)))).toEqual([whole.digest]);
  });

  test("the same bytes under two labels share nothing", async () => {
    const store = folderStore(root);
    const open = await store.put(bytes("same"), { label: "level-0" });
    const secret = await store.put(bytes("same"), { label: "level-3" });
    expect(secret.digest).not.toBe(open.digest);
    await store.delete(open.digest);
    expect(Buffer.from(await store.get(secret.digest)).toString()).toBe("same");
  });

  test("opens a range, end exclusive, and past the end", async () => {
    const store = folderStore(root);
    const { digest } = await store.put(bytes("0123456789"), { label });
    expect(await text(await store.open(digest, { start: 2, end: 5 }))).toBe("234");
    expect(await text(await store.open(digest, { start: 8 }))).toBe("89");
    expect(await text(await store.open(digest, { start: 8, end: 99 }))).toBe("89");
    expect(await text(await store.open(digest, { start: 10 }))).toBe("");
  });

  test("an unknown or malformed address is missing, not an error of the disk", async () => {
    const store = folderStore(root);
    expect(await store.has("a".repeat(64))).toBe(false);
    expect(await store.has("../../etc/passwd")).toBe(false);
    expect(await store.size("b".repeat(64))).toBeNull();
    await expect(store.get("a".repeat(64))).rejects.toBeInstanceOf(BlobMissing);
    await expect(store.open("../x")).rejects.toBeInstanceOf(BlobMissing);
    await expect(store.put(bytes("x"), { label: "../x" })).rejects.toThrow(RangeError);
    await expect(store.put(bytes("x"), { label: "tmp" })).rejects.toThrow(RangeError);
  });

  test("a changed file is refused, and storing the same bytes again heals it", async () => {
    const store = folderStore(root);
    const { digest } = await store.put(bytes("the true content"), { label });
    await truncate(pathOf(digest), 4);
    await expect(store.get(digest)).rejects.toBeInstanceOf(BlobDamaged);
    await store.put(bytes("the true content"), { label });
    expect(Buffer.from(await store.get(digest)).toString()).toBe("the true content");
  });

  test("files are for the owner only", async () => {
    const { digest } = await folderStore(root).put(bytes("x"), { label });
    expect((await stat(pathOf(digest))).mode & 0o777).toBe(0o600);
  });

  test("a stream that fails leaves nothing behind", async () => {
    async function* broken() {
      yield bytes("half");
      throw new Error("the upload was cut");
    }
    await expect(folderStore(root).put(broken(), { label })).rejects.toThrow("the upload was cut");
    expect(await readdir(join(root, "tmp"))).toEqual([]);
  });
});

describe("the orphan sweep", () => {
  const now = new Date("2026-11-24T10:00:00Z");
  const age = (path: string, hours: number) => {
    const then = new Date(now.getTime() - hours * 3_600_000);
    return utimes(path, then, then);
  };

  test("removes what no row names after a day, and nothing else", async () => {
    const store = folderStore(root);
    const named = await store.put(bytes("named"), { label });
    const orphan = await store.put(bytes("orphan"), { label });
    const young = await store.put(bytes("young"), { label });
    await age(pathOf(named.digest), 48);
    await age(pathOf(orphan.digest), 25);
    await age(pathOf(young.digest), 23);
    await writeFile(join(root, "tmp", "half"), "half");
    await age(join(root, "tmp", "half"), 30);

    const swept = await sweepOrphans(root, async (digests) => new Set(digests.filter((d) => d === named.digest)), now);
    expect(swept).toEqual({ examined: 2, removed: [orphan.digest], temporary: 1 });
    expect([await store.has(named.digest), await store.has(orphan.digest), await store.has(young.digest)]).toEqual([
      true,
      false,
      true,
    ]);
  });

  test("bytes stored again while the sweep asks are kept", async () => {
    const store = folderStore(root);
    const { digest } = await store.put(bytes("again"), { label });
    await age(pathOf(digest), 48);
    const swept = await sweepOrphans(
      root,
      async () => {
        await store.put(bytes("again"), { label });
        return new Set();
      },
      now,
    );
    expect(swept.removed).toEqual([]);
    expect(await store.has(digest)).toBe(true);
  });

  test("what an interrupted sweep had moved aside comes back", async () => {
    const store = folderStore(root);
    const { digest } = await store.put(bytes("aside"), { label });
    const content = await readFile(pathOf(digest));
    await writeFile(join(root, "tmp", `aside.${label}.${digest}`), content);
    await rm(pathOf(digest));
    await sweepOrphans(root, async (digests) => new Set(digests), now);
    expect(Buffer.from(await store.get(digest)).toString()).toBe("aside");
  });
});
