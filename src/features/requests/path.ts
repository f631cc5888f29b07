import { peopleWithRole, standingOf, whoMayAct } from "#features/people/api.ts";
import type { Ctx } from "#platform/context.ts";
import { problem } from "#platform/problem.ts";
import type { PlannedStep, RequestKind } from "./kind.ts";
import type { StepRecord } from "./store.ts";

/** A planned step with who could take it today; `skipped` when the requester alone could, or nobody. */
export type ResolvedStep = PlannedStep & { people: string[]; skipped: boolean };

/**
 * The path of a request from the requester's place today. A visa that nobody else could give is passed over and shown
 * as such; a check or a decision that nobody else could take stops the submission. Nobody takes part in his own request.
 * @throws Problem `requests.no_decider` 409, `requests.office_empty` 409
 */
export async function resolvePath(ctx: Ctx, kind: RequestKind<unknown>, requester: string): Promise<ResolvedStep[]> {
  const planned = await kind.path(ctx, requester);
  const posts = planned.flatMap((step) => (step.post ? [step.post] : []));
  const actors = await whoMayAct(ctx, posts, kind.name);
  const resolved: ResolvedStep[] = [];
  for (const step of planned) {
    const all = step.role
      ? await peopleWithRole(ctx, step.role)
      : actors.filter((a) => a.post === step.post).map((a) => a.person);
    const people = all.filter((person) => person !== requester);
    const skipped = people.length === 0;
    if (skipped && step.act === "decision") throw problem("requests.no_decider", 409);
    if (skipped && step.act === "check")
      throw problem("requests.office_empty", 409, { office: { keys: [`requests.office.${step.role ?? step.key}`] } });
    resolved.push({ ...step, people, skipped });
  }
  if (!resolved.some((step) => step.act === "decision")) throw problem("requests.no_decider", 409);
  return resolved;
}

/** In which capacity somebody may act on a step; an office acts by its role, a post through its holder, interim or delegate. */
export type StepStanding = {
  capacity: "holder" | "interim" | "delegate" | "office";
  actNumber: string;
  actDay: string | null;
};

export async function standingFor(
  ctx: Ctx,
  person: string,
  step: Pick<StepRecord, "post" | "role">,
  kind: string,
): Promise<StepStanding | null> {
  if (step.role)
    return (await peopleWithRole(ctx, step.role)).includes(person)
      ? { capacity: "office", actNumber: "", actDay: null }
      : null;
  return standingOf(ctx, person, step.post!, kind);
}
