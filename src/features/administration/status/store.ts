import { one, sql, type Tx } from "#platform/db/db.ts";

export const databaseState = (on: Tx) =>
  one<{ bytes: number; version: string }>(
    on,
    sql`select pg_database_size(current_database())::float8 as bytes, current_setting('server_version') as version`,
  );
