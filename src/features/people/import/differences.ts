import type { LocalizedName } from "#platform/wire/localized-name.ts";
import type { Change } from "./sheet.ts";

/** What differs between pairs of values, by column; empty is written as nothing. */
export function presentChanges(pairs: Readonly<Record<string, readonly [unknown, unknown]>>): Change[] {
  const text = (value: unknown) => (value === null || value === undefined ? "" : String(value));
  return Object.entries(pairs).flatMap(([column, [from, to]]) =>
    text(from) === text(to) ? [] : [{ column, from: text(from), to: text(to) }],
  );
}

/** What differs between two names, by the column of each language. */
export const differences = (
  columns: Readonly<Partial<Record<keyof LocalizedName, string>>>,
  from: LocalizedName | null,
  to: LocalizedName | null,
): Change[] =>
  presentChanges(
    Object.fromEntries(
      Object.entries(columns).map(([language, column]) => [
        column,
        [from?.[language as keyof LocalizedName], to?.[language as keyof LocalizedName]],
      ]),
    ),
  );
