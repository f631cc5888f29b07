import { z } from "zod";
import { emit } from "#platform/events/emit.ts";
import { readCursor, writeCursor } from "#platform/http/cursor.ts";
import type { RouteTable } from "#platform/http/routes.ts";
import { notFound } from "#platform/problem.ts";
import { Id } from "#platform/wire/day.ts";
import { PageQuery, pageOf } from "#platform/wire/page.ts";
import { AuditLine, AuditState } from "../schema.ts";
import { AuditQuery, readLog, requireAuditReader } from "./log.ts";
import { askRun, auditState } from "./runs.ts";
import { runById, typesInLog } from "./store.ts";

const Cursor = z.tuple([z.int()]);

/** `/api/administration/audit…`: the log, what it holds, and the ways to take it away or check it. */
export function auditRoutes(r: RouteTable): void {
  const query = AuditQuery.extend(PageQuery.shape);
  r.get("/administration/audit", { query, response: pageOf(AuditLine) }, ({ ask, query }) =>
    ask(async (ctx) => {
      const { cursor, limit, ...filter } = query;
      const place = readCursor(Cursor, cursor);
      const items = await readLog(ctx, filter, place?.[0] ?? null, limit);
      const last = items.length === limit ? items.at(-1) : undefined;
      return { items, next: last ? writeCursor(last.seq) : null };
    }),
  );
  r.get("/administration/audit/types", { response: z.object({ types: z.array(z.string()) }) }, ({ ask }) =>
    ask(async (ctx) => {
      await requireAuditReader(ctx);
      return { types: await typesInLog(ctx) };
    }),
  );
  r.get("/administration/audit/state", { response: AuditState }, ({ ask }) => ask(auditState));
  r.post(
    "/administration/audit/runs",
    { body: askRun.input, response: z.object({ id: Id }), status: 202 },
    ({ perform, body }) => perform(askRun, body),
  );
  r.get(
    "/administration/audit/runs/:id/file",
    { params: z.object({ id: Id }), raw: true },
    async ({ ask, params, platform, reply }) => {
      const run = await ask(async (ctx) => {
        await requireAuditReader(ctx);
        const found = await runById(ctx, params.id);
        if (!found?.digest) throw notFound();
        await emit(ctx, "administration.audit_taken", found.id, { size: found.size });
        return { digest: found.digest, size: found.size, bytes: found.file_size };
      });
      return reply
        .headers({
          "content-type": "application/gzip",
          "content-length": run.bytes ?? undefined,
          "content-disposition": `attachment; filename="diwan-audit-${run.size}.tar.gz"`,
          "cache-control": "no-store",
        })
        .send(await platform.blobs.open(run.digest));
    },
  );
}
