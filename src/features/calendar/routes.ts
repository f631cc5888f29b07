import { z } from "zod";
import { hasRole } from "#features/people/api.ts";
import type { Ctx } from "#platform/context.ts";
import type { RouteTable } from "#platform/http/routes.ts";
import { daysOf, type Holiday, holidaysOf } from "#platform/i18n/holidays.ts";
import { addDays, daysBetween } from "#platform/i18n/local-date.ts";
import { localDateOf } from "#platform/i18n/zone.ts";
import { Day, Id } from "#platform/wire/day.ts";
import { type Calendar, calendar, holidaysBetween, titleOf } from "./api.ts";
import { overrideHoliday, setHijriMonth, withdrawOverride } from "./commands.ts";
import { foreseeMonth, foreseeOverride } from "./foresee.ts";
import { Foreseen, HijriYear, HolidayList, NewHijriMonth, NewOverride } from "./schema.ts";
import * as store from "./store.ts";

export function routes(r: RouteTable): void {
  const span = z.object({ from: Day, to: Day });
  r.get("/calendar/holidays", { query: span, response: HolidayList }, ({ ask, query }) =>
    ask((ctx) => viewHolidays(ctx, query.from, query.to)),
  );
  r.post(
    "/calendar/overrides",
    { body: NewOverride, response: z.object({ id: Id }), status: 201 },
    ({ perform, body }) => perform(overrideHoliday, body),
  );
  r.post("/calendar/overrides/preview", { body: NewOverride, response: Foreseen, keyless: true }, ({ ask, body }) =>
    ask((ctx) => foreseeOverride(ctx, body)),
  );
  r.del("/calendar/overrides/:id", { params: z.object({ id: Id }), status: 204 }, ({ perform, params }) =>
    perform(withdrawOverride, params),
  );

  /** The Hijri year; without it, that of today. */
  const year = z.object({ year: z.coerce.number().int().min(1400).max(1598).optional() });
  r.get("/calendar/hijri", { query: year, response: HijriYear }, ({ ask, query }) =>
    ask((ctx) => viewHijriYear(ctx, query.year)),
  );
  r.post("/calendar/hijri", { body: NewHijriMonth, status: 204 }, ({ perform, body }) => perform(setHijriMonth, body));
  r.post("/calendar/hijri/preview", { body: NewHijriMonth, response: Foreseen, keyless: true }, ({ ask, body }) =>
    ask((ctx) => foreseeMonth(ctx, body)),
  );
}

const mayChange = async (ctx: Ctx) => ({ change: await hasRole(ctx, "administrator", "hr") });

async function viewHolidays(ctx: Ctx, from: string, to: string): Promise<z.infer<typeof HolidayList>> {
  const lines = await store.overrides(ctx);
  const whole = await calendar(ctx);
  const items = holidaysBetween(ctx, whole, from, to).map((holiday) => {
    const line = lines.findLast((one) => one.key === holiday.key && daysOf(holiday).includes(one.day));
    const computed = line ? computedDay(whole, holiday) : null;
    return {
      key: holiday.key,
      date: holiday.date,
      days: holiday.days,
      state: holiday.state,
      name: holiday.title,
      override: line?.id ?? null,
      source: line?.source ?? "",
      movedFrom: computed === holiday.date ? null : computed,
    };
  });
  const cancelled = lines
    .filter((line) => line.kind === "cancelled" && line.day >= from && line.day <= to)
    .map(({ id, key, day, source }) => {
      const holiday = nearest(holidaysOf(Number(day.slice(0, 4)), whole.hijri), key, day);
      return {
        override: id,
        day,
        source,
        name: titleOf(ctx, holiday ?? { key, date: day, days: 1, state: "expected" }),
      };
    });
  return { items, cancelled, abilities: await mayChange(ctx) };
}

/** Where the computation alone puts a holiday. */
function computedDay({ hijri }: Calendar, { key, date }: Holiday): string | null {
  const year = Number(date.slice(0, 4));
  const around = [year - 1, year, year + 1].flatMap((each) => holidaysOf(each, hijri));
  return nearest(around, key, date)?.date ?? null;
}

const nearest = (holidays: readonly Holiday[], key: string, day: string): Holiday | undefined =>
  holidays
    .filter((holiday) => holiday.key === key)
    .sort((a, b) => Math.abs(daysBetween(a.date, day)) - Math.abs(daysBetween(b.date, day)))[0];

async function viewHijriYear(ctx: Ctx, asked: number | undefined): Promise<z.infer<typeof HijriYear>> {
  const { hijri } = await calendar(ctx);
  const year = asked ?? hijri.of(localDateOf(ctx.at)).year;
  const entered = await store.hijriRows(ctx);
  const items = Array.from({ length: 12 }, (_, index) => index + 1).map((month) => {
    const begins = hijri.monthStart(year, month);
    const first = addDays(begins, -hijri.correction(year, month));
    return {
      year,
      month,
      begins,
      length: hijri.monthLength(year, month),
      certainty: hijri.certainty(year, month),
      choices: [first, addDays(first, 1)] as [string, string],
      source: entered.find((row) => row.year === year && row.month === month)?.source ?? "",
    };
  });
  return { year, items, abilities: await mayChange(ctx) };
}
