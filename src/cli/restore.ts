import { existsSync, readdirSync } from "node:fs";
import { chmod, copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { checkpointSource } from "#platform/audit/audit.ts";
import { exportAudit } from "#platform/audit/export/export.ts";
import { type VerifyReport, verifyExport } from "#platform/audit/verify/verify.ts";
import { type Archive, openArchive } from "#platform/backup/archive.ts";
import { checkArchive, mustBeUnused, restoreBackup } from "#platform/backup/restore.ts";
import { openKeys } from "#platform/crypto/keys.ts";
import { noteSignedBy, parseNote } from "#platform/crypto/note.ts";
import { migrate } from "#platform/db/migrate.ts";
import { migrateQueue } from "#platform/jobs/worker.ts";
import { migrationSets } from "../app.ts";
import type { Ground } from "./ground.ts";
import { withGround } from "./offline.ts";
import { EXIT, Refusal } from "./refusal.ts";

/**
 * Restores a backup into a new data folder; with DATABASE_URL, the tables go to the institution's own server. With the institution's root key at hand it is put in its place and the
 * whole audit log is verified by it; without, the key must be put there before the first start.
 * A log that was not intact when it was saved is told, and what was restored stays.
 * @throws Refusal cli.restore_not_empty, cli.no_key_file, cli.key_of_another; BackupError; KeyFileError
 */
export async function restore(from: string, dataDir: string, keyFile: string | undefined) {
  if (existsSync(dataDir) && readdirSync(dataDir).length > 0)
    throw new Refusal("cli.restore_not_empty", { dir: dataDir }, EXIT.data);
  if (keyFile && !existsSync(keyFile)) throw new Refusal("cli.no_key_file", { file: keyFile }, EXIT.noInput);
  if (!existsSync(from)) throw new Refusal("cli.no_file", { file: from }, EXIT.noInput);
  const archive = await openArchive(from);
  await checkArchive(archive);
  if (keyFile) keyMustFit(keyFile, archive.manifest.checkpoint);
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
  const log = keyFile ? await verifiedLog(ground, checkpoint) : null;
  const told = { verifiedEntries: log?.size ?? null, findings: log?.findings ?? [] };
  return { tables: tables.length, rows, blobs: blobs.length, damaged, ...told };
}

/** The key that signed the newest checkpoint of the backup also opens its files. @throws Refusal cli.key_of_another */
function keyMustFit(file: string, checkpoint: string | null): void {
  const note = checkpoint === null ? null : parseNote(checkpoint);
  const key = openKeys(dirname(file), { keyFile: file }).signer("audit");
  if (note && !noteSignedBy(note, [key])) throw new Refusal("cli.key_of_another", { file }, EXIT.data);
}

async function putKey(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await copyFile(from, to);
  await chmod(to, 0o600);
}

/** Exports the restored log and verifies it, with the checkpoint that the backup remembers. */
async function verifiedLog(ground: Ground, checkpoint: string | null): Promise<VerifyReport> {
  const dir = await mkdtemp(join(tmpdir(), "diwan-log-"));
  try {
    await exportAudit(checkpointSource(ground.platform), dir);
    const { verifierKey } = ground.platform.keys.signer("audit");
    const remembered = checkpoint === null ? [] : [checkpoint];
    return await verifyExport(dir, { trustedKeys: [verifierKey], remembered });
  } finally {
    await rm(dir, { recursive: true });
  }
}
