import { createHash } from "node:crypto";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { ObjectStore } from "../storage/objects.ts";
import { type Archive, blobName } from "./archive.ts";
import { BackupError, type Manifest, type TableEntry, tablePrefix } from "./manifest.ts";
import { columnList, migrationsOf, PLAIN_TEXT, quoted, type Table, tablesOf } from "./tables.ts";

export type RestoreTarget = { owner: pg.Pool; objects: ObjectStore };

/**
 * Puts a backup into a database that was just migrated and an empty blob folder. The caller has checked it
 * (`checkArchive`); the rows come in one transaction, so a failure leaves the database as it was. Sequences go on where
 * they stood at the snapshot.
 * @throws BackupError backup.altered, backup.other_version, backup.not_empty
 */
export async function restoreBackup(archive: Archive, target: RestoreTarget): Promise<void> {
  const { manifest } = archive;
  if ((await target.objects.children("")).length > 0)
    throw new BackupError("backup.not_empty", { path: target.objects.place });
  const client = await target.owner.connect();
  try {
    await client.query("begin");
    await client.query(PLAIN_TEXT);
    await mustBeSameVersion(client, manifest);
    await mustBeUnused(client);
    await fill(client, archive);
    await putBlobs(archive, target.objects);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** @throws BackupError backup.altered, with what is missing or not what the manifest says */
export async function checkArchive(archive: Archive): Promise<void> {
  for (const table of archive.manifest.tables) {
    const sha256 = await digestOf(archive.table(table));
    if (sha256.toString("hex") !== table.sha256) throw new BackupError("backup.altered", { file: tablePrefix(table) });
  }
  for (const blob of archive.manifest.blobs) {
    const sha256 = await digestOf(await archive.blob(blob));
    if (sha256.toString("hex") !== blob.sha256) throw new BackupError("backup.altered", { file: blobName(blob) });
  }
}

async function digestOf(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const hash = createHash("sha256");
  for await (const chunk of bytes) hash.update(chunk);
  return hash.digest();
}

async function mustBeSameVersion(client: pg.ClientBase, manifest: Manifest): Promise<void> {
  const spell = (list: Manifest["migrations"]) =>
    new Set(list.map(({ module, file, sha256 }) => `${module}/${file} ${sha256}`));
  const here = spell(await migrationsOf(client));
  const there = spell(manifest.migrations);
  const [differing] = here.symmetricDifference(there);
  if (differing) throw new BackupError("backup.other_version", { migration: differing.split(" ")[0]! });
}

/**
 * Nothing may have happened in the database yet: what migrations put there is replaced, what people did is not. Also
 * asked before the migrations, which must not touch a database in use.
 * @throws BackupError backup.not_empty
 */
export async function mustBeUnused(client: pg.ClientBase | pg.Pool): Promise<void> {
  const { rows } = await client.query("select to_regclass('events.event') is not null as there");
  if (!rows[0].there) return;
  const { rowCount } = await client.query("select from events.event limit 1");
  if (rowCount) throw new BackupError("backup.not_empty", { path: "events.event" });
}

/**
 * Foreign keys are taken off and put back, which checks them again; triggers sleep meanwhile, for what they derive is in
 * the backup too. All of it is open to the owner of the tables, so it works on the institution's own server as well.
 */
async function fill(client: pg.ClientBase, archive: Archive): Promise<void> {
  const { manifest } = archive;
  const tables = await tablesOf(client);
  const known = new Map(tables.map((table) => [quoted(table), table]));
  for (const table of manifest.tables)
    if (String(known.get(quoted(table))?.columns) !== String(table.columns))
      throw new BackupError("backup.altered", { file: tablePrefix(table) });
  const foreignKeys = await foreignKeysOf(client, tables);
  for (const key of foreignKeys) await client.query(`alter table ${key.table} drop constraint ${key.name}`);
  for (const table of tables) await client.query(`alter table ${quoted(table)} disable trigger user`);
  for (const table of tables.filter(({ forced }) => forced))
    await client.query(`alter table ${quoted(table)} no force row level security`);
  await client.query(`truncate ${tables.map(quoted).join(", ")}`);
  for (const table of manifest.tables) await readTable(client, table, archive);
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

async function readTable(client: pg.ClientBase, table: TableEntry, archive: Archive): Promise<void> {
  const columns = columnList(table.columns);
  const copy = client.query(copyFrom(`copy ${quoted(table)} (${columns}) from stdin (format text, encoding 'UTF8')`));
  await pipeline(archive.table(table), copy);
  const { rows } = await client.query(`select count(*)::int as count from ${quoted(table)}`);
  if (rows[0].count !== table.rows) throw new BackupError("backup.altered", { file: tablePrefix(table) });
}

/** What waited or ran at the snapshot is done again: jobs are safe to repeat. */
async function queueAgain(client: pg.ClientBase): Promise<void> {
  await client.query("update jobs.job set state = 'waiting' where state = 'running'");
  await client.query("select jobs.enqueue(id, run_at, null, 8) from jobs.job where state = 'waiting'");
}

async function putBlobs(archive: Archive, objects: ObjectStore): Promise<void> {
  for (const blob of archive.manifest.blobs) await objects.write(blob.object, await archive.blob(blob));
}
