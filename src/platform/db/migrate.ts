import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";

/** The migrations of one module; its tables live in the PostgreSQL schema of its name. */
export type MigrationSet = { name: string; folder: string };

const LOCK = 0x6469_7761; // "diwa"
const FILE = /^\d{4}-[a-z0-9-]+\.sql$/;

/**
 * Applies what is missing, in the given order, each file in its own transaction under one advisory lock.
 * Forward only: a file that changed after it ran is refused. Runs as the owner; grants the product its rights.
 * @returns the files applied now, as `module/file`
 */
export async function migrate(owner: pg.Pool, sets: MigrationSet[], appRole = "diwan_app"): Promise<string[]> {
  const client = await owner.connect();
  const applied: string[] = [];
  try {
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    await client.query(`create schema if not exists platform;
      create table if not exists platform.migration (
        module text not null, file text not null, sha256 text not null, at timestamptz not null default now(),
        primary key (module, file))`);
    const done = new Map<string, string>();
    for (const row of (await client.query("select module, file, sha256 from platform.migration")).rows)
      done.set(`${row.module}/${row.file}`, row.sha256);
    for (const set of sets)
      for (const file of await filesOf(set.folder)) {
        const id = `${set.name}/${file}`;
        const text = await readFile(join(set.folder, file), "utf8");
        const sha256 = createHash("sha256").update(text).digest("hex");
        if (done.get(id) === sha256) continue;
        if (done.has(id)) throw new Error(`migration ${id} was changed after it ran`);
        await applyFile(client, set.name, file, text, sha256, appRole);
        applied.push(id);
      }
  } finally {
    await client.query("select pg_advisory_unlock($1)", [LOCK]).catch(() => undefined);
    client.release();
  }
  return applied;
}

async function filesOf(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [] as string[]);
  const files = names.filter((name) => name.endsWith(".sql")).sort();
  for (const name of files) if (!FILE.test(name)) throw new Error(`migration file misnamed: ${folder}/${name}`);
  return files;
}

async function applyFile(
  client: pg.PoolClient,
  module: string,
  file: string,
  text: string,
  sha256: string,
  role: string,
) {
  try {
    await client.query("begin");
    await client.query(`create schema if not exists ${module};
      grant usage on schema ${module} to ${role};
      alter default privileges in schema ${module} grant select, insert, update, delete on tables to ${role};
      alter default privileges in schema ${module} grant usage, select on sequences to ${role};
      alter default privileges in schema ${module} grant execute on functions to ${role}`);
    await client.query(text);
    await client.query("insert into platform.migration (module, file, sha256) values ($1, $2, $3)", [
      module,
      file,
      sha256,
    ]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw new Error(`migration ${module}/${file} failed`, { cause: error });
  }
}
