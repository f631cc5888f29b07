import type { Ctx } from "#platform/context.ts";
import type { Catalogue } from "#platform/i18n/catalogue.ts";
import { defineSlot } from "#platform/slots.ts";
import type { Locale } from "#platform/wire/locale.ts";
import type { Book } from "./book.ts";
import type { Put } from "./writers.ts";

/** What stands against a line, told by the key of its sentence; a warning does not hinder the import. */
export type Fault = {
  level: "error" | "warning";
  code: string;
  /** Key of the column, when one is at fault. */
  column?: string;
  params?: Record<string, unknown>;
};
export const error = (code: string, column?: string, params?: Record<string, unknown>): Fault => ({
  level: "error",
  code,
  ...(column && { column }),
  ...(params && { params }),
});
export const warning = (code: string, column?: string, params?: Record<string, unknown>): Fault => ({
  ...error(code, column, params),
  level: "warning",
});

export type Reading<T> = { value: T } | { code: string; params?: Record<string, unknown> };

/** A column: what it is called, how it is explained, and how its text is read. `label` and `hint` are message keys. */
export type Column<T = unknown> = {
  label: string;
  hint: string;
  required: boolean;
  /** One for each example line of the template. */
  examples: readonly string[];
  read: (text: string, catalogue: Catalogue) => Reading<T>;
  /** How an example is written for a reader, when it has a word in each language. */
  show?: (example: string, catalogue: Catalogue, locale: Locale) => string;
};
export type Columns = Record<string, Column>;
export type Values<C extends Columns> = { [K in keyof C]: C[K] extends Column<infer T> ? T | null : never };

/** A line as read: null where the cell is empty or unreadable. */
export type Line<V> = { number: number; values: V };
export type Change = { column: string; from: string; to: string };

/**
 * What a line would do. `apply` is called in the transaction of the import, after those of the lines before it; what it
 * puts is written afterwards, with the others of its sort.
 */
export type Planned = {
  action: "create" | "change" | "keep";
  /** What the line is about, in a few words. */
  subject: string;
  changes: Change[];
  faults: Fault[];
  apply?: (ctx: Ctx, put: Put) => void;
};

/** A sheet of the import. `plan` compares all its lines with what is there, asking the database a fixed number of times. */
export type ImportSheet<C extends Columns = Columns> = {
  /** The name by which a sheet may always be called. */
  name: string;
  /** Message key of its title; the title in any of the four languages is a name too. */
  title: string;
  /** Message key: what belongs in it. */
  hint: string;
  /** Lower ones are imported first. */
  order: number;
  columns: C;
  /** One answer for each line, in their order. */
  plan: (ctx: Ctx, lines: readonly Line<Values<C>>[], book: Book) => Promise<Planned[]>;
};

const slot = defineSlot<ImportSheet<never>>("people.import_sheet");
export const importFill = <C extends Columns>(sheet: ImportSheet<C>) =>
  slot.fill(sheet as unknown as ImportSheet<never>);
export const importSheets = (ctx: Pick<Ctx, "platform">): ImportSheet[] =>
  (slot.all(ctx.platform.fills) as unknown as ImportSheet[]).sort((a, b) => a.order - b.order);
