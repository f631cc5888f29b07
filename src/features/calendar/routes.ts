import { z } from "zod";
import type { RouteTable } from "#platform/http/routes.ts";
import { daysOf } from "#platform/i18n/holidays.ts";
import { Day, Id } from "#platform/wire/day.ts";
import { calendar, holidaysBetween } from "./api.ts";
import { overrideHoliday, setHijriMonth, withdrawOverride } from "./commands.ts";
import { HijriMonthView, HolidayView, NewHijriMonth, NewOverride } from "./schema.ts";
import * as store from "./store.ts";

export function routes(r: RouteTable): void {
  const span = z.object({ from: Day, to: Day });
  r.get("/calendar/holidays", { query: span, response: z.object({ items: z.array(HolidayView) }) }, ({ ask, query }) =>
    ask(async (ctx) => {
      const lines = await store.overrides(ctx);
      const items = holidaysBetween(ctx, await calendar(ctx), query.from, query.to).map((holiday) => ({
        key: holiday.key,
        date: holiday.date,
        days: holiday.days,
        state: holiday.state,
        name: holiday.title,
        override: lines.findLast((line) => line.key === holiday.key && daysOf(holiday).includes(line.day))?.id ?? null,
      }));
      return { items };
    }),
  );
  r.post(
    "/calendar/overrides",
    { body: NewOverride, response: z.object({ id: Id }), status: 201 },
    ({ perform, body }) => perform(overrideHoliday, body),
  );
  r.del("/calendar/overrides/:id", { params: z.object({ id: Id }), status: 204 }, ({ perform, params }) =>
    perform(withdrawOverride, params),
  );

  const year = z.object({ year: z.coerce.number().int().min(1400).max(1598) });
  r.get("/calendar/hijri", { query: year, response: z.object({ items: z.array(HijriMonthView) }) }, ({ ask, query }) =>
    ask(async (ctx) => {
      const { hijri } = await calendar(ctx);
      const months = Array.from({ length: 12 }, (_, index) => index + 1);
      return {
        items: months.map((month) => ({
          year: query.year,
          month,
          begins: hijri.monthStart(query.year, month),
          length: hijri.monthLength(query.year, month),
          certainty: hijri.certainty(query.year, month),
        })),
      };
    }),
  );
  r.post("/calendar/hijri", { body: NewHijriMonth, status: 204 }, ({ perform, body }) => perform(setHijriMonth, body));
}
