import { createReadStream } from "node:fs";
import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { BackupError, MANIFEST, Manifest, type TableEntry, tablePrefix } from "./manifest.ts";
import { openPlaced, tarIndex } from "./tar.ts";

/** A backup as it lies somewhere: the one file it was written to, or a folder into which that file was unpacked. */
export type Archive = {
  manifest: Manifest;
  /** The bytes of a table, its parts one after another. */
  table(table: Pick<TableEntry, "schema" | "name">): Readable;
  /** @throws BackupError backup.altered when the backup does not hold it */
  blob(blob: Manifest["blobs"][number]): Promise<Readable>;
};

/** @throws BackupError backup.not_a_backup: no archive, cut off, or without its manifest, which is written last */
export async function openArchive(path: string): Promise<Archive> {
  const source = await sourceOf(path).catch(() => null);
  const manifest = source?.names.includes(MANIFEST) ? await readManifest(source.open(MANIFEST)) : null;
  if (!source || !manifest) throw new BackupError("backup.not_a_backup", { path });
  const names = new Set(source.names);
  return {
    manifest,
    table: (table) => Readable.from(joined(source, names, tablePrefix(table))),
    async blob(blob) {
      const name = blobName(blob);
      if (!names.has(name)) throw new BackupError("backup.altered", { file: name });
      return source.open(name);
    },
  };
}

/** Where a blob stands in a backup. */
export const blobName = ({ object }: { object: string }) => `blobs/${object}`;

/** A part of a table: parts are small enough to be held in memory, for an archive tells the size before the bytes. */
export const partName = (prefix: string, part: number) => `${prefix}${String(part).padStart(6, "0")}`;

type Source = { names: string[]; open(name: string): Readable };

async function sourceOf(path: string): Promise<Source | null> {
  if ((await stat(path)).isDirectory()) {
    const found = await readdir(path, { recursive: true });
    return { names: found, open: (name) => createReadStream(join(path, name)) };
  }
  const file = await open(path, "r");
  const index = await tarIndex(file).finally(() => file.close());
  return index && { names: [...index.keys()], open: (name) => openPlaced(path, index.get(name)!) };
}

/** @throws BackupError backup.other_version for one of a Diwan whose backups looked otherwise */
async function readManifest(stream: Readable): Promise<Manifest | null> {
  const written = await text(stream)
    .then(JSON.parse)
    .catch(() => null);
  const read = Manifest.safeParse(written);
  if (read.success) return read.data;
  if (Number.isInteger(written?.version) && written.version !== 2)
    throw new BackupError("backup.other_version", { migration: `${MANIFEST} ${written.version}` });
  return null;
}

async function* joined(source: Source, names: ReadonlySet<string>, prefix: string): AsyncGenerator<Buffer> {
  for (let part = 0; names.has(partName(prefix, part)); part++) yield* source.open(partName(prefix, part));
}
