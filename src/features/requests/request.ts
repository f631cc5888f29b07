import { problem } from "#platform/problem.ts";
import type { RequestState, Verdict } from "./schema.ts";
import type { RequestRecord, StepRecord } from "./store.ts";

/** How long a visa can be taken back. The act that decides has no undo. */
export const HELD_MS = 10_000;

const EDITABLE: readonly RequestState[] = ["draft", "returned"];

/** Its owner may change it before it is sent and once it came back; on its way it must be taken back first. */
export function requireEditable(request: RequestRecord): void {
  if (request.state === "submitted") throw problem("requests.already_submitted", 409);
  if (!EDITABLE.includes(request.state)) throw problem("requests.ended", 409);
}

export const mayBeWithdrawn = (request: RequestRecord): boolean =>
  request.state === "submitted" || request.state === "returned";

/** Whoever acts on what he saw acts on nothing else. */
export function requireVersion(request: RequestRecord, version: number): void {
  if (request.version !== version) throw problem("http.stale", 409, { version: request.version });
}

/** True for an act that waits ten seconds before it takes effect. */
export const isHeld = (step: StepRecord, verdict: Verdict): boolean => step.act !== "decision" || verdict === "return";

/** The step of this round after the ones that are over. */
export function nextStep(steps: readonly StepRecord[], round: number): StepRecord | undefined {
  return ofRound(steps, round).find((step) => step.state === "waiting");
}

export const ofRound = (steps: readonly StepRecord[], round: number): StepRecord[] =>
  steps.filter((step) => step.round === round);
export const openStep = (steps: readonly StepRecord[], round: number): StepRecord | undefined =>
  ofRound(steps, round).find((step) => step.state === "current" || step.state === "held");
