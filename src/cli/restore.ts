import { existsSync, readdirSync } from "node:fs";
import { chmod, copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { checkpointSource } from "#platform/audit/audit.ts";
import { exportAudit } from "#platform/audit/export/export.ts";
import { verifyExport } from "#platform/audit/verify/verify.ts";
import { type Archive, openArchive } from "#platform/backup/archive.ts";
import { checkArchive, mustBeUnused, restoreBackup } from "#platform/backup/restore.ts";
import { migrate } from "#platform/db/migrate.ts";
import { migrateQueue } from "#platform/jobs/worker.ts";
import { migrationSets } from "../app.ts";
import type { Ground } from "./ground.ts";
import { withGround } from "./offline.ts";
import { EXIT, Refusal } from "./refusal.ts";

/**
 * Restores a backup into a new data folder; with DATABASE_URL, the tables go to the institution's own server. With the institution's root key at hand it is put in its place and the
 * whole audit log is verified by it; without, the key must be put there before the first start.
 * @throws Refusal cli.restore_not_empty, cli.no_key_file, cli.restore_log_invalid; BackupError
 */
export async function restore(from: string, dataDir: string, keyFile: string | undefined) {
  if (existsSync(dataDir) && readdirSync(dataDir).length > 0)
    throw new Refusal("cli.restore_not_empty", { dir: dataDir }, EXIT.data);
  if (keyFile && !existsSync(keyFile)) throw new Refusal("cli.no_key_file", { file: keyFile }, EXIT.noInput);
  if (!existsSync(from)) throw new Refusal("cli.no_file", { file: from }, EXIT.noInput);
  const archive = await openArchive(from);
  await checkArchive(archive);
  // Without the key, one is made aside: a new key must not take the place that waits for the institution's.
  const aside = keyFile ? null : await mkdtemp(join(tmpdir(), "diwan-key-"));
  const key = keyFile ?? join(aside ?? "", "root.key");
  try {
    const restored = await withGround(dataDir, { create: true, keyFile: key }, (ground) =>
      fill(ground, archive, keyFile),
    );
    const ownKey = join(dataDir, "keys", "root.key");
    if (keyFile) await putKey(keyFile, ownKey);
    return { dataDir, ...restored, keyFile: ownKey };
  } catch (error) {
    // It was empty: a second try finds it so again.
    await rm(dataDir, { recursive: true, force: true });
    throw error;
  } finally {
    if (aside) await rm(aside, { recursive: true });
  }
}

async function fill(ground: Ground, archive: Archive, keyFile: string | undefined) {
  // Before the migrations: they must not touch a database in use.
  await mustBeUnused(ground.owner);
  await migrateQueue(ground.owner);
  await migrate(ground.owner, migrationSets(ground.features));
  await restoreBackup(archive, { owner: ground.owner, objects: ground.platform.storage.objects });
  const { tables, blobs, damaged, checkpoint } = archive.manifest;
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const verified = keyFile ? await verifiedEntries(ground, checkpoint) : null;
  return { tables: tables.length, rows, blobs: blobs.length, damaged, verifiedEntries: verified };
}

async function putKey(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await copyFile(from, to);
  await chmod(to, 0o600);
}

/** Exports the restored log and verifies it, with the checkpoint that the backup remembers. */
async function verifiedEntries(ground: Ground, checkpoint: string | null): Promise<number> {
  const dir = await mkdtemp(join(tmpdir(), "diwan-log-"));
  try {
    await exportAudit(checkpointSource(ground.platform), dir);
    const { verifierKey } = ground.platform.keys.signer("audit");
    const remembered = checkpoint === null ? [] : [checkpoint];
    const { ok, size, findings } = await verifyExport(dir, { trustedKeys: [verifierKey], remembered });
    if (!ok) throw new Refusal("cli.restore_log_invalid", { finding: findings[0]?.code ?? "" }, EXIT.data);
    return size;
  } finally {
    await rm(dir, { recursive: true });
  }
}
