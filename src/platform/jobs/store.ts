import type { Ctx } from "../context.ts";
import { affected, type Db, many, maybe, sql, type Tx } from "../db/db.ts";

export type JobRow = {
  id: string;
  name: string;
  payload: unknown;
  requested_by: string | null;
  title_key: string | null;
  title_args: Record<string, unknown>;
  state: "waiting" | "running" | "done" | "failed" | "cancelled";
  done: number;
  total: number | null;
  attempts: number;
  error: string | null;
  href: string | null;
  created_at: Date;
  run_at: Date;
  finished_at: Date | null;
};

type NewJob = {
  id: string;
  name: string;
  payload: unknown;
  requestedBy: string | null;
  title: { key: string; args?: Record<string, unknown> } | null;
  runAt: Date;
  key: string | null;
  maxAttempts: number;
};

export async function insertJob(ctx: Ctx, job: NewJob): Promise<void> {
  await sql`insert into jobs.job (id, name, payload, requested_by, title_key, title_args, run_at, created_at)
    values (${job.id}, ${job.name}, ${JSON.stringify(job.payload)}::jsonb, ${job.requestedBy}, ${job.title?.key ?? null},
      ${JSON.stringify(job.title?.args ?? {})}::jsonb, ${job.runAt}, ${ctx.at})`.execute(ctx.tx);
  // The queue goes by the database's clock, which may differ from ours: what it is told is how long to wait.
  await sql`select jobs.enqueue(${job.id}::uuid, now() + (${job.runAt}::timestamptz - ${ctx.at}::timestamptz),
    ${job.key}::text, ${job.maxAttempts}::int)`.execute(ctx.tx);
}

export const jobById = (on: Db | Tx, id: string) => maybe<JobRow>(on, sql`select * from jobs.job where id = ${id}`);

export async function markRunning(db: Db, id: string, at: Date): Promise<boolean> {
  const query = sql`update jobs.job set state = 'running', attempts = attempts + 1, error = null, finished_at = null, run_at = ${at}
    where id = ${id} and state in ('waiting', 'running', 'failed')`;
  return (await affected(db, query)) > 0;
}

export async function markProgress(db: Db, id: string, done: number, total: number | null): Promise<void> {
  await sql`update jobs.job set done = ${done}, total = coalesce(${total}::int, total) where id = ${id}`.execute(db);
}

export async function markResult(db: Db, id: string, href: string): Promise<void> {
  await sql`update jobs.job set href = ${href} where id = ${id}`.execute(db);
}

export async function markEnded(
  db: Db,
  id: string,
  state: "done" | "failed" | "waiting",
  error: string | null,
  at: Date,
): Promise<void> {
  await sql`update jobs.job set state = ${state}, error = ${error}, finished_at = ${state === "waiting" ? null : at}
    where id = ${id} and state <> 'cancelled'`.execute(db);
}

/** The tray: what this person waits for, and what ended in the last day and was not put away. */
export const traySince = (on: Tx, person: string, since: Date) =>
  many<JobRow>(
    on,
    sql`select * from jobs.job where requested_by = ${person} and dismissed_at is null and title_key is not null
      and (finished_at is null or finished_at > ${since}) order by created_at desc, id desc limit 50`,
  );

export const dismiss = (on: Tx, person: string, id: string, at: Date) =>
  affected(
    on,
    sql`update jobs.job set dismissed_at = ${at} where id = ${id} and requested_by = ${person} and finished_at is not null`,
  );

export const cancel = (on: Tx, person: string, id: string, at: Date) =>
  affected(
    on,
    sql`update jobs.job set state = 'cancelled', finished_at = ${at}
      where id = ${id} and requested_by = ${person} and state in ('waiting', 'running')`,
  );

/** A place in a list of jobs: the last line of the page before. */
export type JobPlace = { at: Date; id: string };

/** The jobs in one state, the newest first. */
export const jobsIn = (on: Tx, state: JobRow["state"], before: JobPlace | null, limit: number) =>
  many<JobRow>(
    on,
    sql`select * from jobs.job where state = ${state}
      and (${before?.at ?? null}::timestamptz is null or (created_at, id) < (${before?.at ?? null}::timestamptz, ${before?.id ?? null}::uuid))
      order by created_at desc, id desc limit ${limit}`,
  );

/** How many jobs wait, run and have failed. */
export async function jobCounts(on: Tx): Promise<{ waiting: number; running: number; failed: number }> {
  const rows = await many<{ state: "waiting" | "running" | "failed"; n: number }>(
    on,
    sql`select state, count(*)::int as n from jobs.job where state in ('waiting', 'running', 'failed') group by state`,
  );
  return { waiting: 0, running: 0, failed: 0, ...Object.fromEntries(rows.map(({ state, n }) => [state, n])) };
}

/** Puts failed jobs back in the queue, one or all; answers which. */
export async function requeue(on: Tx, which: string | "all"): Promise<string[]> {
  const one = which === "all" ? sql`true` : sql`id = ${which}`;
  const rows = await many<{ id: string }>(
    on,
    sql`with back as (update jobs.job set state = 'waiting', error = null, finished_at = null, attempts = 0
        where state = 'failed' and ${one} returning id)
      select id, jobs.enqueue(id, now(), null, 8)::text as put from back`,
  );
  return rows.map(({ id }) => id);
}

/** Gives a failed job up. */
export const discard = (on: Tx, id: string, at: Date): Promise<JobRow | undefined> =>
  maybe(
    on,
    sql<JobRow>`update jobs.job set state = 'cancelled', finished_at = ${at} where id = ${id} and state = 'failed' returning *`,
  );
