import { stat } from "node:fs/promises";
import { join } from "node:path";
import { checkpointSource } from "#platform/audit/audit.ts";
import { signCheckpoint } from "#platform/audit/checkpointer.ts";
import { backupBytes, blobsIn } from "#platform/backup/backup.ts";
import { tableSizes } from "#platform/backup/tables.ts";
import { type Asked, type Ground, settle } from "./ground.ts";

/** A backup on its way: its bytes, about how many, and where the key lies that is not among them. */
export type Outgoing = { bytes: AsyncIterable<Buffer>; expected: number; keyFile: string };

/** The backup's bytes as the process of the data folder gives them, after telling the log. */
export async function prepareBackup(ground: Ground, asked: Asked): Promise<Outgoing> {
  await settle(ground, asked, "backup.written");
  const { platform, owner } = ground;
  await signCheckpoint(checkpointSource(platform));
  const blobsDir = join(platform.config.dataDir, "blobs");
  const expected = (await tableSizes(owner)) + (await blobSizes(blobsDir));
  const bytes = backupBytes({ owner, blobsDir, at: platform.clock.now() });
  return { bytes, expected, keyFile: platform.config.keyFile };
}

async function blobSizes(dir: string): Promise<number> {
  let sum = 0;
  for await (const { path } of blobsIn(dir)) sum += (await stat(path).catch(() => null))?.size ?? 0;
  return sum;
}
