import type { z } from "zod";
import { calendar, workingCalendar } from "#features/calendar/api.ts";
import { absencesBetween, membersOfUnit, peopleById, unitById } from "#features/people/api.ts";
import { requestsOfKind } from "#features/requests/api.ts";
import type { Ctx } from "#platform/context.ts";
import { eachDay } from "#platform/i18n/local-date.ts";
import { isWorkingDay } from "#platform/i18n/working-days.ts";
import { notFound } from "#platform/problem.ts";
import { ANNUAL } from "./account.ts";
import type { PresenceView } from "./schema.ts";

/** The band a chief decides on: who of the unit is away each day, granted or asked for, against the minimum presence. */
export async function presenceOf(
  ctx: Ctx,
  unitId: string,
  from: string,
  to: string,
  except: string | null,
): Promise<z.infer<typeof PresenceView>> {
  const unit = await unitById(ctx, unitId);
  if (!unit) throw notFound();
  const members = [...new Set((await membersOfUnit(ctx, unitId, from)).map((member) => member.person))];
  const people = await peopleById(ctx, members);
  const away = (await absencesBetween(ctx, members, from, to)).map((a) => ({
    person: a.person,
    from: a.from_day,
    to: a.to_day,
    pending: false,
  }));
  const asked = (await requestsOfKind(ctx, ANNUAL, ["submitted"], members))
    .filter((request) => request.id !== except)
    .map((request) => ({
      person: request.requester,
      from: String(request.facts.from),
      to: String(request.facts.to),
      pending: true,
    }));
  const working = workingCalendar(await calendar(ctx), from, to);
  const days = [...eachDay(from, to)].map((date) => {
    const absent = [...away, ...asked].filter((a) => a.from <= date && a.to >= date);
    const present = members.length - new Set(absent.filter((a) => !a.pending).map((a) => a.person)).size;
    const isWorked = isWorkingDay(working, date);
    return {
      date,
      working: isWorked,
      absent: absent.map((a) => ({ id: a.person, name: people.get(a.person)!.name, pending: a.pending })),
      present,
      below: isWorked && unit.minimum_presence !== null && present < unit.minimum_presence,
    };
  });
  return { unit: { id: unit.id, name: unit.name }, members: members.length, minimum: unit.minimum_presence, days };
}
