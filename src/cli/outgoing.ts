import { checkpointSource } from "#platform/audit/audit.ts";
import { signCheckpoint } from "#platform/audit/checkpointer.ts";
import { backupBytes } from "#platform/backup/backup.ts";
import { tableSizes } from "#platform/backup/tables.ts";
import { allObjects, type ObjectStore } from "#platform/storage/objects.ts";
import { type Asked, type Ground, settle } from "./ground.ts";

/** A backup on its way: its bytes, about how many, and where the key lies that is not among them. */
export type Outgoing = { bytes: AsyncIterable<Buffer>; expected: number; keyFile: string };

/** The backup's bytes as the process of the data folder gives them, after telling the log. */
export async function prepareBackup(ground: Ground, asked: Asked): Promise<Outgoing> {
  await settle(ground, asked, "backup.written");
  const { platform, owner } = ground;
  await signCheckpoint(checkpointSource(platform));
  const { storage } = platform;
  const expected = (await tableSizes(owner)) + (await blobSizes(storage.objects));
  const bytes = backupBytes({ owner, storage, at: platform.clock.now() });
  return { bytes, expected, keyFile: platform.config.keyFile };
}

async function blobSizes(objects: ObjectStore): Promise<number> {
  let sum = 0;
  for await (const { size } of allObjects(objects)) sum += size;
  return sum;
}
