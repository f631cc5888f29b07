import type { z } from "zod";
import type { Ctx } from "../context.ts";
import { newId } from "../ids.ts";
import type { Platform } from "../platform.ts";
import { insertJob } from "./store.ts";

/** Thrown by a job that did not do what was asked and would not at another try: it ends as failed. `message` is a code. */
export class JobRefused extends Error {}

/** What a running job holds: it opens its own transactions, one per step, and calls commands. */
export type JobRun = {
  platform: Platform;
  id: string;
  requestedBy: string | null;
  /** Tells the person who waits how far it is; also where the result will be. */
  progress: (done: number, total?: number) => Promise<void>;
  result: (href: string) => Promise<void>;
  /** True when the person cancelled: stop at the next step. */
  cancelled: () => Promise<boolean>;
};

/** Work for later. It may run twice (a kill in the middle): each step must be safe to repeat. */
export type Job<P = unknown> = {
  name: string;
  payload: z.ZodType<P>;
  run: (run: JobRun, payload: P) => Promise<void>;
  /** Minutes-first cron expression, in UTC; the job then also runs by the clock with an empty payload. */
  cron?: string;
  maxAttempts?: number;
};

export const job = <P>(definition: Job<P>): Job<P> => definition;

export type Enqueued = { title?: { key: string; args?: Record<string, unknown> }; runAt?: Date; key?: string };

/** Puts a job in the queue inside the command's transaction: it runs if and only if the command commits. */
export async function enqueue<P>(ctx: Ctx, what: Job<P>, payload: P, options: Enqueued = {}): Promise<string> {
  const id = newId(ctx.at);
  await insertJob(ctx, {
    id,
    name: what.name,
    payload,
    requestedBy: ctx.actor.kind === "person" ? ctx.actor.id : (ctx.actor.onBehalf ?? null),
    title: options.title ?? null,
    runAt: options.runAt ?? ctx.at,
    key: options.key ?? null,
    maxAttempts: what.maxAttempts ?? 8,
  });
  return id;
}
