import type { Role } from "#features/people/api.ts";
import { hasRole, peopleById, postsActedFor, unitById } from "#features/people/api.ts";
import type { Ctx } from "#platform/context.ts";
import { localDateOf } from "#platform/i18n/zone.ts";
import { handledSlot, type WorkItem, workSlot } from "#platform/work/work.ts";
import { titleOf } from "./present.ts";
import { countActed, currentStepsFor, type RequestRecord, returnedTo } from "./store.ts";

const OFFICES: readonly Role[] = ["hr"];
const WEEK_MS = 7 * 86_400_000;
type Item = Omit<WorkItem, "state">;

/** What waits for the reader: steps he may take, steps he may prepare, and his own requests that came back. */
async function waiting(ctx: Ctx): Promise<Item[]> {
  const me = ctx.actor.id;
  if (ctx.actor.kind !== "person" || !me) return [];
  const posts = await postsActedFor(ctx, me);
  const roles: Role[] = [];
  for (const role of OFFICES) if (await hasRole(ctx, role)) roles.push(role);
  const steps = await currentStepsFor(ctx, {
    person: me,
    posts: [...posts.held, ...posts.assisted],
    roles,
    delegated: posts.delegated,
  });
  const returned = await returnedTo(ctx, me);
  const people = await peopleById(
    ctx,
    steps.map((step) => step.r.requester),
  );
  const units = new Map<string, Awaited<ReturnType<typeof unitById>>>();
  for (const unit of new Set(steps.flatMap((step) => (step.r.unit ? [step.r.unit] : []))))
    units.set(unit, await unitById(ctx, unit));
  return [
    ...steps.map((step): Item => {
      const mine = step.role !== null || posts.held.includes(step.post!);
      const assisted = !mine && posts.assisted.includes(step.post!);
      const delegated = !mine && !assisted;
      return {
        id: step.id,
        kind: "requests.step",
        ask: assisted ? "prepare" : step.act === "decision" ? "sign" : "approve",
        title: titleOf(ctx, step.r),
        reference: step.r.reference,
        from: people.get(step.r.requester)?.name ?? null,
        unit: (step.r.unit && units.get(step.r.unit)?.name) || null,
        capacity: delegated ? "requests.capacity_delegate" : assisted ? "requests.capacity_assistant" : null,
        waitingSince: new Date(step.started_at!).toISOString(),
        dueOn: step.due_on,
        verbs: assisted ? ["prepare"] : [step.act === "decision" ? "grant" : "approve", "return", "refuse"],
        href: `/requests/${step.request}`,
        version: step.r.version,
        summary: { request: step.request, ...step.r.facts },
      };
    }),
    ...returned.map((request) => returnedItem(ctx, request)),
  ];
}

const returnedItem = (ctx: Ctx, request: RequestRecord): Item => ({
  id: request.id,
  kind: "requests.returned",
  ask: "correct",
  title: titleOf(ctx, request),
  reference: request.reference,
  from: null,
  unit: null,
  capacity: null,
  waitingSince: request.updated_at.toISOString(),
  dueOn: localDateOf(ctx.at),
  verbs: ["open"],
  href: `/requests/${request.id}`,
  version: request.version,
  summary: { request: request.id, ...request.facts },
});

async function handled(ctx: Ctx): Promise<number> {
  return ctx.actor.id ? (await countActed(ctx, ctx.actor.id, new Date(ctx.at.getTime() - WEEK_MS))).n : 0;
}

export const workFills = [workSlot.fill(waiting), handledSlot.fill(handled)];
