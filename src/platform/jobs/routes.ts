import { z } from "zod";
import { personOf } from "../context.ts";
import type { RouteTable } from "../http/routes.ts";
import { tell } from "../live/live.ts";
import { notFound } from "../problem.ts";
import { Id, Instant } from "../wire/day.ts";
import { cancel, dismiss, type JobRow, traySince } from "./store.ts";

export const JobView = z.object({
  id: Id,
  title: z.string(),
  state: z.enum(["waiting", "running", "done", "failed", "cancelled"]),
  done: z.number().int(),
  total: z.number().int().nullable(),
  error: z.string().nullable(),
  href: z.string().nullable(),
  createdAt: Instant,
});

const DAY_MS = 86_400_000;

/** The tray of the person who waits. */
export function jobRoutes(routes: RouteTable): void {
  routes.get("/jobs", { response: z.object({ items: z.array(JobView) }) }, async ({ ask, call, platform }) => {
    const rows = await ask((ctx) => traySince(ctx.tx, personOf(ctx), new Date(ctx.at.getTime() - DAY_MS)));
    const title = (row: JobRow) =>
      platform.catalogue.format(call.locale, row.title_key ?? "jobs.untitled", row.title_args);
    return { items: rows.map((row) => present(row, title(row))) };
  });
  routes.post(
    "/jobs/:id/dismissal",
    { params: z.object({ id: Id }), keyless: true, status: 204 },
    async ({ ask, params }) => {
      await ask(async (ctx) => {
        if (!(await dismiss(ctx.tx, personOf(ctx), params.id, ctx.at))) throw notFound();
      });
    },
  );
  routes.post(
    "/jobs/:id/cancellation",
    { params: z.object({ id: Id }), keyless: true, status: 204 },
    async ({ ask, params }) => {
      await ask(async (ctx) => {
        if (!(await cancel(ctx.tx, personOf(ctx), params.id, ctx.at))) throw notFound();
        await tell(ctx.tx, personOf(ctx), "jobs");
      });
    },
  );
}

export function present(row: JobRow, title: string): z.infer<typeof JobView> {
  return {
    id: row.id,
    title,
    state: row.state,
    done: row.done,
    total: row.total,
    error: row.state === "failed" ? row.error : null,
    href: row.href,
    createdAt: row.created_at.toISOString(),
  };
}
