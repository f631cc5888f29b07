import { post } from "#web/http.ts";
import type { RequestView } from "../schema.ts";

export type Verdict = "approve" | "return" | "refuse";
export const REASONS = ["service_need", "presence", "replacement", "balance", "incomplete", "dates", "other"] as const;
export type Reason = (typeof REASONS)[number];

/** A verdict as a person gives it; `reason` for what is not an approval. */
export type Given = { verdict: Verdict; reason: Reason | null; comment: string };
type Held = { heldUntil: string | null };

/** Gives a verdict on the step that is open. The server says until when it can be taken back, or null. */
export const giveVerdict = (
  request: string,
  act: Given & { step: string; version: number },
  key: string,
): Promise<Held> => post<Held>(`/requests/${request}/decision`, act, { key });

export const undoVerdict = (request: string, step: string): Promise<void> =>
  post(`/requests/${request}/undo`, { step });

/** What the secretariat lays before the post it assists. */
export const proposeVerdict = (
  request: string,
  act: { step: string; verdict: Verdict; comment: string },
  key: string,
): Promise<void> => post(`/requests/${request}/proposal`, act, { key });

/** An act taken on paper: its author is who signed. */
export const recordPaperAct = (
  request: string,
  act: Given & { step: string; version: number; author: string; proof: string },
  key: string,
): Promise<Held> => post<Held>(`/requests/${request}/paper-act`, act, { key });

export const withdraw = ({ id, version }: RequestView): Promise<void> =>
  post(`/requests/${id}/withdrawal`, { version });
export const annul = ({ id, version }: RequestView, reason: string): Promise<void> =>
  post(`/requests/${id}/annulment`, { version, reason });

/** Takes a request on its way back, with the visas given so far void. */
export const recall = ({ id, version }: RequestView): Promise<{ version: number }> =>
  post(`/requests/${id}/recall`, { version });

/** Seconds in which an act can be undone, by this machine's clock, never more than the ten that the house allows. */
export const heldSeconds = (heldUntil: string): number =>
  Math.min(10, Math.max(1, (Date.parse(heldUntil) - Date.now()) / 1000 - 0.5));
