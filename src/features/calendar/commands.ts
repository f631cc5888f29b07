import { z } from "zod";
import { requireRole } from "#features/people/api.ts";
import { command } from "#platform/command.ts";
import type { Ctx } from "#platform/context.ts";
import { emit } from "#platform/events/emit.ts";
import { daysOf, holidaysOf } from "#platform/i18n/holidays.ts";
import { newId } from "#platform/ids.ts";
import { invalid, notFound } from "#platform/problem.ts";
import { Id } from "#platform/wire/day.ts";
import { type Calendar, calendar } from "./api.ts";
import { NewHijriMonth, NewOverride } from "./schema.ts";
import * as store from "./store.ts";

/** Confirms, moves, cancels or adds a holiday; whoever counted days is told and counts again. */
export const overrideHoliday = command("calendar.override_holiday", NewOverride, async (ctx, input) => {
  await requireRole(ctx, "administrator", "hr");
  const before = await calendar(ctx);
  const id = newId(ctx.at);
  if (input.kind !== "exceptional" && !known(before, input.key, input.day))
    throw invalid({ path: "key", code: "calendar.unknown_holiday" });
  await store.insertOverride(ctx, {
    id,
    kind: input.kind,
    key: input.kind === "exceptional" ? `exceptional:${input.day}` : input.key,
    day: input.day,
    days: (input.kind === "cancelled" ? null : input.days) ?? lengthOf(before, input),
    name: input.kind === "exceptional" ? input.name : null,
    source: input.source,
  });
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
  if (after.hijri.problems().some((p) => p.year === input.year && Math.abs(p.month - input.month) <= 1))
    throw invalid({ path: "days", code: "calendar.impossible_month" });
  const year = Number(after.hijri.monthStart(input.year, input.month).slice(0, 4));
  await tellChange(ctx, before, "calendar.hijri_month_set", null, year);
});

const known = ({ hijri, overrides }: Calendar, key: string, day: string) =>
  holidaysOf(Number(day.slice(0, 4)), hijri, overrides).some((holiday) => holiday.key === key);

function lengthOf({ hijri, overrides }: Calendar, input: { kind: string; day: string; key?: string }): number {
  const same = holidaysOf(Number(input.day.slice(0, 4)), hijri, overrides).find((holiday) => holiday.key === input.key);
  return same?.days ?? 1;
}

/** Names the days that changed from worked to off or back: what was counted over them is counted again. */
async function tellChange(
  ctx: Ctx,
  before: Calendar,
  type: string,
  subject: string | null,
  year: number,
): Promise<void> {
  const after = await calendar(ctx);
  const off = ({ hijri, overrides }: Calendar) =>
    new Set([year - 1, year, year + 1].flatMap((y) => holidaysOf(y, hijri, overrides).flatMap(daysOf)));
  const [was, is] = [off(before), off(after)];
  const days = [...was.symmetricDifference(is)].sort();
  await emit(ctx, type, subject, { days });
}
