import type { Ctx } from "#platform/context.ts";
import { formatHijri } from "#platform/i18n/format-hijri.ts";
import { HijriCalendar } from "#platform/i18n/hijri.ts";
import { DEFAULT_CORRECTIONS } from "#platform/i18n/hijri-corrections.ts";
import { daysOf, type Holiday, type HolidayOverride, holidayDates, holidaysOf } from "#platform/i18n/holidays.ts";
import { addDays } from "#platform/i18n/local-date.ts";
import type { WorkingCalendar } from "#platform/i18n/working-days.ts";
import { administrationSchedule, WEEKEND } from "#platform/i18n/working-time.ts";
import { defineSlot } from "#platform/slots.ts";
import type { Locale } from "#platform/wire/locale.ts";
import type { LocalizedName } from "#platform/wire/localized-name.ts";
import * as store from "./store.ts";

/** Everything that decides which days are worked, read once per act. */
export type Calendar = { hijri: HijriCalendar; overrides: HolidayOverride[] };

export const calendar = async (ctx: Ctx): Promise<Calendar> =>
  calendarOf(await store.hijriRows(ctx), await store.overrides(ctx));

/** The calendar that these entered lines make; also for lines that are only considered. */
export function calendarOf(months: readonly store.HijriRow[], lines: readonly store.OverrideRow[]): Calendar {
  const corrections = months.map((row) => ({ ...row, status: "official" as const }));
  return { hijri: new HijriCalendar([...DEFAULT_CORRECTIONS, ...corrections]), overrides: lines.map(asOverride) };
}

/** Says how many decisions would be counted again if these days became worked or free; filled by what counts days. */
export const recountSlot =
  defineSlot<(ctx: Ctx, days: readonly string[], after: Calendar) => Promise<number>>("calendar.recount");

function asOverride(row: store.OverrideRow): HolidayOverride {
  const { key, day: date, days } = row;
  if (row.kind === "exceptional") return { kind: "exceptional", key, date, days, name: row.name! };
  return row.kind === "confirmed" ? { kind: "confirmed", key, date, days } : { kind: "cancelled", key, date };
}

/** The working calendar of the administration over a span, both days included, with a margin for deadlines. */
export function workingCalendar({ hijri, overrides }: Calendar, from: string, to: string): WorkingCalendar {
  const years = new Set([Number(from.slice(0, 4)), Number(to.slice(0, 4))]);
  return {
    weekend: WEEKEND,
    holidays: holidayDates(addDays(from, -40), addDays(to, 120), hijri, overrides),
    schedule: administrationSchedule([...years].flatMap((year) => hijri.ramadans(year))),
  };
}

export type NamedHoliday = Holiday & { title: LocalizedName };

/** The holidays that touch a span, with their names in the four languages. */
export function holidaysBetween(ctx: Ctx, { hijri, overrides }: Calendar, from: string, to: string): NamedHoliday[] {
  const found: NamedHoliday[] = [];
  for (let year = Number(from.slice(0, 4)) - 1; year <= Number(to.slice(0, 4)); year++)
    for (const holiday of holidaysOf(year, hijri, overrides))
      if (daysOf(holiday).some((day) => day >= from && day <= to))
        found.push({ ...holiday, title: titleOf(ctx, holiday) });
  return found;
}

export function titleOf(ctx: Ctx, holiday: Holiday): LocalizedName {
  if (holiday.name) return holiday.name;
  const say = (locale: Locale) => ctx.platform.catalogue.format(locale, holiday.message ?? "calendar.holiday");
  return { ar: say("ar"), fr: say("fr"), zgh: say("zgh"), en: say("en") };
}

/** The Hijri date as it is printed on papers; it is frozen on the paper it stands on. */
export const hijriText = ({ hijri }: Calendar, date: string, locale: Locale): string =>
  formatHijri(hijri.of(date), locale);
