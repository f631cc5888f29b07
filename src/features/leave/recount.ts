import { type Calendar, calendar, workingCalendar } from "#features/calendar/api.ts";
import { peopleWithRole, personById } from "#features/people/api.ts";
import { type RequestRecord, recompute, requestsOfKind, stepsOfRequest } from "#features/requests/api.ts";
import type { Ctx } from "#platform/context.ts";
import { type RecordedEvent, subscriber } from "#platform/events/subscriber.ts";
import { nextWorkingDay } from "#platform/i18n/working-days.ts";
import { notify } from "#platform/notifications/notify.ts";
import { ANNUAL, add, bucketsOf, leaveRules } from "./account.ts";
import { countByYear, takeDays, totalOf } from "./leave.ts";
import { examine } from "./rules.ts";
import { entriesOfRequest, lockAccount } from "./store.ts";

type Span = { from: string; to: string; days: number; returnOn: string };
type Changed = { request: RequestRecord; counted: Map<number, number>; returnOn: string };

/** The leaves whose count, or the day after them on which work is taken up again, another calendar changes. */
async function recountedBy(ctx: Ctx, days: readonly string[], after: Calendar): Promise<Changed[]> {
  const found: Changed[] = [];
  for (const request of await requestsOfKind(ctx, ANNUAL, ["submitted", "approved"], null)) {
    const { from, to, days: before, returnOn: expected } = request.facts as Span;
    if (!days.some((day) => day >= from && day <= expected)) continue;
    const working = workingCalendar(after, from, to);
    const counted = countByYear(working, from, to);
    const returnOn = nextWorkingDay(working, to);
    if (totalOf(counted) !== before || returnOn !== expected) found.push({ request, counted, returnOn });
  }
  return found;
}

/** How many leaves a change of the calendar would count again. */
export const countRecounted = async (ctx: Ctx, days: readonly string[], after: Calendar): Promise<number> =>
  (await recountedBy(ctx, days, after)).length;

/** When days become worked or free, every leave over them is counted again, its account set right, and those concerned told. */
async function recount(ctx: Ctx, event: RecordedEvent): Promise<void> {
  const days = (event.body.days as string[] | undefined) ?? [];
  if (days.length === 0) return;
  for (const changed of await recountedBy(ctx, days, await calendar(ctx))) {
    if (totalOf(changed.counted) === (changed.request.facts as Span).days) await moveReturn(ctx, changed, event);
    else await setRight(ctx, changed.request, changed.counted, event);
  }
}

/** The count stands; only the day of return is another: whoever is on leave is told. */
async function moveReturn(ctx: Ctx, { request, returnOn }: Changed, event: RecordedEvent): Promise<void> {
  await recompute(ctx, request, { ...request.facts, returnOn }, event.id);
  await notify(ctx, {
    to: [request.requester],
    key: "leave.notice_return_moved",
    args: { reference: request.reference ?? "", day: returnOn },
    href: `/requests/${request.id}`,
    resource: request.id,
    event: event.id,
  });
}

async function setRight(
  ctx: Ctx,
  request: RequestRecord,
  counted: Map<number, number>,
  event: RecordedEvent,
): Promise<void> {
  const before = (request.facts as Span).days;
  const after = totalOf(counted);
  await lockAccount(ctx, request.requester);
  const span = request.facts as Span;
  const fresh = await examine(ctx, request.requester, { from: span.from, to: span.to }, request.id);
  const takes = request.state === "approved" ? await correctAccount(ctx, request, counted) : fresh.takes;
  await recompute(
    ctx,
    request,
    { ...request.facts, days: after, takes, off: fresh.off, returnOn: fresh.returnOn, recountedFrom: before },
    event.id,
  );
  const requester = await personById(ctx, request.requester);
  const acted = (await stepsOfRequest(ctx, request.id)).flatMap((step) => (step.acted_by ? [step.acted_by] : []));
  await notify(ctx, {
    to: [request.requester, ...acted, ...(await peopleWithRole(ctx, "hr"))],
    key: "leave.notice_recounted",
    args: { reference: request.reference ?? "", person: requester?.name ?? "", before, after },
    href: `/requests/${request.id}`,
    resource: request.id,
    event: event.id,
  });
}

/** Gives back what was debited, takes what is now due, and writes only the difference, year by year. */
async function correctAccount(ctx: Ctx, request: RequestRecord, counted: Map<number, number>) {
  const rules = await leaveRules(ctx);
  const taken = await entriesOfRequest(ctx, request.id);
  const buckets = (await bucketsOf(ctx, request.requester, request.id)).map((bucket) => ({
    ...bucket,
    balance: bucket.balance - (taken.find((line) => line.year === bucket.year)?.days ?? 0),
  }));
  const { takes, short } = takeDays(buckets, counted, rules);
  const due = new Map(takes.map((take) => [take.year, take.days]));
  if (short > 0) {
    const last = Math.max(...counted.keys());
    due.set(last, (due.get(last) ?? 0) + short);
  }
  for (const year of new Set([...due.keys(), ...taken.map((line) => line.year)])) {
    const was = -(taken.find((line) => line.year === year)?.days ?? 0);
    const difference = was - (due.get(year) ?? 0);
    if (difference !== 0)
      await add(ctx, {
        person: request.requester,
        year,
        kind: "correction",
        days: difference,
        request: request.id,
        reason: "leave.reason_holiday",
      });
  }
  return [...due].map(([year, days]) => ({ year, days }));
}

export const recounter = subscriber("leave.recounter", ["calendar.*"], recount, { since: "now" });
