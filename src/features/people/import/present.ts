import type { Ctx } from "#platform/context.ts";
import { normaliseForSearch } from "#platform/i18n/arabic.ts";
import { withoutMarks } from "#platform/i18n/isolate.ts";
import { writeCsv } from "#platform/sheets/csv.ts";
import type { ImportLineView, ImportSheetView, ImportSummary, ImportView } from "./schema.ts";
import { importSheets } from "./sheet.ts";
import * as store from "./store.ts";

export function viewSheets(ctx: Ctx): ImportSheetView[] {
  const say = (key: string) => ctx.platform.catalogue.format(ctx.locale, key);
  return importSheets(ctx).map(({ name, title, hint, columns }) => ({
    name,
    title: say(title),
    hint: say(hint),
    columns: Object.entries(columns).map(([key, column]) => ({
      key,
      label: say(column.label),
      hint: say(column.hint),
      required: column.required,
    })),
  }));
}

export const summarise = (row: store.ImportRow): ImportSummary => ({
  id: row.id,
  fileName: row.file_name,
  state: row.state,
  uploadedAt: row.uploaded_at.toISOString(),
  appliedAt: row.applied_at?.toISOString() ?? null,
});

export async function viewImport(ctx: Ctx, row: store.ImportRow): Promise<ImportView> {
  const titles = titlesOf(ctx);
  const sheets = await store.countLines(ctx, row.id);
  const sum = (name: "create" | "change" | "keep" | "error" | "warning") =>
    sheets.reduce((total, sheet) => total + sheet[name], 0);
  return {
    ...summarise(row),
    digest: row.sha256,
    size: row.size,
    failure: row.failure && ctx.platform.catalogue.format(ctx.locale, row.failure),
    job: row.job,
    sheets: sheets.map(({ sheet, ...counts }) => ({ ...counts, name: sheet, title: titles.get(sheet) ?? sheet })),
    total: {
      create: sum("create"),
      change: sum("change"),
      keep: sum("keep"),
      error: sum("error"),
      warning: sum("warning"),
    },
  };
}

const titlesOf = (ctx: Ctx) =>
  new Map(importSheets(ctx).map(({ name, title }) => [name, ctx.platform.catalogue.format(ctx.locale, title)]));

/** Lines of the report with sheets, columns and faults in the reader's words. */
export function linePresenter(ctx: Ctx): (row: store.LineRow) => ImportLineView {
  const { catalogue } = ctx.platform;
  const say = (key: string, params?: Record<string, unknown>) => catalogue.format(ctx.locale, key, params);
  const sheets = new Map(importSheets(ctx).map((sheet) => [sheet.name, sheet]));
  return (row) => {
    const sheet = sheets.get(row.sheet);
    const label = (column: string) => (sheet?.columns[column] ? say(sheet.columns[column].label) : column);
    return {
      position: row.position,
      sheet: sheet ? say(sheet.title) : row.sheet,
      line: row.line,
      action: row.action,
      subject: row.subject,
      changes: row.changes.map((change) => ({ ...change, column: label(change.column) })),
      faults: row.faults.map(({ level, column, code, params }) => ({
        level,
        code,
        column: column ? label(column) : null,
        text: say(code, said(params, say)),
      })),
    };
  };
}

/** `keys` are choices, each said in the reader's language. */
function said(params: Record<string, unknown> | undefined, say: (key: string) => string): Record<string, unknown> {
  const keys = params?.keys as string[] | undefined;
  return keys ? { ...params, choices: keys.map((key) => say(key)).join(" · ") } : (params ?? {});
}

const ALL = 1_000_000;

/** The whole report as a list that a spreadsheet opens. */
export async function reportCsv(ctx: Ctx, id: string): Promise<string> {
  const say = (key: string) => ctx.platform.catalogue.format(ctx.locale, key);
  const present = linePresenter(ctx);
  const rows = (await store.linesOf(ctx, id, { show: null, after: 0, limit: ALL })).map(present);
  const head = ["sheet", "line", "result", "subject", "column", "level", "code", "text"].map((name) =>
    say(`people.report_${name}`),
  );
  const body = rows.flatMap((row) => {
    const broken = row.faults.some((fault) => fault.level === "error");
    const common = [
      row.sheet,
      String(row.line),
      broken ? say("people.import_error") : say(`people.import_${row.action}`),
      row.subject,
    ];
    const details = [
      ...row.faults.map((fault) => [fault.column ?? "", say(`people.import_${fault.level}`), fault.code, fault.text]),
      ...row.changes.map(({ column, from, to }) => [column, "", "", `${from} ← ${to}`]),
    ];
    return details.length > 0 ? details.map((detail) => [...common, ...detail]) : [[...common, "", "", "", ""]];
  });
  return writeCsv([head, ...body].map((row) => row.map(withoutMarks)));
}

export const fileNameOf = (title: string): string => normaliseForSearch(title).replace(/[^\p{L}\p{N}]+/gu, "-");
