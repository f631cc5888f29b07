import { z } from "zod";
import { personById, requireRole } from "#features/people/api.ts";
import { refuseOwn } from "#platform/access/own-affairs.ts";
import { command } from "#platform/command.ts";
import { emit } from "#platform/events/emit.ts";
import { invalid, notFound } from "#platform/problem.ts";
import { Day, Id } from "#platform/wire/day.ts";
import { add } from "./account.ts";
import { lockAccount } from "./store.ts";

/** A line entered by the HR office: an early return credited, an error set right. It says why. Nobody writes his own account. */
export const correctAccount = command(
  "leave.correct_account",
  z.object({
    person: Id,
    year: z.number().int().min(2000).max(2100),
    days: z.number().int().min(-60).max(60),
    reason: z.string().trim().min(3).max(300),
  }),
  async (ctx, input) => {
    await requireRole(ctx, "hr");
    refuseOwn(ctx, input.person, "leave.own_account");
    if (!(await personById(ctx, input.person))) throw notFound();
    if (input.days === 0) throw invalid({ path: "days", code: "leave.zero_days" });
    await lockAccount(ctx, input.person);
    await add(ctx, { ...input, kind: "correction", request: null });
    await emit(ctx, "leave.account_corrected", input.person, {
      year: input.year,
      days: input.days,
      reason: input.reason,
    });
  },
);

/** Takes over the balance of a year from the paper account, as of a day; once per year of right. */
export const takeOver = command(
  "leave.take_over",
  z.object({
    person: Id,
    year: z.number().int().min(2000).max(2100),
    days: z.number().int().min(0).max(120),
    asOf: Day,
  }),
  async (ctx, input) => {
    await requireRole(ctx, "hr", "administrator");
    refuseOwn(ctx, input.person, "leave.own_account");
    if (!(await personById(ctx, input.person))) throw notFound();
    await lockAccount(ctx, input.person);
    const added = await add(ctx, {
      person: input.person,
      year: input.year,
      kind: "taken_over",
      days: input.days,
      request: null,
      reason: "",
      asOf: input.asOf,
    });
    if (!added) throw invalid({ path: "year", code: "leave.year_opened" });
    await emit(ctx, "leave.balance_taken_over", input.person, { year: input.year, days: input.days, asOf: input.asOf });
  },
);
