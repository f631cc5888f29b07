import { z } from "zod";
import { parseInput } from "../command.ts";
import { Id, Instant } from "../wire/day.ts";

/** The place after which the next page begins, as an opaque word of the address. */
export const writeCursor = (...parts: (string | number | Date)[]): string =>
  Buffer.from(JSON.stringify(parts.map((part) => (part instanceof Date ? part.toISOString() : part)))).toString(
    "base64url",
  );

/** Reads it back; null on the first page. @throws http.invalid 422 for a word that we did not write */
export function readCursor<T>(shape: z.ZodType<T>, cursor: string | undefined): T | null {
  return cursor ? parseInput(shape, decoded(cursor)) : null;
}

/** The last row shown of a newest-first list. The id tells rows of one moment apart, or the next page would leave some out. */
export type After = { at: Date; id: string };

const AFTER = z.tuple([Instant, Id]);

/** The row after which the page begins; null on the first page. @throws http.invalid 422 */
export function readAfter(cursor: string | undefined): After | null {
  const place = readCursor(AFTER, cursor);
  return place && { at: new Date(place[0]), id: place[1] };
}

/** `next` of a page of rows ordered by `at` and id; null when the page is not full. */
export function nextAfter<Row extends { id: string }>(
  rows: readonly Row[],
  limit: number,
  at: (row: Row) => Date | string,
): string | null {
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return last ? writeCursor(at(last), last.id) : null;
}

function decoded(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}
