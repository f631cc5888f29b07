import pg from "pg";
import { prepared } from "./prepared.ts";
import type { Sql } from "./sql.ts";

export { Sql, sql } from "./sql.ts";

/** What a statement can be run on: the pool, or one transaction. */
export interface Queryable {
  query(text: string, values: readonly unknown[]): Promise<pg.QueryResult>;
}

/** One transaction; opaque outside stores. */
export class Tx implements Queryable {
  readonly #client: pg.PoolClient;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  query(text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    return this.#client.query(prepared(text, values));
  }
}

export type TransactionOptions = {
  isolation?: "read committed" | "repeatable read" | "serializable";
  /** Settings of PostgreSQL that hold for this transaction only, such as those that row level security reads. */
  settings?: Record<string, string>;
};

/** The pool. SQL is written plainly, through one tag: what runs is what stands in the store. */
export class Db implements Queryable {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  query(text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    return this.#pool.query(prepared(text, values));
  }

  /** Runs in one transaction: committed when `run` resolves, undone when it throws. */
  async transaction<T>(run: (tx: Tx) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    const client = await this.#pool.connect();
    let broken = false;
    try {
      // Not waited for: it is on its way before the first statement, which fails if it failed.
      const opened = client.query(opening(options));
      opened.catch(() => undefined);
      const answer = await run(new Tx(client));
      await opened;
      await client.query("commit");
      return answer;
    } catch (error) {
      await client.query("rollback").catch(() => {
        broken = true;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  }
}

/** Begin and settings are one message: a statement of their own would cost every transaction a round trip. */
function opening({ isolation, settings = {} }: TransactionOptions): string {
  const begin = isolation ? `begin isolation level ${isolation}` : "begin";
  const sets = Object.entries(settings).map(
    ([name, value]) => `set_config(${pg.escapeLiteral(name)}, ${pg.escapeLiteral(value)}, true)`,
  );
  return sets.length === 0 ? begin : `${begin}; select ${sets.join(", ")}`;
}

export async function many<T>(on: Queryable, query: Sql<T>): Promise<T[]> {
  return (await query.execute(on)).rows;
}

/** The first row, or undefined. */
export async function maybe<T>(on: Queryable, query: Sql<T>): Promise<T | undefined> {
  return (await query.execute(on)).rows[0];
}

/** The only row; throws (a bug, not a refusal) when there is none. */
export async function one<T>(on: Queryable, query: Sql<T>): Promise<T> {
  const row = (await query.execute(on)).rows[0];
  if (row === undefined) throw new Error("query answered no row");
  return row;
}

/** How many rows a write touched. */
export async function affected(on: Queryable, query: Sql): Promise<number> {
  return Number((await query.execute(on)).numAffectedRows ?? 0n);
}
