import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkpointSource } from "#platform/audit/audit.ts";
import { signCheckpoint } from "#platform/audit/checkpointer.ts";
import { exportAudit } from "#platform/audit/export/export.ts";
import { verifyExport } from "#platform/audit/verify/verify.ts";
import { writeBackup } from "#platform/backup/backup.ts";
import { type Manifest, tableFile } from "#platform/backup/manifest.ts";
import { restoreBackup } from "#platform/backup/restore.ts";
import { drain } from "#platform/events/drain.ts";
import { emit } from "#platform/events/emit.ts";
import { asSystem, type TestDatabase, testDatabase } from "#platform/testing/database.ts";
import { discoverFeatures } from "../src/app.ts";
import { buildWorld } from "../src/features/demonstration/load.ts";

/** An institution with its people, backed up while somebody works, and put back elsewhere. */
const root = mkdtempSync(join(tmpdir(), "diwan-backup-"));
const dir = join(root, "backup");
let source: TestDatabase;
let manifest: Manifest;
let written = 0;

beforeAll(async () => {
  const features = await discoverFeatures();
  source = await testDatabase({ fills: features.flatMap((feature) => feature.fills ?? []) });
  for (const feature of features) await feature.start?.(source.platform);
  await source.as(asSystem, buildWorld);
  await drain(
    source.platform,
    features.flatMap((feature) => feature.subscribers ?? []),
  );
  await signCheckpoint(checkpointSource(source.platform));
  await source.platform.blobs.put(Buffer.from("ورقة"), { label: "internal" });
  let working = true;
  const writer = (async () => {
    for (; working; written++) await source.as(asSystem, (ctx) => emit(ctx, "test.written", null, { n: written }));
  })();
  manifest = await writeBackup(
    { owner: source.owner, blobsDir: join(source.platform.config.dataDir, "blobs"), at: source.clock.now() },
    dir,
  );
  working = false;
  await writer;
});
afterAll(async () => {
  await source.close();
  rmSync(root, { recursive: true });
});

const blobsOf = (t: TestDatabase) => join(t.platform.config.dataDir, "blobs");
const lines = (folder: string, table: Manifest["tables"][number]) =>
  readFileSync(join(folder, tableFile(table)), "utf8")
    .split("\n")
    .sort();
async function elsewhere<T>(run: (t: TestDatabase) => Promise<T>): Promise<T> {
  const t = await testDatabase();
  return run(t).finally(() => t.close());
}

test("what is restored elsewhere is what the snapshot held, row by row", async () => {
  expect(written).toBeGreaterThan(0);
  const people = manifest.tables.find(({ schema, name }) => schema === "people" && name === "person");
  expect(people!.rows).toBeGreaterThan(5);
  await elsewhere(async (t) => {
    await restoreBackup(dir, { owner: t.owner, blobsDir: blobsOf(t) });
    const again = await writeBackup({ owner: t.owner, blobsDir: blobsOf(t), at: t.clock.now() }, join(root, "again"));
    for (const table of manifest.tables.filter(({ schema }) => schema !== "jobs"))
      expect(lines(join(root, "again"), table), tableFile(table)).toEqual(lines(dir, table));
    expect(again.blobs).toEqual(manifest.blobs);
    expect(again.blobs.length).toBeGreaterThan(0);
    expect(again.sequences).toEqual(manifest.sequences);
  });
});

test("the restored audit log verifies, and still contains the checkpoint of the backup", async () => {
  await elsewhere(async (t) => {
    await restoreBackup(dir, { owner: t.owner, blobsDir: blobsOf(t) });
    await t.as(asSystem, (ctx) => emit(ctx, "test.restored", null, {}));
    await drain(t.platform, []);
    // The key came by its own way, as it must.
    await exportAudit({ ...checkpointSource(source.platform), db: t.db }, join(root, "audit"));
    const { verifierKey } = source.platform.keys.signer("audit");
    const remembered = [manifest.checkpoint!];
    const report = await verifyExport(join(root, "audit"), { trustedKeys: [verifierKey], remembered });
    expect(report).toMatchObject({ ok: true, findings: [] });
    expect(report.size).toBeGreaterThan(20);
  });
});

test("one flipped byte in any kind of file is refused, and nothing is written", async () => {
  const blob = readdirSync(join(dir, "blobs"), { recursive: true, withFileTypes: true }).find((entry) =>
    entry.isFile(),
  )!;
  const table = manifest.tables.find(({ schema, name }) => schema === "people" && name === "person")!;
  await elsewhere(async (t) => {
    for (const file of [join(dir, tableFile(table)), join(blob.parentPath, blob.name)]) {
      const bytes = readFileSync(file);
      const changed = Buffer.from(bytes);
      changed[Math.floor(bytes.length / 2)]! ^= 1;
      writeFileSync(file, changed);
      const refused = restoreBackup(dir, { owner: t.owner, blobsDir: blobsOf(t) });
      await expect(refused).rejects.toMatchObject({ code: "backup.altered" });
      writeFileSync(file, bytes);
    }
    expect((await t.owner.query("select count(*) as count from people.person")).rows).toEqual([{ count: 0 }]);
  });
});

test("another version, a used database and a folder that is no backup are refused", async () => {
  await elsewhere(async (t) => {
    const target = { owner: t.owner, blobsDir: blobsOf(t) };
    await expect(restoreBackup(root, target)).rejects.toMatchObject({ code: "backup.not_a_backup" });
    await t.owner.query("update platform.migration set sha256 = repeat('0', 64) where module = 'people'");
    await expect(restoreBackup(dir, target)).rejects.toMatchObject({ code: "backup.other_version" });
  });
  const used = { owner: source.owner, blobsDir: join(root, "no-blobs") };
  await expect(restoreBackup(dir, used)).rejects.toMatchObject({ code: "backup.not_empty" });
});
