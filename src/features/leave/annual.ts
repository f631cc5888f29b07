import { paperOf, revokePaper } from "#features/papers/api.ts";
import type { Rank } from "#features/people/api.ts";
import { cancelAbsence, peopleById, postsAbove, recordAbsence } from "#features/people/api.ts";
import type { Application, PlannedStep, RequestKind, Signatory } from "#features/requests/api.ts";
import type { Ctx } from "#platform/context.ts";
import { Problem, problem } from "#platform/problem.ts";
import { ANNUAL, add } from "./account.ts";
import { issueDecision } from "./decision.ts";
import { examine } from "./rules.ts";
import { LeaveForm } from "./schema.ts";
import { entriesOfRequest, lockAccount } from "./store.ts";

const STEP_OF_RANK: Partial<Record<Rank, string>> = {
  head_of_service: "head_of_service",
  head_of_division: "head_of_division",
};

/** R01: head of service, head of division, the HR office checks right and balance, the director decides. */
async function path(ctx: Ctx, requester: string): Promise<PlannedStep[]> {
  const above = await postsAbove(ctx, requester);
  const visas = above.flatMap((post): PlannedStep[] => {
    const key = STEP_OF_RANK[post.rank];
    return key ? [{ key, act: "visa", post: post.id }] : [];
  });
  const director = above.find((post) => post.rank === "director");
  return [
    ...visas,
    { key: "hr", act: "check", role: "hr" },
    ...(director ? [{ key: "director", act: "decision" as const, post: director.id }] : []),
  ];
}

/** Under lock: two requests sent at once for the same days are counted one after the other, and the second is told. */
async function facts(ctx: Ctx, { id, requester, form }: Application<LeaveForm>): Promise<Record<string, unknown>> {
  await lockAccount(ctx, requester);
  const found = await examine(ctx, requester, form, id);
  if (found.problems.length > 0) {
    const fields = found.problems.map((field) => ({ ...field, path: `form.${field.path}` }));
    throw new Problem("http.invalid", 422, {}, fields);
  }
  const replacement = form.replacement ? (await peopleById(ctx, [form.replacement])).get(form.replacement) : undefined;
  return {
    from: form.from,
    to: form.to,
    days: found.days,
    calendarDays: found.calendarDays,
    off: found.off,
    returnOn: found.returnOn,
    takes: found.takes,
    buckets: found.buckets,
    after: found.after,
    replacement: replacement?.name ?? null,
    abroad: form.abroad,
    country: form.country,
  };
}

/** What may have come up since it was sent, and no decision can pass over. */
const UNDECIDABLE = ["leave.balance_short", "leave.overlap"];

type Decided = Application<LeaveForm> & { facts: Record<string, unknown> };

/** The decision: debit, absence, numbered paper; in the transaction that decides. The balance is asked again, under lock. */
async function approved(ctx: Ctx, request: Decided, signatory: Signatory): Promise<void> {
  await lockAccount(ctx, request.requester);
  const found = await examine(ctx, request.requester, { from: request.form.from, to: request.form.to }, request.id);
  const against = found.problems.find(({ code }) => UNDECIDABLE.includes(code));
  if (against) throw problem(against.code, 409, against.params);
  for (const { year, days } of found.takes)
    await add(ctx, {
      person: request.requester,
      year,
      kind: "debit",
      days: -days,
      request: request.id,
      reason: request.reference ?? "",
    });
  await recordAbsence(ctx, {
    person: request.requester,
    fromDay: request.form.from,
    toDay: request.form.to,
    standIn: request.form.replacement ?? null,
    source: ANNUAL,
    subject: request.id,
  });
  await issueDecision(
    ctx,
    { ...request, facts: { ...request.facts, days: found.days, takes: found.takes } },
    signatory,
  );
}

async function annulled(ctx: Ctx, request: Decided, reason: string): Promise<void> {
  await lockAccount(ctx, request.requester);
  for (const { year, days } of await entriesOfRequest(ctx, request.id))
    await add(ctx, { person: request.requester, year, kind: "reversal", days: -days, request: request.id, reason });
  await cancelAbsence(ctx, request.id);
  const paper = await paperOf(ctx, request.id);
  if (paper) await revokePaper(ctx, paper, reason);
}

export const annualLeave: RequestKind<LeaveForm> = {
  name: ANNUAL,
  form: LeaveForm,
  nameKey: "leave.annual",
  titleKey: "leave.title",
  reference: "C-{seq:0000}/{year}",
  stepDays: 2,
  path,
  facts,
  approved,
  annulled,
  paperOf,
};
