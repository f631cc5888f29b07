import { z } from "zod";
import { system } from "../actor.ts";
import { transact } from "../command.ts";
import type { Ctx } from "../context.ts";
import { affected, sql } from "../db/db.ts";
import { type Job, type JobRun, job } from "../jobs/job.ts";
import { storageJobs } from "../storage/jobs.ts";
import { sweepOrphans } from "../storage/sweep.ts";
import { namedBlobs } from "./references.ts";

/** An answer is given again for so long to a browser that repeats its POST; drafts wait offline for days. */
const REPLAY_DAYS = 7;
/** What ran by the clock is of interest for two days; what a person waited for, for a quarter; what failed, until it is mended. */
const CLOCKWORK_DAYS = 2;
const WAITED_DAYS = 90;

const as = <T>({ platform, id }: JobRun, name: string, run: (ctx: Ctx) => Promise<T>): Promise<T> =>
  transact(platform, { actor: system(name), locale: "ar", requestId: id }, run);

/** Each night: blobs that no row has named for a day, and files that belong to none. One being written is younger than that. */
export const sweepBlobs: Job = job({
  name: "storage.sweep",
  payload: z.unknown(),
  cron: "10 3 * * *",
  async run(run) {
    const { platform } = run;
    const named = (digests: string[]) => as(run, "storage.sweep", (ctx) => namedBlobs(ctx, digests));
    const swept = await sweepOrphans(platform.storage, named, platform.clock.now());
    if (!swept) return platform.log.info("blobs not swept: a backup is being written");
    const { examined, removed, files, temporary } = swept;
    await run.progress(removed.length, examined);
    if (removed.length + files + temporary > 0)
      platform.log.info({ removed, files, temporary }, "blobs that nothing names removed");
  },
});

/** Each night: answers kept for repeated requests, once nobody repeats them. */
export const pruneAnswers: Job = job({
  name: "http.prune_answers",
  payload: z.unknown(),
  cron: "30 2 * * *",
  run: (run) =>
    as(run, "http.prune_answers", async (ctx) =>
      run.progress(
        await affected(
          ctx.tx,
          sql`delete from http.idempotency where at < ${ctx.at}::timestamptz - make_interval(days => ${REPLAY_DAYS})`,
        ),
      ),
    ),
});

/** Each night: jobs that ended long ago; the log keeps what they did. */
export const pruneJobs: Job = job({
  name: "jobs.prune",
  payload: z.unknown(),
  cron: "35 2 * * *",
  run: (run) =>
    as(run, "jobs.prune", async (ctx) =>
      run.progress(
        await affected(
          ctx.tx,
          sql`delete from jobs.job where state in ('done', 'cancelled') and finished_at < ${ctx.at}::timestamptz
            - make_interval(days => case when requested_by is null then ${CLOCKWORK_DAYS}::int else ${WAITED_DAYS}::int end)`,
        ),
      ),
    ),
});

export const housekeepingJobs: readonly Job[] = [sweepBlobs, pruneAnswers, pruneJobs, ...storageJobs];
