import type { z } from "zod";
import { parseInput } from "../command.ts";

/** The place after which the next page begins, as an opaque word of the address. */
export const writeCursor = (...parts: (string | number | Date)[]): string =>
  Buffer.from(JSON.stringify(parts.map((part) => (part instanceof Date ? part.toISOString() : part)))).toString(
    "base64url",
  );

/** Reads it back; null on the first page. @throws http.invalid 422 for a word that we did not write */
export function readCursor<T>(shape: z.ZodType<T>, cursor: string | undefined): T | null {
  return cursor ? parseInput(shape, decoded(cursor)) : null;
}

function decoded(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}
