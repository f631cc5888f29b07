import { z } from "zod";
import { hasRole, isAssistantOf, requireFreshProof, requireRole } from "#features/people/api.ts";
import { authorize, can } from "#platform/access/authorize.ts";
import { refuseOwn } from "#platform/access/own-affairs.ts";
import { system } from "#platform/actor.ts";
import { command, transact } from "#platform/command.ts";
import { type Ctx, personOf } from "#platform/context.ts";
import { emit } from "#platform/events/emit.ts";
import { enqueue, job } from "#platform/jobs/job.ts";
import { notFound, problem } from "#platform/problem.ts";
import { Id } from "#platform/wire/day.ts";
import { takeEffect, tellWork } from "./advance.ts";
import { requireKind } from "./commands.ts";
import { standingFor } from "./path.ts";
import { requireProof } from "./proofs.ts";
import { HELD_MS, isHeld, requireVersion } from "./request.ts";
import { Decision, Reason, Verdict } from "./schema.ts";
import * as store from "./store.ts";

type Found = { request: store.RequestRecord; step: store.StepRecord };

/** The request and the step that is open on it, locked; 404 to whoever may not see it. */
async function lockOpen(ctx: Ctx, id: string, stepId: string, version: number | null): Promise<Found> {
  await authorize(ctx, id, "read");
  const request = await store.lockRequest(ctx, id);
  if (!request) throw notFound();
  if (version !== null) requireVersion(request, version);
  const step = (await store.stepsOf(ctx, [id])).find((s) => s.id === stepId);
  if (!step) throw notFound();
  if (request.state !== "submitted" || step.state !== "current") throw problem("requests.not_current", 409);
  return { request, step };
}

/** Gives a visa, checks, or decides, in the capacity held at this moment. Nobody decides on his own request. */
export const decide = command("requests.decide", Decision.and(z.object({ id: Id })), async (ctx, input) => {
  const { request, step } = await lockOpen(ctx, input.id, input.step, input.version);
  const person = personOf(ctx);
  refuseOwn(ctx, request.requester, "requests.own_request");
  const standing = (await can(ctx, request.id, "decide")) && (await standingFor(ctx, person, step, request.kind));
  if (!standing) throw problem("requests.not_your_turn", 403);
  const proposal = (await store.proposalsFor(ctx, [step.id]))[0];
  const verdict = {
    verdict: input.verdict,
    acted_by: person,
    capacity: standing.capacity,
    act_number: standing.actNumber,
    act_day: standing.actDay,
    entered_by: null,
    proof: null,
    prepared_by: proposal?.assistant ?? null,
    reason: input.verdict === "approve" ? null : (input.reason ?? null),
    comment: input.comment,
  };
  return giveVerdict(ctx, { request, step }, verdict, isHeld(step, input.verdict));
});

async function giveVerdict(ctx: Ctx, { request, step }: Found, verdict: store.Verdicted, held: boolean) {
  const heldUntil = held ? new Date(ctx.at.getTime() + HELD_MS) : null;
  await store.recordVerdict(ctx, step.id, held ? "held" : "done", verdict, heldUntil);
  await store.touch(ctx, request.id);
  const { verdict: said, capacity, act_number: act, entered_by: enteredBy } = verdict;
  await emit(ctx, "requests.verdict_given", request.id, {
    reference: request.reference,
    requester: request.requester,
    step: step.id,
    key: step.key,
    by: verdict.acted_by,
    verdict: said,
    capacity,
    act,
    enteredBy,
    reason: verdict.reason,
  });
  if (held) await enqueue(ctx, settleJob, { request: request.id, step: step.id }, { runAt: heldUntil! });
  else await takeEffect(ctx, request, { ...step, ...verdict, state: "done" });
  await tellWork(ctx, [verdict.acted_by!]);
  return { heldUntil: heldUntil?.toISOString() ?? null };
}

/** Takes a verdict back while it is held. */
export const undo = command("requests.undo", z.object({ id: Id, step: Id }), async (ctx, input) => {
  await authorize(ctx, input.id, "read");
  const request = await store.lockRequest(ctx, input.id);
  const step = request && (await store.stepsOf(ctx, [input.id])).find((s) => s.id === input.step);
  if (!request || !step || step.acted_by !== personOf(ctx)) throw notFound();
  if (step.state !== "held" || step.held_until! <= ctx.at) throw problem("requests.too_late_to_undo", 409);
  await store.clearVerdict(ctx, step.id);
  await store.touch(ctx, request.id);
  await emit(ctx, "requests.verdict_undone", request.id, { step: step.id, key: step.key });
  await tellWork(ctx, [personOf(ctx)]);
});

/** Ten seconds after: the verdict takes effect, once. */
export async function settle(ctx: Ctx, requestId: string, stepId: string): Promise<void> {
  const request = await store.lockRequest(ctx, requestId);
  const step = request && (await store.stepsOf(ctx, [requestId])).find((s) => s.id === stepId);
  if (!request || !step || request.state !== "submitted" || step.state !== "held" || step.held_until! > ctx.at) return;
  await store.settleStep(ctx, step.id);
  await takeEffect(ctx, request, step);
}

export const settleJob = job({
  name: "requests.settle",
  payload: z.object({ request: Id, step: Id }),
  run: ({ platform, id }, payload) =>
    transact(platform, { actor: system("requests.settle"), locale: "ar", requestId: id }, (ctx) =>
      settle(ctx, payload.request, payload.step),
    ),
});

/** The secretariat prepares the post's answer; it decides nothing, and prepares nothing on a request of its own. */
export const prepare = command(
  "requests.prepare",
  z.object({ id: Id, step: Id, verdict: Verdict, comment: z.string().trim().max(2000).default("") }),
  async (ctx, input) => {
    const { request, step } = await lockOpen(ctx, input.id, input.step, null);
    if (!step.post || !(await isAssistantOf(ctx, personOf(ctx), step.post)))
      throw problem("requests.not_your_turn", 403);
    refuseOwn(ctx, request.requester, "requests.own_request");
    await store.upsertProposal(ctx, request.id, {
      step: step.id,
      assistant: personOf(ctx),
      verdict: input.verdict,
      comment: input.comment,
    });
    await emit(ctx, "requests.verdict_prepared", request.id, { step: step.id, verdict: input.verdict });
  },
);

/**
 * Enters an act taken on paper: its author is who signed, never who enters it; the scan is the proof, and the author is
 * told. Who filed the request for another enters no act on it: no one carries a paper from end to end alone.
 */
export const recordOnPaper = command(
  "requests.record_on_paper",
  z.object({
    id: Id,
    step: Id,
    version: z.number().int(),
    author: Id,
    verdict: Verdict,
    reason: Reason.nullish(),
    comment: z.string().trim().max(2000).default(""),
    proof: z.string(),
  }),
  async (ctx, input) => {
    const { request, step } = await lockOpen(ctx, input.id, input.step, input.version);
    const me = personOf(ctx);
    const mayEnter = (step.post && (await isAssistantOf(ctx, me, step.post))) || (await hasRole(ctx, "hr"));
    if (!mayEnter) throw problem("requests.not_your_turn", 403);
    refuseOwn(ctx, request.requester, "requests.own_request");
    if (input.author === request.requester) throw problem("requests.own_request", 403);
    if (me === request.filed_by) throw problem("requests.filed_by_you", 403);
    await requireFreshProof(ctx);
    const standing = await standingFor(ctx, input.author, step, request.kind);
    if (!standing) throw problem("requests.author_has_no_standing", 422);
    if (input.verdict !== "approve" && !input.reason) throw problem("requests.reason_needed", 422);
    await requireProof(ctx, input.proof);
    const verdict = {
      verdict: input.verdict,
      acted_by: input.author,
      capacity: standing.capacity,
      act_number: standing.actNumber,
      act_day: standing.actDay,
      entered_by: me,
      proof: input.proof,
      prepared_by: null,
      reason: input.verdict === "approve" ? null : input.reason!,
      comment: input.comment,
    };
    return giveVerdict(ctx, { request, step }, verdict, false);
  },
);

/** Takes an approved request back, with its effects: the number stays in the register, cancelled with the reason. */
export const annul = command(
  "requests.annul",
  z.object({ id: Id, version: z.number().int(), reason: z.string().trim().min(3).max(500) }),
  async (ctx, input) => {
    await authorize(ctx, input.id, "decide");
    const request = await store.lockRequest(ctx, input.id);
    if (!request) throw notFound();
    await requireRole(ctx, "hr");
    requireVersion(request, input.version);
    if (request.state !== "approved") throw problem("requests.not_approved", 409);
    refuseOwn(ctx, request.requester, "requests.own_request");
    await requireKind(ctx, request.kind).annulled(ctx, request, input.reason);
    await store.setState(ctx, request.id, "annulled");
    await emit(ctx, "requests.annulled", request.id, {
      kind: request.kind,
      reference: request.reference,
      requester: request.requester,
      reason: input.reason,
    });
  },
);
