import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { syncFolder } from "../storage/durable.ts";
import { folderStore, ignoreMissing, labelsOf } from "../storage/folder-store.ts";
import { DIGEST } from "../storage/storage.ts";
import { BackupError, MANIFEST, type Manifest, type TableEntry, tableFile } from "./manifest.ts";
import { columnList, migrationsOf, PLAIN_TEXT, quoted, sequencesOf, type Table, tablesOf } from "./tables.ts";

export type BackupSource = { owner: pg.Pool; blobsDir: string; at: Date };

/**
 * Writes everything the institution has to a new folder: every table in one snapshot, then every blob (a blob is stored
 * before a row names it, so all that the snapshot names are there). People go on working meanwhile. The root key is
 * not part of it. The folder appears under its name only when complete.
 * @throws BackupError backup.exists, backup.table_hidden
 */
export async function writeBackup(source: BackupSource, target: string): Promise<Manifest> {
  const dir = resolve(target);
  if (existsSync(dir)) throw new BackupError("backup.exists", { dir });
  const temporary = `${dir}.part-${process.pid}`;
  await mkdir(join(temporary, "tables"), { recursive: true, mode: 0o700 });
  try {
    const database = await writeDatabase(source.owner, temporary);
    const blobs = await copyBlobs(source.blobsDir, join(temporary, "blobs"));
    const manifest: Manifest = { version: 1, at: source.at.toISOString(), ...database, ...blobs };
    await writeFile(join(temporary, MANIFEST), `${JSON.stringify(manifest, null, 1)}\n`, { mode: 0o600, flush: true });
    await syncFolder(temporary);
    await rename(temporary, dir);
    await syncFolder(dirname(dir));
    return manifest;
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
}

async function writeDatabase(owner: pg.Pool, dir: string) {
  const client = await owner.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    await client.query(PLAIN_TEXT);
    const migrations = await migrationsOf(client);
    const tables: TableEntry[] = [];
    for (const table of await tablesOf(client)) tables.push(await writeTable(client, table, dir));
    const sequences = await sequencesOf(client);
    const newest = await client.query("select note from audit.checkpoint order by size desc, at desc limit 1");
    const checkpoint: string | null = newest.rows[0]?.note ?? null;
    await syncFolder(join(dir, "tables"));
    return { migrations, tables, sequences, checkpoint };
  } finally {
    await client.query("rollback").catch(() => undefined);
    client.release();
  }
}

async function writeTable(client: pg.ClientBase, { forced: _, ...table }: Table, dir: string): Promise<TableEntry> {
  const copy = client.query(
    copyTo(`copy (select ${columnList(table.columns)} from ${quoted(table)}) to stdout (format text, encoding 'UTF8')`),
  );
  const hash = createHash("sha256");
  const measured = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(copy, measured, createWriteStream(join(dir, tableFile(table)), { mode: 0o600, flush: true }));
  return { ...table, rows: copy.rowCount, sha256: hash.digest("hex") };
}

/** Each copy is checked against its address as it is written; what does not match is named and left out. */
async function copyBlobs(from: string, to: string): Promise<Pick<Manifest, "blobs" | "damaged">> {
  const target = folderStore(to);
  const blobs: Manifest["blobs"] = [];
  const damaged: string[] = [];
  for await (const { label, digest, path } of blobsIn(from)) {
    const stored = await target.put(createReadStream(path), { label }).catch(ignoreMissing);
    if (!stored) continue; // destroyed by retention since the snapshot
    if (stored.digest === digest) blobs.push({ label, digest });
    else {
      await target.delete(stored.digest);
      damaged.push(digest);
    }
  }
  return { blobs, damaged };
}

/** Every blob of a store's folder. */
export async function* blobsIn(root: string): AsyncGenerator<{ label: string; digest: string; path: string }> {
  for (const label of await labelsOf(root))
    for (const prefix of (await readdir(join(root, label))).sort())
      for (const digest of (await readdir(join(root, label, prefix))).sort())
        if (DIGEST.test(digest)) yield { label, digest, path: join(root, label, prefix, digest) };
}
