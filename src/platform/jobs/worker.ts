import { Logger as GraphileLogger, parseCronItems, runMigrations } from "graphile-worker";
import type pg from "pg";
import { system } from "../actor.ts";
import { transact } from "../command.ts";
import type { Call } from "../context.ts";
import { tell } from "../live/live.ts";
import type { Platform } from "../platform.ts";
import { enqueue, type Job, JobRefused, type JobRun } from "./job.ts";
import { keepRunning } from "./runner.ts";
import { type JobRow, jobById, markEnded, markProgress, markResult, markRunning } from "./store.ts";

const MINUTE_MS = 60_000;
const QUIET = new GraphileLogger(() => () => undefined);

/** Makes or upgrades the queue's own tables; runs as the owner, before our migrations. */
export const migrateQueue = (owner: pg.Pool): Promise<void> => runMigrations({ pgPool: owner, logger: QUIET });

/** Runs jobs until stopped; on stop the running ones end or go back to the queue. */
export async function startWorker(
  platform: Platform,
  owner: pg.Pool,
  jobs: readonly Job[],
  concurrency = 2,
): Promise<{ stop: () => Promise<void> }> {
  const byName = new Map(jobs.map((job) => [job.name, job]));
  await freeAbandoned(owner, process.env.DATABASE_URL ? FOREIGN_PATIENCE_MIN : 0);
  const clockWatch = setInterval(() => {
    // Said by the reader of the queue, which meets the same database.
    void hurryFromTheFuture(owner).catch(() => undefined);
  }, MINUTE_MS);
  const reader = await keepRunning(platform.log, owner, {
    concurrency,
    noHandleSignals: true,
    pollInterval: 5_000,
    logger: QUIET,
    parsedCronItems: parseCronItems(
      jobs.flatMap((job) =>
        job.cron ? [{ task: "diwan_cron", match: job.cron, identifier: job.name, payload: { name: job.name } }] : [],
      ),
    ),
    taskList: {
      diwan: async (payload, helpers) => {
        const last = helpers.job.attempts >= helpers.job.max_attempts;
        await runOne(platform, byName, (payload as { id: string }).id, last);
      },
      diwan_cron: async (payload) => {
        const job = byName.get((payload as { name: string }).name);
        if (job) await transact(platform, callOf(job.name, null), (ctx) => enqueue(ctx, job, {}));
      },
    },
  });
  return {
    stop() {
      clearInterval(clockWatch);
      return reader.stop();
    },
  };
}

/**
 * When the clock of the database's machine is put back, what was queued before would wait until it is again where it
 * was. Whatever was queued in the future is therefore put as far back.
 */
export async function hurryFromTheFuture(owner: pg.Pool): Promise<void> {
  await owner.query(
    `update graphile_worker._private_jobs set run_at = run_at - (updated_at - now()), created_at = least(created_at, now()),
      updated_at = now() where updated_at > now() + interval '5 seconds' and locked_at is null`,
  );
}

/**
 * A worker that was killed keeps its jobs locked, for four hours by the queue's own rule. Our embedded database serves
 * one worker, so what is locked when it starts was abandoned; on the institution's server another machine may be at work.
 * What was locked in the future was locked before the clock was put back. Freed too early, a job runs twice, which jobs bear.
 */
async function freeAbandoned(owner: pg.Pool, minutes: number): Promise<void> {
  await owner.query(
    `select graphile_worker.force_unlock_workers(array(select distinct locked_by from graphile_worker._private_jobs
      where locked_by is not null and (locked_at <= now() - make_interval(mins => $1) or locked_at > now())))`,
    [minutes],
  );
  await hurryFromTheFuture(owner);
}

/** No job of ours takes as long. */
const FOREIGN_PATIENCE_MIN = 15;

const callOf = (name: string, person: string | null): Call => ({
  actor: system(name, person ?? undefined),
  locale: "ar",
  requestId: `job:${name}`,
});

/** Runs one job by id; throws what failed, so that the queue tries again later. */
export async function runOne(
  platform: Platform,
  byName: ReadonlyMap<string, Job>,
  id: string,
  lastAttempt: boolean,
): Promise<void> {
  const row = await jobById(platform.db, id);
  if (!row || !(await markRunning(platform.db, id, platform.clock.now()))) return;
  const job = byName.get(row.name);
  try {
    if (!job) throw new Error(`no such job: ${row.name}`);
    await job.run(runOf(platform, row), job.payload.parse(row.payload));
    await markEnded(platform.db, id, "done", null, platform.clock.now());
  } catch (error) {
    const refused = error instanceof JobRefused;
    if (!refused) platform.log.error({ err: error, job: row.name, id }, "job failed");
    const text = error instanceof Error ? error.message : String(error);
    await markEnded(platform.db, id, lastAttempt || refused ? "failed" : "waiting", text, platform.clock.now());
    if (!refused) throw error;
  } finally {
    await tell(platform.db, row.requested_by, "jobs");
  }
}

function runOf(platform: Platform, row: JobRow): JobRun {
  let toldAt = 0;
  return {
    platform,
    id: row.id,
    requestedBy: row.requested_by,
    progress: async (done, total) => {
      await markProgress(platform.db, row.id, done, total ?? null);
      if (Date.now() - toldAt > 500) {
        toldAt = Date.now();
        await tell(platform.db, row.requested_by, "jobs");
      }
    },
    result: (href) => markResult(platform.db, row.id, href),
    cancelled: async () => (await jobById(platform.db, row.id))?.state === "cancelled",
  };
}
