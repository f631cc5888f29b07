import { z } from "zod";
import { nextAfter, readAfter, readCursor, writeCursor } from "#platform/http/cursor.ts";
import type { RouteTable } from "#platform/http/routes.ts";
import { jobCounts } from "#platform/jobs/store.ts";
import { Instant } from "#platform/wire/day.ts";
import { PageQuery, pageOf } from "#platform/wire/page.ts";
import { JobCounts, JobState, ParkedEvent, QueuedJob } from "../schema.ts";
import { discardJob, discardParked, listJobs, listParked, retryJobs, retryParked } from "./queue.ts";

const ParkedCursor = z.tuple([Instant, z.string(), z.int()]);
const Count = z.object({ count: z.int() });

/** `/api/administration/jobs` and `/parked`: what could not be done, and how to have it done. */
export function queueRoutes(r: RouteTable): void {
  const query = PageQuery.extend({ state: JobState.default("failed") });
  const response = pageOf(QueuedJob).extend({ counts: JobCounts });
  r.get("/administration/jobs", { query, response }, ({ ask, query }) =>
    ask(async (ctx) => {
      const items = await listJobs(ctx, query.state, readAfter(query.cursor), query.limit);
      return {
        items,
        next: nextAfter(items, query.limit, ({ createdAt }) => createdAt),
        counts: await jobCounts(ctx.tx),
      };
    }),
  );
  r.post("/administration/jobs/retry", { body: retryJobs.input, response: Count }, ({ perform, body }) =>
    perform(retryJobs, body),
  );
  r.post(
    "/administration/jobs/:job/discard",
    { params: discardJob.input.pick({ job: true }), body: discardJob.input.pick({ reason: true }), status: 204 },
    ({ perform, params, body }) => perform(discardJob, { ...params, ...body }),
  );

  r.get("/administration/parked", { query: PageQuery, response: pageOf(ParkedEvent) }, ({ ask, query }) =>
    ask(async (ctx) => {
      const place = readCursor(ParkedCursor, query.cursor);
      const before = place && { at: new Date(place[0]), subscriber: place[1], seq: place[2] };
      const items = await listParked(ctx, before, query.limit);
      const last = items.length === query.limit ? items.at(-1) : undefined;
      return { items, next: last ? writeCursor(last.parkedAt, last.subscriber, last.seq) : null };
    }),
  );
  r.post("/administration/parked/retry", { body: retryParked.input, response: Count }, ({ perform, body }) =>
    perform(retryParked, body),
  );
  r.post("/administration/parked/discard", { body: discardParked.input, status: 204 }, ({ perform, body }) =>
    perform(discardParked, body),
  );
}
