import { z } from "zod";
import type { RouteTable } from "#platform/http/routes.ts";
import { notFound, problem } from "#platform/problem.ts";
import { Id } from "#platform/wire/day.ts";
import { PageQuery, pageOf } from "#platform/wire/page.ts";
import { requireManager } from "../policy.ts";
import { fileNameOf, linePresenter, reportCsv, summarise, viewImport, viewSheets } from "./present.ts";
import { applyImport, checkAgain, FILE_LIMIT, receiveFile } from "./runs.ts";
import { ImportLineView, ImportSheetView, ImportSummary, ImportView, LineShown } from "./schema.ts";
import { importSheets } from "./sheet.ts";
import * as store from "./store.ts";
import { templateCsv, templateXlsx } from "./template.ts";

const ById = z.object({ id: Id });
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const CSV = "text/csv; charset=utf-8";
const LAST = 10;

const attachment = (name: string, type: string) => ({
  "content-type": type,
  "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
  "cache-control": "no-store",
});

export function importRoutes(r: RouteTable): void {
  r.get("/people/imports/sheets", { response: z.object({ items: z.array(ImportSheetView) }) }, ({ ask }) =>
    ask(async (ctx) => {
      await requireManager(ctx);
      return { items: viewSheets(ctx) };
    }),
  );
  r.get(
    "/people/imports/template",
    { query: z.object({ sheet: z.string().max(40).optional() }), raw: true },
    ({ ask, query, reply }) =>
      ask(async (ctx) => {
        await requireManager(ctx);
        const say = (key: string) => fileNameOf(ctx.platform.catalogue.format(ctx.locale, key));
        if (!query.sheet)
          return reply.headers(attachment(`${say("people.import_structure")}.xlsx`, XLSX)).send(templateXlsx(ctx));
        const sheet = importSheets(ctx).find((one) => one.name === query.sheet);
        if (!sheet) throw notFound();
        return reply.headers(attachment(`${say(sheet.title)}.csv`, CSV)).send(templateCsv(ctx, sheet));
      }),
  );
  r.get("/people/imports", { response: z.object({ items: z.array(ImportSummary) }) }, ({ ask }) =>
    ask(async (ctx) => {
      await requireManager(ctx);
      return { items: (await store.lastImports(ctx, LAST)).map(summarise) };
    }),
  );
  r.post(
    "/people/imports",
    { upload: FILE_LIMIT + 1024, keyless: true, perMinute: 20, response: ById, status: 201 },
    async ({ ask, request }) => {
      await ask(requireManager);
      const file = await request.file({ limits: { fileSize: FILE_LIMIT } });
      if (!file) throw problem("people.import_file_missing", 422);
      const bytes = await file.toBuffer();
      return ask((ctx) => receiveFile(ctx, { name: file.filename, bytes }));
    },
  );
  r.get("/people/imports/:id", { params: ById, response: ImportView }, ({ ask, params }) =>
    ask(async (ctx) => {
      await requireManager(ctx);
      const row = await store.importById(ctx, params.id);
      if (!row) throw notFound();
      return viewImport(ctx, row);
    }),
  );
  r.get(
    "/people/imports/:id/lines",
    { params: ById, query: PageQuery.extend({ show: LineShown.optional() }), response: pageOf(ImportLineView) },
    ({ ask, params, query }) =>
      ask(async (ctx) => {
        await requireManager(ctx);
        const after = Number(query.cursor ?? 0) || 0;
        const rows = await store.linesOf(ctx, params.id, { show: query.show ?? null, after, limit: query.limit });
        const next = rows.length === query.limit ? String(rows.at(-1)!.position) : null;
        return { items: rows.map(linePresenter(ctx)), next };
      }),
  );
  r.get("/people/imports/:id/report", { params: ById, raw: true }, ({ ask, params, reply }) =>
    ask(async (ctx) => {
      await requireManager(ctx);
      const row = await store.importById(ctx, params.id);
      if (!row) throw notFound();
      const name = fileNameOf(ctx.platform.catalogue.format(ctx.locale, "people.import_report"));
      return reply.headers(attachment(`${name}.csv`, CSV)).send(await reportCsv(ctx, row.id));
    }),
  );
  r.post(
    "/people/imports/:id/application",
    { params: ById, body: applyImport.input.omit({ id: true }), status: 204 },
    ({ perform, params, body }) => perform(applyImport, { ...params, ...body }),
  );
  r.post("/people/imports/:id/check", { params: ById, status: 204 }, ({ perform, params }) =>
    perform(checkAgain, params),
  );
}
