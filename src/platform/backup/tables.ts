import type pg from "pg";
import { BackupError } from "./manifest.ts";

export type Table = { schema: string; name: string; columns: string[]; forced: boolean };

/** Schemas that are not content: PostgreSQL's own, and the queue, which is filled again from `jobs.job`. */
const NOT_OURS = "('information_schema', 'public', 'graphile_worker') and n.nspname !~ '^pg_'";

/**
 * The tables whose rows are the institution's, with the columns that can be written, in the order of their names.
 * `platform.migration` is not among them: it is compared, never copied.
 * @throws BackupError backup.table_hidden when row level security would silently hide rows from the owner
 */
export async function tablesOf(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table & { hidden: boolean }>(`
    select n.nspname as schema, c.relname as name, c.relforcerowsecurity as forced,
      c.relrowsecurity and c.relforcerowsecurity and not exists (
        select from pg_policy p where p.polrelid = c.oid and p.polpermissive and p.polcmd = '*'
          and pg_get_expr(p.polqual, c.oid) = 'true' and (select oid from pg_roles where rolname = current_user) = any(p.polroles)
      ) as hidden,
      array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        and a.attgenerated = '' order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not in ${NOT_OURS} and (n.nspname, c.relname) <> ('platform', 'migration')
    order by 1, 2`);
  const hidden = rows.find((row) => row.hidden);
  if (hidden) throw new BackupError("backup.table_hidden", { table: `${hidden.schema}.${hidden.name}` });
  return rows.map(({ schema, name, columns, forced }) => ({ schema, name, columns, forced }));
}

/** Bytes of the tables' rows on the disk, without their indexes: about what a backup of them takes. */
export async function tableSizes(on: pg.Pool): Promise<number> {
  const { rows } = await on.query<{ bytes: number }>(`
    select coalesce(sum(pg_table_size(c.oid)), 0)::float8 as bytes
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname not in ${NOT_OURS}`);
  return rows[0]!.bytes;
}

export async function sequencesOf(client: pg.ClientBase) {
  const { rows } = await client.query<{ schema: string; name: string }>(`
    select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'S' and n.nspname not in ${NOT_OURS} order by 1, 2`);
  const sequences: { schema: string; name: string; last: string; called: boolean }[] = [];
  for (const row of rows) {
    const state = await client.query(`select last_value::text as last, is_called as called from ${quoted(row)}`);
    sequences.push({ ...row, ...state.rows[0] });
  }
  return sequences;
}

export async function migrationsOf(client: pg.ClientBase) {
  const { rows } = await client.query<{ module: string; file: string; sha256: string }>(
    "select module, file, sha256 from platform.migration order by 1, 2",
  );
  return rows;
}

/** So that text means the same wherever it is written and read. */
export const PLAIN_TEXT = `set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local timezone = 'UTC';
  set local extra_float_digits = 1; set local bytea_output = 'hex'; set local client_encoding = 'UTF8'`;

const identifier = (name: string) => `"${name.replaceAll('"', '""')}"`;
export const quoted = ({ schema, name }: { schema: string; name: string }) =>
  `${identifier(schema)}.${identifier(name)}`;
export const columnList = (columns: readonly string[]) => columns.map(identifier).join(", ");
