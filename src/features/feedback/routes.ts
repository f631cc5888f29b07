import { z } from "zod";
import { hasRole, peopleById } from "#features/people/api.ts";
import { type Ctx, personOf } from "#platform/context.ts";
import { nextAfter, readAfter } from "#platform/http/cursor.ts";
import type { RouteTable } from "#platform/http/routes.ts";
import { Id } from "#platform/wire/day.ts";
import { PageQuery, pageOf } from "#platform/wire/page.ts";
import { answer, report } from "./commands.ts";
import { NewReport, ReportView } from "./schema.ts";
import * as store from "./store.ts";

const ById = z.object({ id: Id });

export function routes(r: RouteTable): void {
  const query = z.object({
    mine: z.literal("1").optional(),
    cursor: PageQuery.shape.cursor,
    limit: z.coerce.number().int().min(1).max(100).default(30),
  });
  r.get("/feedback", { query, response: pageOf(ReportView) }, ({ ask, query }) =>
    ask(async (ctx) => {
      const rows = await store.reports(ctx, query.mine ? personOf(ctx) : null, readAfter(query.cursor), query.limit);
      return {
        items: await view(ctx, rows),
        next: nextAfter(rows, query.limit, (row) => row.created_at),
      };
    }),
  );
  r.post(
    "/feedback",
    { body: NewReport, response: z.object({ id: Id }), status: 201, perMinute: 10 },
    ({ perform, body }) => perform(report, body),
  );
  r.post(
    "/feedback/:id/answer",
    { params: ById, body: answer.input.omit({ id: true }), status: 204 },
    ({ perform, params, body }) => perform(answer, { ...params, ...body }),
  );
}

async function view(ctx: Ctx, rows: readonly store.ReportRow[]): Promise<ReportView[]> {
  const people = await peopleById(
    ctx,
    rows.flatMap((row) => [row.reporter, row.answered_by ?? row.reporter]),
  );
  const answers = await hasRole(ctx, "administrator");
  return rows.map((row) => ({
    id: row.id,
    text: row.body,
    screen: row.screen,
    browser: row.browser,
    incident: row.request_id ? { requestId: row.request_id, code: row.code ?? "" } : null,
    reporter: { id: row.reporter, name: people.get(row.reporter)!.name },
    createdAt: row.created_at.toISOString(),
    answer:
      row.answered_at && row.answered_by
        ? { text: row.answer ?? "", by: people.get(row.answered_by)!.name, at: row.answered_at.toISOString() }
        : null,
    abilities: answers && !row.answered_at ? ["answer"] : [],
  }));
}
