import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkpointSource } from "#platform/audit/audit.ts";
import { signCheckpoint } from "#platform/audit/checkpointer.ts";
import { exportAudit } from "#platform/audit/export/export.ts";
import { verifyExport } from "#platform/audit/verify/verify.ts";
import { type Archive, openArchive } from "#platform/backup/archive.ts";
import { backupBytes } from "#platform/backup/backup.ts";
import { type Manifest, tablePrefix } from "#platform/backup/manifest.ts";
import { checkArchive, restoreBackup } from "#platform/backup/restore.ts";
import { writeBackup } from "#platform/backup/write.ts";
import { drain } from "#platform/events/drain.ts";
import { emit } from "#platform/events/emit.ts";
import { newId } from "#platform/ids.ts";
import { takeNumber } from "#platform/numbering/numbering.ts";
import { blobStore } from "#platform/storage/blob-store.ts";
import { folderObjects } from "#platform/storage/folder-objects.ts";
import { leavePlain } from "#platform/storage/plain.fixture.ts";
import { BlobDamaged } from "#platform/storage/storage.ts";
import { blobAt, blobsAfter } from "#platform/storage/store.ts";
import { asSystem, type TestDatabase, testDatabase } from "#platform/testing/database.ts";
import { discoverFeatures } from "../src/app.ts";
import { buildWorld } from "../src/features/demonstration/load.ts";

/** An institution with its people, backed up while somebody works, and put back elsewhere. */
const root = mkdtempSync(join(tmpdir(), "diwan-backup-"));
const file = join(root, "backup.tar");
let source: TestDatabase;
let archive: Archive;
let manifest: Manifest;
let written = 0;
/** Addresses of a sealed blob, and of one that an earlier version wrote. */
let paper: string;
let plain: string;

beforeAll(async () => {
  const features = await discoverFeatures();
  source = await testDatabase({ fills: features.flatMap((feature) => feature.fills ?? []) });
  for (const feature of features) await feature.start?.(source.platform);
  await source.as(asSystem, buildWorld);
  await source.as(asSystem, (ctx) => takeNumber(ctx, "test", "{seq:000}/{year}", newId()));
  await drain(
    source.platform,
    features.flatMap((feature) => feature.subscribers ?? []),
  );
  await signCheckpoint(checkpointSource(source.platform));
  paper = (await source.platform.blobs.put(Buffer.from("ورقة"), { label: "internal" })).digest;
  plain = leavePlain(source.platform.config.dataDir, "from before", "internal").address;
  await source.platform.blobs.put(Buffer.alloc(0), { label: "internal" });
  let working = true;
  const writer = (async () => {
    for (; working; written++) await source.as(asSystem, (ctx) => emit(ctx, "test.written", null, { n: written }));
  })();
  manifest = await writeBackup(bytesOf(source), file, 0);
  archive = await openArchive(file);
  working = false;
  await writer;
});
afterAll(async () => {
  await source.close();
  rmSync(root, { recursive: true });
});

const blobsOf = (t: TestDatabase) => join(t.platform.config.dataDir, "blobs");
const bytesOf = (t: TestDatabase) => backupBytes({ owner: t.owner, storage: t.platform.storage, at: t.clock.now() });
const targetOf = (t: TestDatabase) => ({ owner: t.owner, objects: t.platform.storage.objects });
const lines = async (from: Archive, table: Manifest["tables"][number]) =>
  (await text(from.table(table))).split("\n").sort();
async function elsewhere<T>(run: (t: TestDatabase) => Promise<T>): Promise<T> {
  const t = await testDatabase();
  return run(t).finally(() => t.close());
}

test("what is restored elsewhere is what the snapshot held, row by row", async () => {
  expect(written).toBeGreaterThan(0);
  const people = manifest.tables.find(({ schema, name }) => schema === "people" && name === "person");
  expect(people!.rows).toBeGreaterThan(5);
  await elsewhere(async (t) => {
    await restoreBackup(archive, targetOf(t));
    await writeBackup(bytesOf(t), join(root, "again.tar"), 0);
    const again = await openArchive(join(root, "again.tar"));
    for (const table of manifest.tables.filter(({ schema }) => schema !== "jobs"))
      expect(await lines(again, table), tablePrefix(table)).toEqual(await lines(archive, table));
    expect(again.manifest.blobs).toEqual(manifest.blobs);
    expect(again.manifest.blobs.length).toBeGreaterThan(1);
    expect(again.manifest.sequences).toEqual(manifest.sequences);
  });
});

test("work goes on where it stood: events come after the old ones, the next number follows, the log verifies", async () => {
  await elsewhere(async (t) => {
    await restoreBackup(archive, targetOf(t));
    const before = await t.owner.query("select max(ord) as ord from events.event");
    const { number } = await t.as(asSystem, async (ctx) => {
      await emit(ctx, "test.restored", null, {});
      return takeNumber(ctx, "test", "{seq:000}/{year}", newId());
    });
    expect(number).toBe(2);
    const told = await t.owner.query("select ord from events.event where type = 'test.restored'");
    expect(told.rows[0].ord).toBeGreaterThan(before.rows[0].ord);
    await drain(t.platform, []);
    const last = await t.owner.query("select type from events.event where seq is not null order by seq desc limit 1");
    expect(last.rows).toEqual([{ type: "test.restored" }]);
    // The key came by its own way, as it must.
    await exportAudit({ ...checkpointSource(source.platform), db: t.db }, join(root, "audit"));
    const { verifierKey } = source.platform.keys.signer("audit");
    const remembered = [manifest.checkpoint!];
    const report = await verifyExport(join(root, "audit"), { trustedKeys: [verifierKey], remembered });
    expect(report).toMatchObject({ ok: true, findings: [] });
    expect(report.size).toBeGreaterThan(20);
  });
});

test("the file is an archive that tar reads, and the unpacked folder is restored as well", async () => {
  const folder = join(root, "unpacked");
  mkdirSync(folder);
  execFileSync("tar", ["-xf", file, "-C", folder]);
  expect(readdirSync(folder).sort()).toEqual(["blobs", "manifest.json", "tables"]);
  await checkArchive(await openArchive(folder));
  await elsewhere(async (t) => restoreBackup(await openArchive(folder), targetOf(t)));
});

test("blobs go as they lie, sealed, and are read again with the key, a plain one of an earlier version too", async () => {
  const { keys, storage } = source.platform;
  await elsewhere(async (t) => {
    await restoreBackup(archive, targetOf(t));
    const restored = blobStore({ ...t.platform.storage, keys });
    expect(Buffer.from(await restored.get(paper)).toString()).toBe("ورقة");
    expect(Buffer.from(await restored.get(plain)).toString()).toBe("from before");
    for (const { address } of await blobsAfter(source.db, "", 100)) await restored.get(address);
    expect((await restored.put(Buffer.from("ورقة"), { label: "internal" })).digest).toBe(paper);
    // Another key opens nothing.
    await expect(t.platform.blobs.get(paper)).rejects.toBeInstanceOf(BlobDamaged);
  });
  expect(readFileSync(file).includes("ورقة")).toBe(false);
  // Backed up on a machine that lacks the key, all is there as well.
  const { keys: others } = await elsewhere(async (t) => t.platform);
  const withoutKey = backupBytes({
    owner: source.owner,
    storage: { ...storage, keys: others },
    at: source.clock.now(),
  });
  const taken = await writeBackup(withoutKey, join(root, "without-key.tar"), 0);
  expect(taken.blobs).toEqual(manifest.blobs);
  expect(taken.damaged).toEqual(manifest.damaged);
});

test("a blob that is wrong in the source is named, and the others are kept", async () => {
  const { digest } = await source.platform.blobs.put(Buffer.from("to be hurt"), { label: "internal" });
  const path = join(blobsOf(source), (await blobAt(source.db, digest))!.object);
  writeFileSync(
    path,
    readFileSync(path).map((byte, place) => (place === 50 ? byte ^ 1 : byte)),
  );
  const told = await writeBackup(bytesOf(source), join(root, "hurt.tar"), 0);
  expect(told.damaged).toEqual([digest]);
  expect(told.blobs).toHaveLength(manifest.blobs.length);
  await source.platform.blobs.delete(digest);
});

test("one flipped byte is refused, wherever it is", async () => {
  const bytes = readFileSync(file);
  const changed = join(root, "changed.tar");
  const sealed = readFileSync(join(blobsOf(source), (await blobAt(source.db, paper))!.object));
  for (const needle of [sealed.subarray(40, 60), "test.written"]) {
    const copy = Buffer.from(bytes);
    copy[copy.indexOf(needle)]! ^= 1;
    writeFileSync(changed, copy);
    await expect(openArchive(changed).then(checkArchive)).rejects.toMatchObject({ code: "backup.altered" });
  }
});

test("a file that was cut off, or holds something else, is no backup", async () => {
  const cut = join(root, "cut.tar");
  const bytes = readFileSync(file);
  writeFileSync(cut, bytes);
  for (const length of [bytes.length - 1_024, bytes.length >> 1, 700, 0]) {
    truncateSync(cut, length);
    await expect(openArchive(cut)).rejects.toMatchObject({ code: "backup.not_a_backup" });
  }
  await expect(openArchive(root)).rejects.toMatchObject({ code: "backup.not_a_backup" });
});

test("a backup that breaks off leaves no file, one that would not fit is not begun", async () => {
  const target = join(root, "never.tar");
  const half = Readable.from([readFileSync(file).subarray(0, 100_000)]);
  await expect(writeBackup(half, target, 0)).rejects.toMatchObject({ code: "backup.interrupted" });
  await expect(writeBackup(Readable.from([]), target, 2 ** 60)).rejects.toMatchObject({ code: "backup.no_room" });
  await expect(writeBackup(Readable.from([]), file, 0)).rejects.toMatchObject({ code: "backup.exists" });
  expect(readdirSync(root).filter((name) => name.startsWith("never"))).toEqual([]);
});

test("another version and a used database are refused", async () => {
  await elsewhere(async (t) => {
    await t.owner.query("update platform.migration set sha256 = repeat('0', 64) where module = 'people'");
    await expect(restoreBackup(archive, targetOf(t))).rejects.toMatchObject({ code: "backup.other_version" });
  });
  const used = { owner: source.owner, objects: folderObjects(join(root, "no-blobs")) };
  await expect(restoreBackup(archive, used)).rejects.toMatchObject({ code: "backup.not_empty" });
});
