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
  await sql`select jobs.enqueue(${job.id}::uuid, ${job.runAt}::timestamptz, ${job.key}::text, ${job.maxAttempts}::int)`.execute(
    ctx.tx,
  );
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
      and (finished_at is null or finished_at > ${since}) order by created_at desc limit 50`,
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

export const jobsIn = (on: Tx, states: string[], before: Date | null, limit: number) =>
  many<JobRow>(
    on,
    sql`select * from jobs.job where state = any(${states}::text[]) and (${before}::timestamptz is null or created_at < ${before})
      order by created_at desc limit ${limit}`,
  );

/** Puts a failed job back in the queue. */
export async function requeue(on: Tx, id: string, at: Date): Promise<boolean> {
  const back = await affected(
    on,
    sql`update jobs.job set state = 'waiting', error = null, finished_at = null, attempts = 0 where id = ${id} and state = 'failed'`,
  );
  if (back) await sql`select jobs.enqueue(${id}::uuid, ${at}::timestamptz, null, 8)`.execute(on);
  return back > 0;
}
