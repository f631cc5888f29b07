import { calendar, workingCalendar } from "#features/calendar/api.ts";
import { peopleWithRole, whoMayAct } from "#features/people/api.ts";
import type { Ctx } from "#platform/context.ts";
import { emit } from "#platform/events/emit.ts";
import { addDays } from "#platform/i18n/local-date.ts";
import { lastDayOf } from "#platform/i18n/working-days.ts";
import { localDateOf } from "#platform/i18n/zone.ts";
import { tell } from "#platform/live/live.ts";
import { kindNamed, type Signatory } from "./kind.ts";
import { nextStep } from "./request.ts";
import * as store from "./store.ts";

const DEFAULT_STEP_DAYS = 2;

/** Puts the request before the next on its path. */
export async function advance(ctx: Ctx, request: store.RequestRecord): Promise<void> {
  const step = nextStep(await store.stepsOf(ctx, [request.id]), request.round);
  if (!step) return;
  const today = localDateOf(ctx.at);
  const working = workingCalendar(await calendar(ctx), today, addDays(today, 60));
  const days = kindNamed(ctx, request.kind)?.stepDays ?? DEFAULT_STEP_DAYS;
  await store.startStep(ctx, step.id, lastDayOf(working, addDays(today, 1), days, "ouvrables"));
  const to = await actorsOf(ctx, request, step);
  await emit(ctx, "requests.step_started", request.id, {
    kind: request.kind,
    reference: request.reference,
    requester: request.requester,
    step: step.id,
    key: step.key,
    to,
  });
  await tellWork(ctx, [request.requester, ...to]);
}

/** Everyone who may take the step now. */
export async function actorsOf(ctx: Ctx, request: store.RequestRecord, step: store.StepRecord): Promise<string[]> {
  const people = step.role
    ? await peopleWithRole(ctx, step.role)
    : (await whoMayAct(ctx, [step.post!], request.kind)).map((actor) => actor.person);
  return [...new Set(people)].filter((person) => person !== request.requester);
}

export async function tellWork(ctx: Ctx, people: Iterable<string>): Promise<void> {
  for (const person of new Set(people)) {
    await tell(ctx.tx, person, "work");
    await tell(ctx.tx, person, "requests");
  }
}

/** Gives a verdict its effect: on to the next, back to its owner, or the end. */
export async function takeEffect(ctx: Ctx, request: store.RequestRecord, step: store.StepRecord): Promise<void> {
  const told = {
    kind: request.kind,
    reference: request.reference,
    requester: request.requester,
    by: step.acted_by,
    key: step.key,
    reason: step.reason,
  };
  if (step.verdict === "return") {
    await store.voidOpenSteps(ctx, request.id);
    await store.setState(ctx, request.id, "returned");
    await emit(ctx, "requests.returned", request.id, told);
  } else if (step.verdict === "refuse") {
    await store.voidOpenSteps(ctx, request.id);
    await store.setState(ctx, request.id, "refused");
    await emit(ctx, "requests.refused", request.id, told);
  } else if (step.act === "decision") {
    await store.setState(ctx, request.id, "approved");
    await kindNamed(ctx, request.kind)?.approved(ctx, request, signatoryOf(step));
    await emit(ctx, "requests.approved", request.id, told);
  } else {
    await emit(ctx, "requests.visa_given", request.id, told);
    await store.touch(ctx, request.id);
    await advance(ctx, request);
  }
  await tellWork(ctx, [request.requester, step.acted_by!]);
}

const signatoryOf = (step: store.StepRecord): Signatory => ({
  person: step.acted_by!,
  post: step.post!,
  capacity: step.capacity === "office" ? "holder" : step.capacity!,
  actNumber: step.act_number,
  actDay: step.act_day,
});
