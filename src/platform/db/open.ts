import pg from "pg";
import { Db } from "./db.ts";

const INT8 = 20;
const DATE = 1082;
const types = {
  getTypeParser(oid: number, format?: "text" | "binary") {
    if (oid === INT8) return (text: string) => Number(text);
    if (oid === DATE) return (text: string) => text;
    return pg.types.getTypeParser(oid, format);
  },
} as pg.CustomTypesConfig;

/** How long a connection may take to be had; then whoever asked is told that the database is away. */
const PATIENCE_MS = 10_000;

/** A pool on one database: int8 as number, date as `YYYY-MM-DD`, timestamptz as Date. */
export function openPool(address: pg.PoolConfig, max = 10): pg.Pool {
  const pool = new pg.Pool({
    types,
    max,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: PATIENCE_MS,
    // An institution's server that vanished from the network is noticed, not waited for.
    keepAlive: true,
    ...address,
  });
  // A connection that dies while idle is replaced on next use; the query that needs it fails by itself.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

export function openDb(pool: pg.Pool): Db {
  return new Db(pool);
}
