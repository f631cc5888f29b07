import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { folderStore, labelsOf } from "../storage/folder-store.ts";
import { BackupError, type Manifest, readManifest, type TableEntry, tableFile } from "./manifest.ts";
import { columnList, migrationsOf, PLAIN_TEXT, quoted, type Table, tablesOf } from "./tables.ts";

export type RestoreTarget = { owner: pg.Pool; blobsDir: string };

/**
 * Puts a backup into a database that was just migrated and an empty blob folder. Every file is checked against the
 * manifest before anything is written; the rows come in one transaction, so a failure leaves the database as it was.
 * @throws BackupError backup.not_a_backup, backup.altered, backup.other_version, backup.not_empty
 */
export async function restoreBackup(dir: string, target: RestoreTarget): Promise<Manifest> {
  const manifest = await readManifest(dir);
  await checkFiles(dir, manifest);
  if ((await labelsOf(target.blobsDir)).length > 0) throw new BackupError("backup.not_empty", { dir: target.blobsDir });
  const client = await target.owner.connect();
  try {
    await client.query("begin");
    await client.query(PLAIN_TEXT);
    await mustBeSameVersion(client, manifest);
    await mustBeUnused(client);
    await fill(client, dir, manifest);
    await putBlobs(dir, manifest, target.blobsDir);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
  return manifest;
}

/** @throws BackupError backup.altered, with the file that is missing or not what the manifest says */
export async function checkFiles(dir: string, manifest: Manifest): Promise<void> {
  for (const table of manifest.tables) {
    const file = tableFile(table);
    const hash = createHash("sha256");
    await pipeline(createReadStream(join(dir, file)), hash).catch(() => {
      throw new BackupError("backup.altered", { file });
    });
    if (hash.digest("hex") !== table.sha256) throw new BackupError("backup.altered", { file });
  }
  const blobs = folderStore(join(dir, "blobs"));
  for (const { digest } of manifest.blobs)
    await blobs.get(digest).catch(() => {
      throw new BackupError("backup.altered", { file: `blobs/${digest}` });
    });
}

async function mustBeSameVersion(client: pg.ClientBase, manifest: Manifest): Promise<void> {
  const spell = (list: Manifest["migrations"]) =>
    new Set(list.map(({ module, file, sha256 }) => `${module}/${file} ${sha256}`));
  const here = spell(await migrationsOf(client));
  const there = spell(manifest.migrations);
  const [differing] = here.symmetricDifference(there);
  if (differing) throw new BackupError("backup.other_version", { migration: differing.split(" ")[0]! });
}

/** Nothing may have happened in the database yet: what migrations put there is replaced, what people did is not. */
async function mustBeUnused(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query("select exists (select from events.event) as used");
  if (rows[0].used) throw new BackupError("backup.not_empty", { dir: "events.event" });
}

/**
 * Foreign keys are taken off and put back, which checks them again; triggers sleep meanwhile, for what they derive is in
 * the backup too. All of it is open to the owner of the tables, so it works on the institution's own server as well.
 */
async function fill(client: pg.ClientBase, dir: string, manifest: Manifest): Promise<void> {
  const tables = await tablesOf(client);
  const known = new Map(tables.map((table) => [quoted(table), table]));
  for (const table of manifest.tables)
    if (String(known.get(quoted(table))?.columns) !== String(table.columns))
      throw new BackupError("backup.altered", { file: tableFile(table) });
  const foreignKeys = await foreignKeysOf(client, tables);
  for (const key of foreignKeys) await client.query(`alter table ${key.table} drop constraint ${key.name}`);
  for (const table of tables) await client.query(`alter table ${quoted(table)} disable trigger user`);
  for (const table of tables.filter(({ forced }) => forced))
    await client.query(`alter table ${quoted(table)} no force row level security`);
  await client.query(`truncate ${tables.map(quoted).join(", ")}`);
  for (const table of manifest.tables) await readTable(client, table, dir);
  for (const table of tables.filter(({ forced }) => forced))
    await client.query(`alter table ${quoted(table)} force row level security`);
  for (const table of tables) await client.query(`alter table ${quoted(table)} enable trigger user`);
  for (const key of foreignKeys)
    await client.query(`alter table ${key.table} add constraint ${key.name} ${key.definition}`);
  for (const sequence of manifest.sequences)
    await client.query("select setval($1::regclass, $2::bigint, $3)", [
      quoted(sequence),
      sequence.last,
      sequence.called,
    ]);
  await queueAgain(client);
}

async function foreignKeysOf(client: pg.ClientBase, tables: readonly Table[]) {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and conrelid = any($1::regclass[]) order by 1, 2`,
    [tables.map(quoted)],
  );
  return rows;
}

async function readTable(client: pg.ClientBase, table: TableEntry, dir: string): Promise<void> {
  const columns = columnList(table.columns);
  const copy = client.query(copyFrom(`copy ${quoted(table)} (${columns}) from stdin (format text, encoding 'UTF8')`));
  await pipeline(createReadStream(join(dir, tableFile(table))), copy);
  const { rows } = await client.query(`select count(*)::int as count from ${quoted(table)}`);
  if (rows[0].count !== table.rows) throw new BackupError("backup.altered", { file: tableFile(table) });
}

/** What waited or ran at the snapshot is done again: jobs are safe to repeat. */
async function queueAgain(client: pg.ClientBase): Promise<void> {
  await client.query("update jobs.job set state = 'waiting' where state = 'running'");
  await client.query("select jobs.enqueue(id, run_at, null, 8) from jobs.job where state = 'waiting'");
}

async function putBlobs(dir: string, manifest: Manifest, blobsDir: string): Promise<void> {
  const from = folderStore(join(dir, "blobs"));
  const to = folderStore(blobsDir);
  for (const { label, digest } of manifest.blobs) {
    const stored = await to.put(await from.open(digest), { label });
    if (stored.digest !== digest) throw new BackupError("backup.altered", { file: `blobs/${digest}` });
  }
}
