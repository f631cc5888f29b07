import { cpSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkpointSource } from "#platform/audit/audit.ts";
import { exportAudit } from "#platform/audit/export/export.ts";
import { verifyExport } from "#platform/audit/verify/verify.ts";
import { readManifest } from "#platform/backup/manifest.ts";
import { restoreBackup } from "#platform/backup/restore.ts";
import { migrate } from "#platform/db/migrate.ts";
import { migrateQueue } from "#platform/jobs/worker.ts";
import { migrationSets } from "../app.ts";
import type { Ground } from "./acts.ts";
import { withGround } from "./offline.ts";
import { EXIT, Refusal } from "./refusal.ts";

/**
 * Restores a backup into a new data folder. With the institution's root key at hand it is put in its place and the
 * whole audit log is verified by it; without, the key must be put there before the first start.
 * @throws Refusal cli.restore_not_empty, cli.no_key_file, cli.restore_log_invalid; BackupError
 */
export async function restore(from: string, dataDir: string, keyFile: string | undefined) {
  if (existsSync(dataDir) && readdirSync(dataDir).length > 0)
    throw new Refusal("cli.restore_not_empty", { dir: dataDir }, EXIT.data);
  if (keyFile && !existsSync(keyFile)) throw new Refusal("cli.no_key_file", { file: keyFile }, EXIT.noInput);
  const { checkpoint } = await readManifest(from);
  const ownKey = join(dataDir, "keys", "root.key");
  if (keyFile) {
    mkdirSync(join(dataDir, "keys"), { recursive: true, mode: 0o700 });
    cpSync(keyFile, ownKey);
  }
  // Without the key, one is made aside: a new key must not take the place that waits for the institution's.
  const aside = keyFile ? null : await mkdtemp(join(tmpdir(), "diwan-key-"));
  try {
    const key = aside ? join(aside, "root.key") : ownKey;
    return await withGround(dataDir, { create: true, keyFile: key }, async (ground) => {
      await migrateQueue(ground.owner);
      await migrate(ground.owner, migrationSets(ground.features));
      const blobsDir = join(ground.platform.config.dataDir, "blobs");
      const { tables, blobs, damaged } = await restoreBackup(from, { owner: ground.owner, blobsDir });
      const entries = keyFile ? await verifiedEntries(ground, checkpoint) : null;
      const rows = tables.reduce((sum, table) => sum + table.rows, 0);
      return {
        dataDir,
        tables: tables.length,
        rows,
        blobs: blobs.length,
        damaged,
        verifiedEntries: entries,
        keyFile: ownKey,
      };
    });
  } finally {
    if (aside) await rm(aside, { recursive: true });
  }
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
