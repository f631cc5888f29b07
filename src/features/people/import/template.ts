import type { Ctx } from "#platform/context.ts";
import { writeCsv } from "#platform/sheets/csv.ts";
import { writeXlsx } from "#platform/sheets/write-xlsx.ts";
import { EXPLANATION } from "./match.ts";
import { type ImportSheet, importSheets } from "./sheet.ts";

/** The workbook to fill in: a sheet for each kind, two example lines, and a last sheet that explains the columns. */
export function templateXlsx(ctx: Ctx): Buffer {
  const say = (key: string) => ctx.platform.catalogue.format(ctx.locale, key);
  const sheets = importSheets(ctx);
  const explained = sheets.flatMap((sheet) =>
    Object.values(sheet.columns).map(({ label, hint, required }) => [
      say(sheet.title),
      say(label),
      required ? say("people.choice_yes") : "",
      say(hint),
    ]),
  );
  const head = ["sheet", "column", "required", "explanation"].map((name) => say(`people.report_${name}`));
  return writeXlsx(
    [
      ...sheets.map((sheet) => ({
        name: say(sheet.title),
        rows: rowsOf(ctx, sheet),
        widths: Object.keys(sheet.columns).map(() => 22),
      })),
      { name: say(EXPLANATION), rows: [head, ...explained], widths: [22, 30, 12, 90] },
    ],
    { rightToLeft: ctx.locale === "ar" },
  );
}

export const templateCsv = (ctx: Ctx, sheet: ImportSheet): string => writeCsv(rowsOf(ctx, sheet));

function rowsOf(ctx: Ctx, sheet: ImportSheet): string[][] {
  const { catalogue } = ctx.platform;
  const columns = Object.values(sheet.columns);
  const example = (n: number) =>
    columns.map(({ examples, show }) => {
      const text = examples[n] ?? "";
      return text && show ? show(text, catalogue, ctx.locale) : text;
    });
  return [columns.map(({ label }) => catalogue.format(ctx.locale, label)), example(0), example(1)];
}
