import type { Ctx } from "#platform/context.ts";
import { emit } from "#platform/events/emit.ts";
import * as store from "./store.ts";

export { begin, beginOnBehalf, save, submit, withdraw } from "./commands.ts";
export { decide, recordOnPaper, settle } from "./deciding.ts";
export { type Application, kindFill, type PlannedStep, type RequestKind, type Signatory } from "./kind.ts";
export { HELD_MS } from "./request.ts";
export type { Verdict } from "./schema.ts";
export type { RequestRecord, StepRecord } from "./store.ts";

/** Requests of a kind in some states, of some people or (null) of everyone, as far as the actor may see. */
export const requestsOfKind = store.openRequests;
export const requestById = store.requestById;
export const stepsOfRequest = (ctx: Ctx, request: string) => store.stepsOf(ctx, [request]);

/** Replaces what was computed of a request when its ground moved (a holiday, a correction); tells it. */
export async function recompute(
  ctx: Ctx,
  request: store.RequestRecord,
  facts: Record<string, unknown>,
  cause: string,
): Promise<void> {
  await store.setFacts(ctx, request.id, facts);
  await emit(ctx, "requests.recomputed", request.id, {
    kind: request.kind,
    reference: request.reference,
    requester: request.requester,
    cause,
  });
}
