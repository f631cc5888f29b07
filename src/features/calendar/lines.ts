import type { z } from "zod";
import { daysOf, holidaysOf } from "#platform/i18n/holidays.ts";
import type { Calendar } from "./api.ts";
import type { NewHijriMonth, NewOverride } from "./schema.ts";
import type { OverrideRow } from "./store.ts";

// The rules of the lines that an administrator enters on the computed calendar.

type Entered = z.output<typeof NewOverride>;

/** Whether the line names a holiday of that year; a day granted by communiqué needs none. */
export const names = ({ hijri, overrides }: Calendar, line: Entered): boolean =>
  line.kind === "exceptional" ||
  holidaysOf(Number(line.day.slice(0, 4)), hijri, overrides).some((holiday) => holiday.key === line.key);

/** The line as it is kept; a holiday keeps its length when none is said. */
export function lineOf(before: Calendar, id: string, input: Entered): OverrideRow {
  return {
    id,
    kind: input.kind,
    key: input.kind === "exceptional" ? `exceptional:${input.day}` : input.key,
    day: input.day,
    days: (input.kind === "cancelled" ? null : input.days) ?? lengthOf(before, input),
    name: input.kind === "exceptional" ? input.name : null,
    source: input.source,
  };
}

function lengthOf({ hijri, overrides }: Calendar, input: { day: string; key?: string }): number {
  const same = holidaysOf(Number(input.day.slice(0, 4)), hijri, overrides).find((holiday) => holiday.key === input.key);
  return same?.days ?? 1;
}

/** A table that leaves a month of 28 or 31 days beside this one cannot be true. */
export const isImpossible = ({ hijri }: Calendar, { year, month }: z.output<typeof NewHijriMonth>): boolean =>
  hijri.problems().some((found) => found.year === year && Math.abs(found.month - month) <= 1);

/** The days around a year that are off in one calendar and not in the other, in order. */
export function changedDays(before: Calendar, after: Calendar, year: number): string[] {
  const off = ({ hijri, overrides }: Calendar) =>
    new Set([year - 1, year, year + 1].flatMap((y) => holidaysOf(y, hijri, overrides).flatMap(daysOf)));
  return [...off(before).symmetricDifference(off(after))].sort();
}
