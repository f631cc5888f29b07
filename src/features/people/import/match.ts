import { normaliseForSearch } from "#platform/i18n/arabic.ts";
import type { Catalogue } from "#platform/i18n/catalogue.ts";
import type { SheetContent } from "#platform/sheets/read-sheets.ts";
import { LOCALES } from "#platform/wire/locale.ts";
import { error, type Fault, type ImportSheet, type Line, warning } from "./sheet.ts";

export const MAX_LINES = 20_000;
/** Of the template: explains the columns, is never imported. */
export const EXPLANATION = "people.import_explanation";

/** The lines of a sheet as read, each with what was wrong in its cells; `example`: left over from the template. */
export type ReadLine = Line<Record<string, unknown>> & { faults: Fault[]; example: boolean };
export type Matched = {
  sheet: ImportSheet;
  shownName: string;
  lines: ReadLine[];
  faults: { line: number; fault: Fault }[];
};
export type Unmatched = { name: string; line: number; fault: Fault };

const folded = (text: string): string =>
  normaliseForSearch(text)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
const namesOf = (key: string, catalogue: Catalogue) => LOCALES.map((locale) => folded(catalogue.format(locale, key)));

/** Finds for each sheet of a file what it is, by its name in any language or by its headings, and reads its lines. */
export function matchSheets(
  contents: readonly SheetContent[],
  sheets: readonly ImportSheet[],
  catalogue: Catalogue,
): { matched: Matched[]; unmatched: Unmatched[] } {
  const matched: Matched[] = [];
  const unmatched: Unmatched[] = [];
  const explanation = namesOf(EXPLANATION, catalogue);
  for (const content of contents) {
    if (content.rows.length === 0 || (content.name && explanation.includes(folded(content.name)))) continue;
    const sheet = sheetOf(content, sheets, catalogue);
    const refuse = (code: string) =>
      unmatched.push({ name: content.name, line: 1, fault: error(code, undefined, { name: content.name }) });
    if (!sheet) refuse(content.name ? "people.import_sheet_unknown" : "people.import_nothing");
    else if (matched.some((other) => other.sheet === sheet)) refuse("people.import_sheet_twice");
    else matched.push(readSheet(content, sheet, catalogue));
  }
  if (matched.length === 0 && unmatched.length === 0)
    unmatched.push({ name: "", line: 1, fault: error("people.import_nothing") });
  return { matched, unmatched };
}

function sheetOf({ name, rows }: SheetContent, sheets: readonly ImportSheet[], catalogue: Catalogue) {
  const wanted = folded(name);
  const named = sheets.find((sheet) => [folded(sheet.name), ...namesOf(sheet.title, catalogue)].includes(wanted));
  if (named) return named;
  const fitting = sheets
    .map((sheet) => {
      const known = (rows[0]?.cells ?? []).map((heading) => columnOf(heading, sheet, catalogue));
      const complete = Object.entries(sheet.columns).every(([key, column]) => !column.required || known.includes(key));
      return { sheet, complete, strangers: known.filter((key) => key === null).length };
    })
    .filter(({ complete }) => complete)
    .sort((a, b) => a.strangers - b.strangers);
  return fitting[0] && fitting[0].strangers !== fitting[1]?.strangers ? fitting[0].sheet : undefined;
}

const headings = new WeakMap<ImportSheet, Map<string, string>>();
function columnOf(heading: string, sheet: ImportSheet, catalogue: Catalogue): string | null {
  let known = headings.get(sheet);
  if (!known) {
    known = new Map();
    for (const [key, column] of Object.entries(sheet.columns))
      for (const name of [folded(key), ...namesOf(column.label, catalogue)]) known.set(name, key);
    headings.set(sheet, known);
  }
  return known.get(folded(heading)) ?? null;
}

function readSheet(content: SheetContent, sheet: ImportSheet, catalogue: Catalogue): Matched {
  const [head, ...rows] = content.rows as [SheetContent["rows"][number], ...SheetContent["rows"]];
  const keys = head.cells.map((heading) => columnOf(heading, sheet, catalogue));
  const faults = headingFaults(head.cells, keys, sheet).map((fault) => ({ line: head.line, fault }));
  if (rows.length > MAX_LINES) {
    faults.push({ line: head.line, fault: error("people.import_too_many_lines", undefined, { max: MAX_LINES }) });
    rows.length = 0;
  }
  const whole = !faults.some(({ fault }) => fault.level === "error");
  const lines = whole ? rows.map((row) => readLine(row, keys, sheet, catalogue)) : [];
  return { sheet, shownName: content.name, lines, faults };
}

function headingFaults(cells: readonly string[], keys: readonly (string | null)[], sheet: ImportSheet): Fault[] {
  const faults: Fault[] = [];
  for (const [index, key] of keys.entries()) {
    if (key === null && cells[index])
      faults.push(warning("people.import_column_unknown", undefined, { name: cells[index] }));
    if (key !== null && keys.indexOf(key) !== index) faults.push(error("people.import_column_twice", key));
  }
  for (const [key, column] of Object.entries(sheet.columns))
    if (column.required && !keys.includes(key)) faults.push(error("people.import_column_missing", key));
  return faults;
}

function readLine(
  row: SheetContent["rows"][number],
  keys: readonly (string | null)[],
  sheet: ImportSheet,
  catalogue: Catalogue,
): ReadLine {
  const texts = new Map(keys.flatMap((key, index) => (key ? [[key, row.cells[index] ?? ""] as const] : [])));
  const values: Record<string, unknown> = {};
  const faults: Fault[] = [];
  for (const [key, column] of Object.entries(sheet.columns)) {
    values[key] = null;
    const text = texts.get(key) ?? "";
    if (text === "") {
      if (column.required) faults.push(error("people.import_required", key));
      continue;
    }
    const reading = column.read(text, catalogue);
    if ("value" in reading) values[key] = reading.value;
    else faults.push(error(reading.code, key, reading.params));
  }
  return { number: row.line, values, faults, example: isExample(texts, sheet) };
}

/** Nothing was changed in an example of the template but the columns that have a word in each language. */
function isExample(texts: ReadonlyMap<string, string>, sheet: ImportSheet): boolean {
  const plain = Object.entries(sheet.columns).filter(([key, column]) => !column.show && texts.has(key));
  return [0, 1].some(
    (n) => plain.length > 2 && plain.every(([key, { examples }]) => texts.get(key) === (examples[n] ?? "")),
  );
}
