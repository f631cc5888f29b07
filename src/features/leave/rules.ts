import { calendar, holidaysBetween, workingCalendar } from "#features/calendar/api.ts";
import { absencesBetween, personById } from "#features/people/api.ts";
import { requestsOfKind } from "#features/requests/api.ts";
import type { Ctx } from "#platform/context.ts";
import { addDays, daysBetween, eachDay } from "#platform/i18n/local-date.ts";
import { isWorkingDay, nextWorkingDay, type WorkingCalendar } from "#platform/i18n/working-days.ts";
import { localDateOf } from "#platform/i18n/zone.ts";
import type { FieldProblem } from "#platform/problem.ts";
import type { LocalizedName } from "#platform/wire/localized-name.ts";
import { ANNUAL, bucketsOf, leaveRules } from "./account.ts";
import {
  availableOn,
  type Bucket,
  countByYear,
  firstLeaveDay,
  overlaps,
  type Take,
  takeDays,
  totalOf,
} from "./leave.ts";
import type { LeaveForm } from "./schema.ts";

/** No leave is longer; a longer span is a slip of the hand. */
const LONGEST_SPAN_DAYS = 120;

export type Counted = {
  days: number;
  calendarDays: number;
  off: { date: string; name: LocalizedName | null }[];
  returnOn: string;
  buckets: Bucket[];
  takes: Take[];
  after: number;
  problems: FieldProblem[];
};

const isTooLong = ({ from, to }: Asked): boolean => daysBetween(from, to) >= LONGEST_SPAN_DAYS;

export type Asked = Pick<LeaveForm, "from" | "to"> & { replacement?: string | null | undefined };

/** Counts a leave and says everything that stands against it: the same for the preview and for the submission. */
export async function examine(ctx: Ctx, requester: string, asked: Asked, request: string | null): Promise<Counted> {
  const { from } = asked;
  const to = isTooLong(asked) ? addDays(from, LONGEST_SPAN_DAYS) : asked.to;
  const moon = await calendar(ctx);
  const working = workingCalendar(moon, from, to);
  const rules = await leaveRules(ctx);
  const buckets = await bucketsOf(ctx, requester, request);
  const counted = countByYear(working, from, to);
  const { takes, short } = takeDays(buckets, counted, rules);
  const days = totalOf(counted);
  const names = new Map(
    holidaysBetween(ctx, moon, from, to).flatMap((h) =>
      Array.from({ length: h.days }, (_, i) => [addDays(h.date, i), h.title] as const),
    ),
  );
  return {
    days,
    calendarDays: daysBetween(from, to) + 1,
    off: offDays(working, from, to, names),
    returnOn: nextWorkingDay(working, to),
    buckets,
    takes,
    after: availableOn(buckets, from, rules) - days,
    problems: [
      ...(await refusals(ctx, requester, asked, request)),
      ...balanceRefusals(days, short, availableOn(buckets, from, rules)),
    ],
  };
}

function offDays(working: WorkingCalendar, from: string, to: string, names: ReadonlyMap<string, LocalizedName>) {
  return [...eachDay(from, to)]
    .filter((day) => !isWorkingDay(working, day))
    .map((date) => ({ date, name: names.get(date) ?? null }));
}

function balanceRefusals(days: number, short: number, available: number): FieldProblem[] {
  if (days === 0) return [{ path: "to", code: "leave.no_working_day" }];
  return short > 0 ? [{ path: "to", code: "leave.balance_short", params: { days, available, short } }] : [];
}

async function refusals(
  ctx: Ctx,
  requester: string,
  { from, to, replacement }: Asked,
  request: string | null,
): Promise<FieldProblem[]> {
  const found: FieldProblem[] = [];
  if (isTooLong({ from, to })) found.push({ path: "to", code: "leave.too_long", params: { days: LONGEST_SPAN_DAYS } });
  if (from < localDateOf(ctx.at)) found.push({ path: "from", code: "leave.in_the_past" });
  const person = await personById(ctx, requester);
  const first = person?.hiredOn ? firstLeaveDay(person.hiredOn, await leaveRules(ctx)) : null;
  if (first && from < first) found.push({ path: "from", code: "leave.too_soon", params: { day: first } });
  const other = await overlapping(ctx, requester, { from, to }, request);
  if (other) found.push({ path: "from", code: "leave.overlap", params: { reference: other } });
  if (replacement === requester) found.push({ path: "replacement", code: "leave.replacement_self" });
  else if (replacement && (await absencesBetween(ctx, [replacement], from, to)).length > 0)
    found.push({ path: "replacement", code: "leave.replacement_absent" });
  return found;
}

/** The reference of another leave of the same person, asked for or granted, that touches these days. */
async function overlapping(
  ctx: Ctx,
  requester: string,
  span: { from: string; to: string },
  except: string | null,
): Promise<string | null> {
  const others = await requestsOfKind(ctx, ANNUAL, ["submitted", "approved"], [requester]);
  const other = others.find((r) => r.id !== except && overlaps(span, r.facts as { from: string; to: string }));
  return other?.reference ?? null;
}
