import { z } from "zod";
import { requireRole } from "#features/people/api.ts";
import { command } from "#platform/command.ts";
import type { Ctx } from "#platform/context.ts";
import { emit } from "#platform/events/emit.ts";
import { newId } from "#platform/ids.ts";
import { invalid, notFound } from "#platform/problem.ts";
import { Id } from "#platform/wire/day.ts";
import { type Calendar, calendar } from "./api.ts";
import { changedDays, isImpossible, lineOf, names } from "./lines.ts";
import { NewHijriMonth, NewOverride } from "./schema.ts";
import * as store from "./store.ts";

/** Confirms, moves, cancels or adds a holiday; whoever counted days is told and counts again. */
export const overrideHoliday = command("calendar.override_holiday", NewOverride, async (ctx, input) => {
  await requireRole(ctx, "administrator", "hr");
  const before = await calendar(ctx);
  const id = newId(ctx.at);
  if (!names(before, input)) throw invalid({ path: "key", code: "calendar.unknown_holiday" });
  await store.insertOverride(ctx, lineOf(before, id, input));
  await tellChange(ctx, before, `calendar.holiday_${input.kind}`, id, Number(input.day.slice(0, 4)));
  return { id };
});

export const withdrawOverride = command("calendar.withdraw_override", z.object({ id: Id }), async (ctx, { id }) => {
  await requireRole(ctx, "administrator", "hr");
  const row = await store.overrideById(ctx, id);
  if (!row) throw notFound();
  const before = await calendar(ctx);
  await store.withdrawOverrideRow(ctx, id);
  await tellChange(ctx, before, "calendar.override_withdrawn", id, Number(row.day.slice(0, 4)));
});

/** Enters the observed beginning of a Hijri month; the feasts of the month move with it. */
export const setHijriMonth = command("calendar.set_hijri_month", NewHijriMonth, async (ctx, input) => {
  await requireRole(ctx, "administrator", "hr");
  const before = await calendar(ctx);
  await store.upsertHijri(ctx, input);
  const after = await calendar(ctx);
  if (isImpossible(after, input)) throw invalid({ path: "days", code: "calendar.impossible_month" });
  const year = Number(after.hijri.monthStart(input.year, input.month).slice(0, 4));
  await tellChange(ctx, before, "calendar.hijri_month_set", null, year);
});

/** Names the days that changed from worked to off or back: what was counted over them is counted again. */
async function tellChange(
  ctx: Ctx,
  before: Calendar,
  type: string,
  subject: string | null,
  year: number,
): Promise<void> {
  await emit(ctx, type, subject, { days: changedDays(before, await calendar(ctx), year) });
}
