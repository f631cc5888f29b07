import type { Queryable } from "./db.ts";

/** What a statement answered. `numAffectedRows` is known of those that write. */
export type SqlResult<T> = { rows: T[]; numAffectedRows: bigint | undefined };

const WRITES = new Set(["INSERT", "UPDATE", "DELETE", "MERGE"]);

/** A statement or a part of one: text and parameters kept apart until it runs, so that no value ever becomes SQL. */
export class Sql<T = unknown> {
  readonly #texts: readonly string[];
  readonly #values: readonly unknown[];

  /** `texts` is one longer than `values`: a parameter stands between each two. */
  constructor(texts: readonly string[], values: readonly unknown[]) {
    this.#texts = texts;
    this.#values = values;
  }

  /** As it is sent: `$1`, `$2` … where the parameters stand. */
  get text(): string {
    return this.#texts.reduce((text, next, place) => `${text}$${place}${next}`);
  }

  async execute(on: Queryable): Promise<SqlResult<T>> {
    const { rows, command, rowCount } = await on.query(this.text, this.#values);
    return { rows: rows as T[], numAffectedRows: WRITES.has(command) ? BigInt(rowCount ?? 0) : undefined };
  }

  /** Puts its own texts and parameters where another has it as a part. */
  static append(texts: string[], values: unknown[], part: unknown, after: string): void {
    if (part instanceof Sql) {
      const [first, ...others] = part.#texts;
      texts.push(`${texts.pop()}${first}`, ...others);
      texts.push(`${texts.pop()}${after}`);
      values.push(...part.#values);
    } else {
      values.push(part);
      texts.push(after);
    }
  }
}

/** The one way to write SQL: every `${…}` is a parameter, or another piece of SQL that is put in as it is. */
export function sql<T = unknown>(strings: TemplateStringsArray, ...parts: readonly unknown[]): Sql<T> {
  const texts = [strings[0]!];
  const values: unknown[] = [];
  parts.forEach((part, place) => {
    Sql.append(texts, values, part, strings[place + 1]!);
  });
  return new Sql<T>(texts, values);
}

/** Text that is SQL already; never anything a person typed. */
sql.raw = (text: string): Sql => new Sql([text], []);
/** A name, quoted: `alias.column`, `schema.table`. */
sql.ref = (name: string): Sql => sql.raw(name.split(".").map(quoted).join("."));
sql.table = sql.ref;
sql.join = (parts: readonly unknown[], between: Sql = sql`, `): Sql => {
  const texts = [""];
  const values: unknown[] = [];
  parts.forEach((part, place) => {
    if (place > 0) Sql.append(texts, values, between, "");
    Sql.append(texts, values, part, "");
  });
  return new Sql(texts, values);
};

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
