import { chmodSync, copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { checkpointSource } from "#platform/audit/audit.ts";
import { exportAudit } from "#platform/audit/export/export.ts";
import { verifyExport } from "#platform/audit/verify/verify.ts";
import { backupBytes } from "#platform/backup/backup.ts";
import { writeBackup } from "#platform/backup/write.ts";
import { openKeys } from "#platform/crypto/keys.ts";
import { drain } from "#platform/events/drain.ts";
import { emit } from "#platform/events/emit.ts";
import { newId } from "#platform/ids.ts";
import { takeNumber } from "#platform/numbering/numbering.ts";
import { asSystem, type TestDatabase, testDatabase } from "#platform/testing/database.ts";
import { type DebianServer, debianServer, whyNoDebianServer } from "#platform/testing/debian-server.ts";
import { skipped } from "#platform/testing/skipped.ts";
import { discoverFeatures } from "../src/app.ts";
import { as } from "../src/cli/ground.ts";
import { withGround } from "../src/cli/offline.ts";
import { restore } from "../src/cli/restore.ts";
import { buildWorld } from "../src/features/demonstration/load.ts";

/** The command `restore`, into a folder with its own database and into the institution's own server. */
const root = mkdtempSync(join(tmpdir(), "diwan-restore-"));
const file = join(root, "backup.tar");
let source: TestDatabase;
let paper: string;
let server: DebianServer | undefined;

beforeAll(async () => {
  chmodSync(root, 0o755); // as root, the server runs as another user, who must be able to enter
  const features = await discoverFeatures();
  source = await testDatabase({ fills: features.flatMap((feature) => feature.fills ?? []) });
  for (const feature of features) await feature.start?.(source.platform);
  await source.as(asSystem, buildWorld);
  await source.as(asSystem, (ctx) => takeNumber(ctx, "test", "{seq}/{year}", newId()));
  paper = (await source.platform.blobs.put(Buffer.from("ورقة"), { label: "internal" })).digest;
  await drain(source.platform, []);
  await exportAudit(checkpointSource(source.platform), join(root, "before"));
  const { storage } = source.platform;
  await writeBackup(backupBytes({ owner: source.owner, storage, at: source.clock.now() }), file, 0);
  if (!skipped(whyNoDebianServer())) server = await debianServer();
}, 120_000);
afterAll(async () => {
  await source?.close();
  await server?.remove();
  rmSync(root, { recursive: true, force: true });
});
afterEach(() => {
  delete process.env.DATABASE_URL;
});

/** Restores, then lets somebody work on what was restored. */
async function restoreAndWork(dataDir: string): Promise<void> {
  const { keyFile } = source.platform.config;
  const told = await restore(file, dataDir, keyFile);
  expect(told).toMatchObject({ blobs: 1, damaged: [] });
  expect(told.verifiedEntries).toBeGreaterThan(20);
  await withGround(dataDir, {}, async (ground) => {
    expect(Buffer.from(await ground.platform.blobs.get(paper)).toString()).toBe("ورقة");
    const number = await as(ground, { operator: "karim" }, async (ctx) => {
      await emit(ctx, "test.restored", null, {});
      return (await takeNumber(ctx, "test", "{seq}/{year}", newId())).number;
    });
    expect(number).toBe(2);
    await drain(ground.platform, []);
    const log = `${dataDir}-log`;
    await exportAudit(checkpointSource(ground.platform), log);
    const { verifierKey } = source.platform.keys.signer("audit");
    const report = await verifyExport(log, { trustedKeys: [verifierKey] });
    expect(report).toMatchObject({ ok: true, findings: [], size: told.verifiedEntries! + 1 });
  });
}

describe("restored", { timeout: 240_000 }, () => {
  test("into a folder with a database of its own, work goes on and the log verifies", async () => {
    await restoreAndWork(join(root, "embedded"));
    await expect(restore(file, join(root, "embedded"), undefined)).rejects.toMatchObject({
      code: "cli.restore_not_empty",
    });
  });

  test("with a key that is not the backup's, nothing is restored", async () => {
    const keyFile = join(root, "other", "root.key");
    openKeys(join(root, "other"));
    await expect(restore(file, join(root, "refused"), keyFile)).rejects.toMatchObject({ code: "cli.key_of_another" });
    expect(existsSync(join(root, "refused"))).toBe(false);
  });

  test.skipIf(skipped(whyNoDebianServer()))(
    "into the institution's own server too, and a database in use is left as it is",
    async () => {
      process.env.DATABASE_URL = server!.address("registrar");
      await restoreAndWork(join(root, "external"));
      const again = restore(file, join(root, "second"), source.platform.config.keyFile);
      await expect(again).rejects.toMatchObject({ code: "backup.not_empty" });
    },
  );

  test("without the key, nothing is opened and none is made until the institution's own lies there", async () => {
    const dir = join(root, "keyless");
    expect(await restore(file, dir, undefined)).toMatchObject({ verifiedEntries: null });
    const open = () => withGround(dir, {}, async () => "opened");
    await expect(open()).rejects.toMatchObject({ code: "crypto.key_file_missing" });
    expect(existsSync(join(dir, "keys", "root.key"))).toBe(false);
    openKeys(join(dir, "keys"));
    await expect(open()).rejects.toMatchObject({ code: "crypto.key_file_of_another" });
    copyFileSync(source.platform.config.keyFile, join(dir, "keys", "root.key"));
    expect(await open()).toBe("opened");
  });

  test("what was altered before it was saved is restored all the same, and told", async () => {
    const altered = join(root, "altered.tar");
    await source.owner.query("alter table events.event disable trigger user");
    await source.owner.query("update events.event set body = '{\"days\": 99}' where seq = 3");
    const { storage } = source.platform;
    await writeBackup(backupBytes({ owner: source.owner, storage, at: source.clock.now() }), altered, 0);
    const told = await restore(altered, join(root, "altered"), source.platform.config.keyFile);
    expect(told.findings).toMatchObject([{ code: "body_altered", seq: 3 }]);
    expect(existsSync(join(root, "altered", "keys", "root.key"))).toBe(true);
  });
});
