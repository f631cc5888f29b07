import { createHash } from "node:crypto";
import { type FileHandle, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { address, ignoreMissing, labelsOf } from "../storage/folder-store.ts";
import { DIGEST } from "../storage/storage.ts";
import { blobName, partName } from "./archive.ts";
import { MANIFEST, type Manifest, type TableEntry, tablePrefix } from "./manifest.ts";
import { columnList, migrationsOf, PLAIN_TEXT, quoted, sequencesOf, type Table, tablesOf } from "./tables.ts";
import { TAR_END, tarHeader, tarPadding } from "./tar.ts";

export type BackupSource = { owner: pg.Pool; blobsDir: string; at: Date };
type Bytes = AsyncGenerator<Buffer, void>;

/** Bytes of a table held in memory at once. */
const PART_BYTES = 4 * 1024 * 1024;

/**
 * Everything the institution has, as the bytes of one archive (ustar): every table in one snapshot, then every blob (a
 * blob is stored before a row names it, so all that the snapshot names are there), then the manifest. People go on
 * working meanwhile. The root key is not part of it. Nothing is kept aside: it is written as it is read.
 * @throws BackupError backup.table_hidden
 */
export async function* backupBytes({ owner, blobsDir, at }: BackupSource): Bytes {
  const manifest: Manifest = {
    version: 1,
    at: at.toISOString(),
    migrations: [],
    tables: [],
    sequences: [],
    blobs: [],
    damaged: [],
    checkpoint: null,
  };
  yield* databaseBytes(owner, manifest, at);
  yield* blobBytes(blobsDir, manifest, at);
  yield* entry(MANIFEST, Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`), at);
  yield TAR_END;
}

async function* databaseBytes(owner: pg.Pool, manifest: Manifest, at: Date): Bytes {
  const client = await owner.connect();
  let whole = false;
  try {
    await client.query("begin isolation level repeatable read read only");
    await client.query(PLAIN_TEXT);
    manifest.migrations = await migrationsOf(client);
    for (const table of await tablesOf(client)) manifest.tables.push(yield* tableBytes(client, table, at));
    // A sequence does not wait for the snapshot: it may be ahead of the rows, never behind.
    manifest.sequences = await sequencesOf(client);
    const newest = await client.query("select note from audit.checkpoint order by size desc, at desc limit 1");
    manifest.checkpoint = newest.rows[0]?.note ?? null;
    await client.query("rollback");
    whole = true;
  } finally {
    // A copy that was left half-way would go on: its connection is given up.
    client.release(!whole);
  }
}

async function* tableBytes(
  client: pg.ClientBase,
  { forced: _, ...table }: Table,
  at: Date,
): AsyncGenerator<Buffer, TableEntry> {
  const copy = client.query(
    copyTo(`copy (select ${columnList(table.columns)} from ${quoted(table)}) to stdout (format text, encoding 'UTF8')`),
  );
  const prefix = tablePrefix(table);
  const hash = createHash("sha256");
  let held: Buffer[] = [];
  let size = 0;
  let part = 0;
  for await (const chunk of copy as AsyncIterable<Buffer>) {
    hash.update(chunk);
    held.push(chunk);
    size += chunk.length;
    if (size < PART_BYTES) continue;
    yield* entry(partName(prefix, part++), Buffer.concat(held), at);
    [held, size] = [[], 0];
  }
  if (size > 0) yield* entry(partName(prefix, part), Buffer.concat(held), at);
  return { ...table, rows: copy.rowCount, sha256: hash.digest("hex") };
}

/** Each blob is checked against its address before it is taken; what does not match is named and left out. */
async function* blobBytes(from: string, manifest: Manifest, at: Date): Bytes {
  for await (const { label, digest, path } of blobsIn(from)) {
    const file = await open(path).catch(ignoreMissing);
    if (!file) continue; // destroyed by retention since the snapshot
    try {
      const { size, sha256 } = await measure(file);
      if (address(label, sha256) !== digest) {
        manifest.damaged.push(digest);
        continue;
      }
      yield tarHeader(blobName({ label, digest }), size, at);
      yield* bytesOf(file, size);
      yield tarPadding(size);
      manifest.blobs.push({ label, digest });
    } finally {
      await file.close();
    }
  }
}

async function* entry(name: string, bytes: Buffer, at: Date): Bytes {
  yield tarHeader(name, bytes.length, at);
  yield bytes;
  yield tarPadding(bytes.length);
}

async function measure(file: FileHandle): Promise<{ size: number; sha256: Buffer }> {
  const { size } = await file.stat();
  const hash = createHash("sha256");
  for await (const chunk of bytesOf(file, size)) hash.update(chunk);
  return { size, sha256: hash.digest() };
}

const CHUNK_BYTES = 256 * 1024;

async function* bytesOf(file: FileHandle, size: number): Bytes {
  for (let offset = 0; offset < size; ) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, offset);
    if (bytesRead === 0) throw new Error("a blob became shorter while it was read");
    offset += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** Every blob of a store's folder. */
export async function* blobsIn(root: string): AsyncGenerator<{ label: string; digest: string; path: string }> {
  for (const label of await labelsOf(root))
    for (const prefix of (await readdir(join(root, label))).sort())
      for (const digest of (await readdir(join(root, label, prefix))).sort())
        if (DIGEST.test(digest)) yield { label, digest, path: join(root, label, prefix, digest) };
}
