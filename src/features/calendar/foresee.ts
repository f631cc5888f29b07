import type { z } from "zod";
import { requireRole } from "#features/people/api.ts";
import type { Ctx } from "#platform/context.ts";
import { invalid } from "#platform/problem.ts";
import { type Calendar, calendarOf, recountSlot } from "./api.ts";
import { changedDays, isImpossible, lineOf, names } from "./lines.ts";
import type { Foreseen, NewHijriMonth, NewOverride } from "./schema.ts";
import * as store from "./store.ts";

/** What a line would change, before it is entered; refuses what the entry itself would refuse. */
export async function foreseeOverride(
  ctx: Ctx,
  input: z.output<typeof NewOverride>,
): Promise<z.infer<typeof Foreseen>> {
  await requireRole(ctx, "administrator", "hr");
  const [months, lines] = [await store.hijriRows(ctx), await store.overrides(ctx)];
  const before = calendarOf(months, lines);
  if (!names(before, input)) throw invalid({ path: "key", code: "calendar.unknown_holiday" });
  const after = calendarOf(months, [...lines, lineOf(before, "considered", input)]);
  return counted(ctx, before, after, Number(input.day.slice(0, 4)));
}

/** The same for the beginning of a Hijri month. */
export async function foreseeMonth(ctx: Ctx, input: z.output<typeof NewHijriMonth>): Promise<z.infer<typeof Foreseen>> {
  await requireRole(ctx, "administrator", "hr");
  const [months, lines] = [await store.hijriRows(ctx), await store.overrides(ctx)];
  const others = months.filter((row) => row.year !== input.year || row.month !== input.month);
  const after = calendarOf([...others, input], lines);
  if (isImpossible(after, input)) throw invalid({ path: "days", code: "calendar.impossible_month" });
  const year = Number(after.hijri.monthStart(input.year, input.month).slice(0, 4));
  return counted(ctx, calendarOf(months, lines), after, year);
}

async function counted(ctx: Ctx, before: Calendar, after: Calendar, year: number) {
  const days = changedDays(before, after, year);
  let recounted = 0;
  if (days.length > 0)
    for (const count of recountSlot.all(ctx.platform.fills)) recounted += await count(ctx, days, after);
  return { days, recounted };
}
