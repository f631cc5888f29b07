import type { Ctx } from "../context.ts";
import { many, sql } from "../db/db.ts";

/** What holds no blob: the mechanisms' own tables; the log only remembers addresses. */
const MECHANISMS = [
  "access",
  "audit",
  "events",
  "graphile_worker",
  "http",
  "jobs",
  "net",
  "storage",
  "information_schema",
];

type Column = { schema: string; table: string; column: string; type: string };

/**
 * Of these blob addresses, the ones that any row names: in a column of its own, in a list, or somewhere inside a document.
 * Nothing has to be declared, so a feature that keeps an address in a new place cannot lose its blob by forgetting to say so.
 */
export async function namedBlobs(ctx: Ctx, digests: readonly string[]): Promise<Set<string>> {
  const named = new Set<string>();
  const columns = await columnsThatMayName(ctx);
  const plain = columns.filter(({ type }) => type === "text");
  for (const column of [...plain, ...columns.filter(({ type }) => type !== "text")]) {
    const open = digests.filter((digest) => !named.has(digest));
    if (open.length === 0) break;
    for (const { digest } of await namedIn(ctx, column, open)) named.add(digest);
  }
  return named;
}

const columnsThatMayName = (ctx: Ctx) =>
  many<Column>(
    ctx.tx,
    sql`select n.nspname as schema, c.relname as "table", a.attname as "column", format_type(a.atttypid, null) as type
        from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
          and format_type(a.atttypid, null) in ('text', 'text[]', 'jsonb') and n.nspname not like 'pg\\_%'
          and n.nspname <> all(${MECHANISMS}::text[]) and has_column_privilege(c.oid, a.attnum, 'select')
        order by 1, 2, a.attnum`,
  );

function namedIn(ctx: Ctx, { schema, table, column, type }: Column, digests: readonly string[]) {
  const rows = sql.table(`${schema}.${table}`);
  const value = sql.ref(column);
  return many<{ digest: string }>(
    ctx.tx,
    type === "text"
      ? sql`select distinct ${value} as digest from ${rows} where ${value} = any(${digests}::text[])`
      : sql`select distinct found[1] as digest from ${rows}, regexp_matches(${value}::text, '[0-9a-f]{64}', 'g') found
          where found[1] = any(${digests}::text[])`,
  );
}
