import type pg from "pg";

/** From so many uses on, a statement is kept by the connection: parsed and rewritten with its row security once. */
const OFTEN = 5;
/** Statements kept at most, each some 50 kB in every connection of the server. */
const KEPT = 300;
const uses = new Map<string, number>();
const names = new Map<string, string>();

/** The statement as it is sent: by name once it has come often, so that the server need not read it again. */
export function prepared(text: string, values: readonly unknown[]): pg.QueryConfig {
  const query = { text, values: values as unknown[] };
  if (values.length === 0) return query;
  const name = names.get(text) ?? nameOf(text);
  return name ? { name, ...query } : query;
}

function nameOf(text: string): string | undefined {
  if (names.size >= KEPT) return undefined;
  const count = (uses.get(text) ?? 0) + 1;
  if (count < OFTEN) {
    if (uses.size > KEPT * 10) uses.clear();
    uses.set(text, count);
    return undefined;
  }
  uses.delete(text);
  names.set(text, `s${names.size}`);
  return names.get(text);
}
