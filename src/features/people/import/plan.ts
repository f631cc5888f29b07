import { createHash } from "node:crypto";
import type { Ctx } from "#platform/context.ts";
import type { SheetContent } from "#platform/sheets/read-sheets.ts";
import { openBook } from "./book.ts";
import { matchSheets, type ReadLine } from "./match.ts";
import { type Fault, importSheets, type Planned, warning } from "./sheet.ts";
import type { LineRow } from "./store.ts";

/** What a file would do to the structure as it is now. */
export type ImportPlan = {
  lines: LineRow[];
  /** In the order in which they must be done. */
  effects: NonNullable<Planned["apply"]>[];
  hasErrors: boolean;
  /** Same file and same structure: same fingerprint. */
  fingerprint: string;
};

export async function planImport(ctx: Ctx, contents: readonly SheetContent[]): Promise<ImportPlan> {
  const { catalogue } = ctx.platform;
  const { matched, unmatched } = matchSheets(contents, importSheets(ctx), catalogue);
  const book = await openBook(ctx);
  const lines: LineRow[] = [];
  const effects: ImportPlan["effects"] = [];
  const note = (sheet: string, line: number, planned: Omit<Planned, "apply">) =>
    lines.push({ position: lines.length + 1, sheet, line, level: worstOf(planned.faults), ...planned });
  for (const { name, line, fault } of unmatched)
    note(name, line, { action: "keep", subject: name, changes: [], faults: [fault] });
  for (const { sheet, faults, lines: read } of matched.sort((a, b) => a.sheet.order - b.sheet.order)) {
    for (const { line, fault } of faults)
      note(sheet.name, line, { action: "keep", subject: "", changes: [], faults: [fault] });
    const own = read.filter((line) => !line.example);
    const plans = await sheet.plan(ctx, own as never, book);
    const planned = new Map(own.map((line, index) => [line, plans[index]!]));
    for (const line of read) {
      const { apply, ...plan } = planned.get(line) ?? leftOver();
      note(sheet.name, line.number, { ...plan, faults: withCells(line, plan.faults) });
      if (apply && plan.action !== "keep") effects.push(apply);
    }
  }
  const text = JSON.stringify(
    lines.map(({ sheet, line, action, subject, changes, faults }) => [sheet, line, action, subject, changes, faults]),
  );
  return {
    lines,
    effects,
    hasErrors: lines.some((line) => line.level === "error"),
    fingerprint: createHash("sha256").update(text).digest("hex"),
  };
}

const worstOf = (faults: readonly Fault[]) =>
  faults.some((fault) => fault.level === "error") ? "error" : faults.length > 0 ? "warning" : null;

const leftOver = (): Planned => ({
  action: "keep",
  subject: "",
  changes: [],
  faults: [warning("people.import_example_line")],
});

/** What was wrong in the cells first; a cell that could not be read is not blamed a second time. */
function withCells(line: ReadLine, faults: readonly Fault[]): Fault[] {
  const blamed = new Set(line.faults.map((fault) => fault.column));
  return [...line.faults, ...faults.filter((fault) => !fault.column || !blamed.has(fault.column))];
}
