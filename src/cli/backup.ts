import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { writeBackup } from "#platform/backup/write.ts";
import { streamFromRunning } from "./client.ts";
import type { Asked } from "./ground.ts";
import { withGround } from "./offline.ts";
import type { Options } from "./options.ts";
import { type Outgoing, prepareBackup } from "./outgoing.ts";

/**
 * Writes the backup to a file. The operator's own process writes, with the operator's rights; the running Diwan, which
 * may not enter the folder of the backups, only sends the bytes.
 */
export async function backup(options: Options, target: string | undefined, asked: Asked) {
  const file = resolve(target ?? `diwan-${new Date().toISOString().slice(0, 16).replace(":", "")}Z.tar`);
  const keep = async ({ bytes, expected, keyFile }: Outgoing) => {
    const { tables, blobs, damaged } = await writeBackup(bytes, file, expected);
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    const { size } = await stat(file);
    return { file, bytes: size, tables: tables.length, rows, blobs: blobs.length, damaged, keyFile };
  };
  const told = { ...asked, path: file };
  const sent = await streamFromRunning(options.dataDir, told);
  if (sent) return keep(sent);
  return withGround(options.dataDir, { keyFile: options.keyFile }, async (ground) =>
    keep(await prepareBackup(ground, told)),
  );
}
