import { createHash } from "node:crypto";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { sealedSize } from "../storage/frames.ts";
import { allObjects } from "../storage/objects.ts";
import { isWholePlain, PLAIN_PARTS, plainBlob } from "../storage/plain.ts";
import { examine, type Storage } from "../storage/sealed.ts";
import { blobsAfter, HOLD_REMOVALS, RELEASE_REMOVALS } from "../storage/store.ts";
import { blobName, partName } from "./archive.ts";
import { MANIFEST, type Manifest, type TableEntry, tablePrefix } from "./manifest.ts";
import { columnList, migrationsOf, PLAIN_TEXT, quoted, sequencesOf, type Table, tablesOf } from "./tables.ts";
import { TAR_END, tarHeader, tarPadding } from "./tar.ts";

export type BackupSource = { owner: pg.Pool; storage: Storage; at: Date };
type Bytes = AsyncGenerator<Buffer, void>;

/** Bytes of a table held in memory at once. */
const PART_BYTES = 4 * 1024 * 1024;
const BLOBS_AT_ONCE = 500;

/**
 * Everything the institution has, as the bytes of one archive (ustar): every table in one snapshot, then every blob (a
 * blob is stored before a row names it, so all that the snapshot names are there), then the manifest. People go on
 * working meanwhile. The root key is not part of it. Nothing is kept aside: it is written as it is read.
 * @throws BackupError backup.table_hidden
 */
export async function* backupBytes(source: BackupSource): Bytes {
  const { owner, at } = source;
  const manifest: Manifest = {
    version: 2,
    at: at.toISOString(),
    migrations: [],
    tables: [],
    sequences: [],
    blobs: [],
    damaged: [],
    checkpoint: null,
  };
  const holder = await holdRemovals(owner);
  try {
    yield* databaseBytes(owner, manifest, at);
    yield* blobBytes(source, manifest);
  } finally {
    await holder.release();
  }
  yield* entry(MANIFEST, Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`), at);
  yield TAR_END;
}

/** From before the snapshot to the last blob no file is removed, save by who destroys a content on purpose. */
async function holdRemovals(owner: pg.Pool): Promise<{ release(): Promise<void> }> {
  const client = await owner.connect();
  await client.query(HOLD_REMOVALS);
  return {
    async release() {
      const isGone = await client.query(RELEASE_REMOVALS).catch(() => true);
      client.release(isGone === true);
    },
  };
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

/**
 * The blobs, sealed as they lie; each is read and checked before it is taken, and what is wrong is named and left out.
 * Rows are asked anew: what came after the snapshot does no harm, and what was destroyed since is not wanted.
 */
async function* blobBytes({ storage, at }: BackupSource, manifest: Manifest): Bytes {
  for (let after = ""; ; ) {
    const rows = await blobsAfter(storage.db, after, BLOBS_AT_ONCE);
    if (rows.length === 0) break;
    for (const row of rows) {
      const what = await examine(storage, row);
      // Without the institution's root key at hand, nothing can be checked, and everything is taken.
      if (what === null || what === "locked")
        yield* objectBytes(storage, row.object, sealedSize(row.size), manifest, at);
      else manifest.damaged.push(row.address);
    }
    after = rows.at(-1)!.address;
  }
  yield* plainBytes(storage, manifest, at);
}

/** What earlier versions wrote and no job has sealed yet. */
async function* plainBytes(storage: Storage, manifest: Manifest, at: Date): Bytes {
  for await (const object of allObjects(storage.objects, PLAIN_PARTS)) {
    const plain = plainBlob(object);
    if (!plain) continue;
    if (await isWholePlain(storage.objects, plain)) yield* objectBytes(storage, plain.name, plain.size, manifest, at);
    else manifest.damaged.push(plain.address);
  }
}

async function* objectBytes({ objects }: Storage, object: string, size: number, manifest: Manifest, at: Date): Bytes {
  const hash = createHash("sha256");
  let sent = 0;
  yield tarHeader(blobName({ object }), size, at);
  for await (const chunk of objects.read(object, 0, size)) {
    hash.update(chunk);
    sent += chunk.length;
    yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
  }
  if (sent !== size) throw new Error("a blob became shorter while it was read");
  yield tarPadding(size);
  manifest.blobs.push({ object, size, sha256: hash.digest("hex") });
}

async function* entry(name: string, bytes: Buffer, at: Date): Bytes {
  yield tarHeader(name, bytes.length, at);
  yield bytes;
  yield tarPadding(bytes.length);
}
