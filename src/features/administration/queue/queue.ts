import { z } from "zod";
import { peopleById, requireRole } from "#features/people/api.ts";
import { command } from "#platform/command.ts";
import type { Ctx } from "#platform/context.ts";
import { type ParkedPlace, parkedEvents, unpark, wantParked } from "#platform/events/cursors.ts";
import { emit } from "#platform/events/emit.ts";
import { discard, type JobPlace, type JobRow, jobsIn, requeue } from "#platform/jobs/store.ts";
import { tell } from "#platform/live/live.ts";
import { notFound } from "#platform/problem.ts";
import { Id } from "#platform/wire/day.ts";
import { eventSentences } from "../audit/sentences.ts";
import { type JobState, type ParkedEvent, type QueuedJob, Reason } from "../schema.ts";

/** One page of the jobs in one state, the newest first. */
export async function listJobs(
  ctx: Ctx,
  state: z.infer<typeof JobState>,
  before: JobPlace | null,
  limit: number,
): Promise<QueuedJob[]> {
  await requireRole(ctx, "administrator");
  const rows = await jobsIn(ctx.tx, state, before, limit);
  const people = await peopleById(
    ctx,
    rows.flatMap((row) => row.requested_by ?? []),
  );
  return rows.map((row) => {
    const person = row.requested_by ? people.get(row.requested_by) : undefined;
    return {
      id: row.id,
      title: jobTitle(ctx, row),
      name: row.name,
      state,
      attempts: row.attempts,
      error: row.error,
      requestedBy: person ? { id: person.id, name: person.name } : null,
      createdAt: row.created_at.toISOString(),
      runAt: row.run_at.toISOString(),
    };
  });
}

/** As the person who waits reads it in his tray; else as its feature calls it (`papers.job_render`); else its code. */
function jobTitle({ platform: { catalogue }, locale }: Ctx, row: JobRow): string {
  if (row.title_key) return catalogue.format(locale, row.title_key, row.title_args);
  const key = row.name.replace(".", ".job_");
  return catalogue.has(key) ? catalogue.format(locale, key) : row.name;
}

/** Puts one failed job, or all, back in the queue. */
export const retryJobs = command(
  "administration.retry_jobs",
  z.object({ job: z.union([z.literal("all"), Id]) }),
  async (ctx, { job }) => {
    await requireRole(ctx, "administrator");
    const jobs = await requeue(ctx.tx, job);
    if (jobs.length === 0 && job !== "all") throw notFound();
    if (jobs.length > 0)
      await emit(ctx, "administration.jobs_retried", job === "all" ? null : job, { count: jobs.length });
    return { count: jobs.length };
  },
);

/** Gives a failed job up, with a reason; the person who waits sees that it was cancelled. */
export const discardJob = command(
  "administration.discard_job",
  z.object({ job: Id, reason: Reason }),
  async (ctx, { job, reason }) => {
    await requireRole(ctx, "administrator");
    const row = await discard(ctx.tx, job, ctx.at);
    if (!row) throw notFound();
    await emit(ctx, "administration.job_discarded", job, { job: row.name, reason });
    await tell(ctx.tx, row.requested_by, "jobs");
  },
);

export async function listParked(ctx: Ctx, before: ParkedPlace | null, limit: number): Promise<ParkedEvent[]> {
  await requireRole(ctx, "administrator");
  const rows = await parkedEvents(ctx.tx, before, limit);
  const sentences = await eventSentences(ctx, rows);
  return rows.map((row, index) => ({
    subscriber: row.subscriber,
    seq: row.seq,
    type: row.type,
    sentence: sentences[index] ?? null,
    tries: row.tries,
    error: row.error,
    parkedAt: row.parked_at.toISOString(),
    isWanted: row.wanted_at !== null,
  }));
}

const Parked = z.object({ subscriber: z.string().max(100), seq: z.int().min(0) });

/** Asks for another try of one parked event, or of all; whichever process serves the subscriber makes it. */
export const retryParked = command(
  "administration.retry_parked",
  z.object({ which: z.union([z.literal("all"), Parked]) }),
  async (ctx, { which }) => {
    await requireRole(ctx, "administrator");
    const count = await wantParked(ctx.tx, which, ctx.at);
    if (count > 0)
      await emit(ctx, "administration.parked_retried", null, {
        count,
        ...(which !== "all" && { subscriber: which.subscriber, seq: which.seq }),
      });
    return { count };
  },
);

/** Gives a parked event up for its subscriber, with a reason. The event itself stays in the log. */
export const discardParked = command(
  "administration.discard_parked",
  Parked.extend({ reason: Reason }),
  async (ctx, { subscriber, seq, reason }) => {
    await requireRole(ctx, "administrator");
    if (!(await unpark(ctx.tx, subscriber, seq))) throw notFound();
    await emit(ctx, "administration.parked_discarded", null, { subscriber, seq, reason });
  },
);
