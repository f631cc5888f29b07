import { mkdtempSync, rmSync } from "node:fs";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "@20minutes/s3rver";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allObjects, ObjectMissing, type ObjectStore } from "#platform/storage/objects.ts";
import type { Attempt } from "../../net/client.ts";
import { collected } from "../../testing/collected.ts";
import { type TestDatabase, testDatabase } from "../../testing/database.ts";
import { blobStore } from "../blob-store.ts";
import { checkAll } from "../check.ts";
import { BlobDamaged, BlobMissing } from "../storage.ts";
import { blobAt } from "../store.ts";
import { GRACE_MS, sweepOrphans } from "../sweep.ts";
import { type Bucket, S3Error } from "./client.ts";
import { bucketObjects } from "./objects.ts";
import { openBucket } from "./open.ts";

/** A real S3 server over HTTP, which checks every signature. Before it stands a door that the tests can trouble. */
const directory = mkdtempSync(join(tmpdir(), "diwan-s3-"));
const server = new S3rver({
  address: "127.0.0.1",
  port: 0,
  directory,
  silent: true,
  configureBuckets: [{ name: "diwan", configs: [] }],
});
mendListing();
const attempts: Attempt[] = [];
const asked: { method: string; url: string; headers: Record<string, unknown> }[] = [];
let trouble: ((method: string, url: string) => number | "cut" | null) | null = null;
let door: Server;
let bucket: Bucket;
let objects: ObjectStore;
let t: TestDatabase;

beforeAll(async () => {
  t = await testDatabase();
  const { port } = await server.run();
  door = createServer((from, to) => {
    asked.push({ method: from.method!, url: from.url!, headers: from.headers });
    const status = trouble?.(from.method!, from.url!) ?? null;
    if (status === "cut") return void from.socket.destroy();
    if (status !== null) return void to.writeHead(status).end("<Error><Code>Trouble</Code></Error>");
    const { method, url: path, headers } = from;
    // It learns of the door's name: the signature covers it.
    const passed = request({ host: "127.0.0.1", port, method, path, headers }, (answer) => {
      to.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(to);
    });
    passed.on("error", () => from.socket.destroy());
    from.pipe(passed);
  });
  await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
  bucket = { endpoint, bucket: "diwan", region: "us-east-1", keyId: "S3RVER", secret: "S3RVER" };
  objects = open(bucket);
});
afterAll(async () => {
  door.closeAllConnections();
  door.close();
  await server.close();
  await t.close();
  rmSync(directory, { recursive: true });
});

/** It forgets common prefixes whose objects lie two folders deeper; S3 does not. */
function mendListing(): void {
  const { store } = server;
  const listed = store.listObjects.bind(store);
  store.listObjects = async (name, { delimiter, ...options }) => {
    const all = await listed(name, options);
    if (!delimiter) return all;
    const { length } = options.prefix ?? "";
    const prefixes = all.objects.map(({ key }) => key.slice(0, key.indexOf(delimiter, length) + 1));
    return { ...all, objects: [], commonPrefixes: [...new Set(prefixes)] };
  };
}

const open = (which: Bucket) => openBucket(which, async (attempt) => void attempts.push({ ...attempt }), t.clock);
const storage = () => ({ ...t.platform.storage, objects });
const label = "level-2";

test("blobs in a bucket: put, get, a part, size, once, delete", async () => {
  const store = blobStore(storage());
  const content = Buffer.from(Array.from({ length: 300_000 }, (_, at) => at % 253));
  const { digest } = await store.put(content, { label });
  await store.put(content, { label });
  expect(Buffer.from(await store.get(digest)).equals(content)).toBe(true);
  const part = Buffer.concat(await collected<Buffer>(await store.open(digest, { start: 131_000, end: 131_200 })));
  expect(part.equals(content.subarray(131_000, 131_200))).toBe(true);
  expect(await store.size(digest)).toBe(300_000);
  expect(await collected(allObjects(objects))).toMatchObject([{ name: (await blobAt(t.db, digest))!.object }]);
  expect(await store.delete(digest)).toBe(true);
  expect(await collected(allObjects(objects))).toEqual([]);
  await expect(store.get(digest)).rejects.toBeInstanceOf(BlobMissing);
});

test("a large one goes in parts, in constant memory, and is read in part", { timeout: 60_000 }, async () => {
  const store = blobStore(storage());
  const chunk = Buffer.alloc(1_000_000, "large");
  async function* content() {
    for (let part = 0; part < 30; part++) yield chunk;
  }
  asked.length = 0;
  const { digest, size } = await store.put(content(), { label });
  expect(size).toBe(30_000_000);
  expect(asked.filter(({ url }) => url.includes("partNumber"))).toHaveLength(4);
  asked.length = 0;
  const part = Buffer.concat(await collected<Buffer>(await store.open(digest, { start: 20_000_000, end: 20_000_010 })));
  expect(part.equals(chunk.subarray(0, 10))).toBe(true);
  expect(asked.map(({ headers }) => headers.range)).toEqual([expect.stringMatching(/^bytes=\d+-\d+$/)]);
  let read = 0;
  for await (const piece of await store.open(digest)) read += (piece as Buffer).length;
  expect(read).toBe(size);
  await store.delete(digest);
});

test("a write carries its checksum, asks for a name that is free, and is read back", async () => {
  asked.length = 0;
  await objects.write(
    "level-1/00000/aa",
    (async function* () {
      yield Buffer.from("sealed");
    })(),
  );
  expect(asked).toMatchObject(
    [
      {
        method: "PUT",
        headers: { "if-none-match": "*", "x-amz-checksum-sha256": "zVBlqSa4lcgvmVXAwaVGX1ij0sp6Bpb0uObBCJgJBtU=" },
      },
      { method: "HEAD" },
    ].map((one, at) =>
      at === 0
        ? { ...one, headers: { "if-none-match": "*", "x-amz-checksum-sha256": expect.stringMatching(/^[\w+/]{43}=$/) } }
        : one,
    ),
  );
  await objects.remove("level-1/00000/aa");
  expect(await objects.remove("level-1/00000/aa")).toBe(false);
  await expect(collected(objects.read("level-1/00000/aa", 0, 5))).rejects.toBeInstanceOf(ObjectMissing);
});

test("a service that stumbles is asked again; what was damaged or lost in the bucket is found", async () => {
  const store = blobStore(storage());
  let left = 2;
  trouble = (method) => (method === "PUT" && left-- > 0 ? 503 : null);
  const { digest } = await store.put(Buffer.from("after two refusals"), { label });
  left = 1;
  trouble = (method) => (method === "GET" && left-- > 0 ? "cut" : null);
  expect(Buffer.from(await store.get(digest)).toString()).toBe("after two refusals");
  trouble = null;
  const { object } = (await blobAt(t.db, digest))!;
  const sealed = Buffer.concat(await collected<Uint8Array>(objects.read(object, 0, 1_000)));
  sealed[40]! ^= 1;
  await objects.write(
    object,
    (async function* () {
      yield sealed;
    })(),
  );
  await expect(store.get(digest)).rejects.toBeInstanceOf(BlobDamaged);
  await objects.remove(object);
  expect((await checkAll(storage())).findings).toEqual([{ address: digest, what: "missing" }]);
  await store.put(Buffer.from("after two refusals"), { label });
  expect(Buffer.from(await store.get(digest)).toString()).toBe("after two refusals");
  await store.delete(digest);
});

test("a put that is cut in the middle leaves nothing that counts", async () => {
  const store = blobStore(storage());
  trouble = (_, url) => (url.includes("partNumber=3") ? 403 : null);
  async function* content() {
    for (let part = 0; part < 30; part++) yield Buffer.alloc(1_000_000, "cut");
  }
  await expect(store.put(content(), { label })).rejects.toBeInstanceOf(S3Error);
  trouble = null;
  expect(await collected(allObjects(objects))).toEqual([]);
  expect((await t.owner.query("select from storage.blob")).rowCount).toBe(0);
});

test("the sweep removes what no row holds", { timeout: 60_000 }, async () => {
  const store = blobStore(storage());
  const { digest } = await store.put(Buffer.from("named"), { label });
  await objects.write(
    "level-1/0199c/0199c0ffee00700080000000000000aa",
    (async function* () {
      yield Buffer.from("no row");
    })(),
  );
  const named = async (digests: string[]) => new Set(digests);
  const later = new Date(Date.now() + GRACE_MS + 60_000);
  expect(await sweepOrphans(storage(), named, later)).toMatchObject({ removed: [], files: 1 });
  expect(await store.has(digest)).toBe(true);
  await store.delete(digest);
});

test("a listing goes on with its token until nothing is left", async () => {
  // The server for tests fails at a second page of its own; these are as S3 documents them.
  const pages: Record<string, string> = {
    "": "<IsTruncated>true</IsTruncated><NextContinuationToken>a&amp;b=</NextContinuationToken>",
    "a&b=": "<IsTruncated>false</IsTruncated>",
  };
  const net = {
    async request({ url }: { url: string }) {
      const token = new URL(url).searchParams.get("continuation-token") ?? "";
      const object = `<Contents><Key>l/00000/${token.length}</Key><Size>7</Size><LastModified>2026-11-24T10:00:00Z</LastModified></Contents>`;
      return {
        status: 200,
        headers: {},
        body: Buffer.from(`<ListBucketResult>${pages[token]}${object}</ListBucketResult>`),
      };
    },
  };
  const at = new Date("2026-11-24T10:00:00Z");
  expect(await collected(bucketObjects(net, bucket, t.clock).list("l/00000"))).toEqual([
    { name: "l/00000/0", size: 7, at },
    { name: "l/00000/4", size: 7, at },
  ]);
});

test("other credentials and another destination are refused", async () => {
  await expect(open({ ...bucket, secret: "not it" }).size("x/00000/y")).rejects.toBeInstanceOf(S3Error);
  await expect(open({ ...bucket, bucket: "another" }).children("")).rejects.toMatchObject({
    status: 404,
    code: "NoSuchBucket",
  });
});

test("the register tells each hour that the bucket is used, and every failure", async () => {
  attempts.length = 0;
  const fresh = open(bucket);
  for (let time = 0; time < 5; time++) await fresh.children("");
  expect(attempts.map(({ result }) => result)).toEqual(["opened", "answered"]);
  t.clock.advance(3_600_000);
  await fresh.children("");
  expect(attempts.map(({ result }) => result)).toEqual(["opened", "answered", "opened", "answered"]);
  trouble = () => "cut";
  await expect(fresh.children("")).rejects.toMatchObject({ code: "net.unreachable" });
  trouble = null;
  expect(attempts.slice(4).map(({ result }) => result)).toEqual(Array(4).fill("net.unreachable"));
  expect(attempts[0]).toMatchObject({ purpose: "storage.blobs", host: "127.0.0.1", allowed: true });
});
