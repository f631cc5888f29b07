import { z } from "zod";
import { personById } from "#features/people/api.ts";
import { requestsOfKind } from "#features/requests/api.ts";
import type { Ctx } from "#platform/context.ts";
import { localDateOf } from "#platform/i18n/zone.ts";
import { newId } from "#platform/ids.ts";
import { readSetting, setting } from "#platform/settings/settings.ts";
import { type Bucket, type LeaveRules, rightOf, type Take } from "./leave.ts";
import * as store from "./store.ts";

export const ANNUAL = "leave.annual";

export const rulesSetting = setting<LeaveRules>(
  "leave.rules",
  z.object({
    daysPerYear: z.number().int().min(1).max(60),
    monthsBeforeFirst: z.number().int().min(0).max(24),
    carriedYears: z.number().int().min(0).max(3),
  }),
  { daysPerYear: 22, monthsBeforeFirst: 12, carriedYears: 1 },
);
export const leaveRules = (ctx: Ctx): Promise<LeaveRules> => readSetting(ctx.tx, rulesSetting);

/** Opens the right of a year, once; nothing for someone who had not entered yet. */
export async function openRight(ctx: Ctx, person: string, year: number): Promise<void> {
  const [who, rules] = [await personById(ctx, person), await leaveRules(ctx)];
  const days = rightOf(year, who?.hiredOn ?? null, rules);
  if (days > 0) await add(ctx, { person, year, kind: "credit", days, request: null, reason: "" });
}

/** What a person has by year of right, with what his pending requests hold; `except` is the request being looked at. */
export async function bucketsOf(ctx: Ctx, person: string, except: string | null): Promise<Bucket[]> {
  await openRight(ctx, person, Number(localDateOf(ctx.at).slice(0, 4)));
  const balances = await store.balances(ctx, person);
  const pending = (await requestsOfKind(ctx, ANNUAL, ["submitted"], [person])).filter((r) => r.id !== except);
  const held = pending.flatMap((request) => (request.facts.takes as Take[] | undefined) ?? []);
  return balances.map(({ year, balance }) => ({
    year,
    balance,
    reserved: held.filter((take) => take.year === year).reduce((sum, take) => sum + take.days, 0),
  }));
}

export type Line = Pick<store.EntryRow, "person" | "year" | "kind" | "days" | "request" | "reason"> & { asOf?: string };

/** Adds a line; a second opening of the same year's right is passed over. Returns whether it was added. */
export const add = async (ctx: Ctx, line: Line): Promise<boolean> => (await addAll(ctx, [line])) > 0;

/** Adds many lines; returns how many were added. */
export const addAll = (ctx: Ctx, lines: readonly Line[]): Promise<number> =>
  store.insertEntries(
    ctx,
    lines.map(({ asOf, ...line }) => ({ ...line, id: newId(ctx.at), as_of: asOf ?? localDateOf(ctx.at) })),
  );
