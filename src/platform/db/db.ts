import type { Kysely, RawBuilder, Transaction } from "kysely";

export type { RawBuilder } from "kysely";
export { sql } from "kysely";

/** The pool. SQL is written plainly, through kysely's `sql`: what runs is what stands in the store. */
export type Db = Kysely<unknown>;
/** One transaction; opaque outside stores. */
export type Tx = Transaction<unknown>;

export async function many<T>(on: Db | Tx, query: RawBuilder<T>): Promise<T[]> {
  return (await query.execute(on)).rows;
}

/** The first row, or undefined. */
export async function maybe<T>(on: Db | Tx, query: RawBuilder<T>): Promise<T | undefined> {
  return (await query.execute(on)).rows[0];
}

/** The only row; throws (a bug, not a refusal) when there is none. */
export async function one<T>(on: Db | Tx, query: RawBuilder<T>): Promise<T> {
  const row = (await query.execute(on)).rows[0];
  if (row === undefined) throw new Error("query answered no row");
  return row;
}

/** How many rows a write touched. */
export async function affected(on: Db | Tx, query: RawBuilder<unknown>): Promise<number> {
  return Number((await query.execute(on)).numAffectedRows ?? 0n);
}
