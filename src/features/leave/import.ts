import {
  type Column,
  dayColumn,
  type Fault,
  type ImportSheet,
  importError,
  importWarning,
  integerColumn,
  ownLeftToAnother,
  type Planned,
  type Put,
  personColumn,
  type Writer,
} from "#features/people/api.ts";
import type { Ctx } from "#platform/context.ts";
import { emitAll } from "#platform/events/emit.ts";
import { localDateOf } from "#platform/i18n/zone.ts";
import { addAll } from "./account.ts";
import { openingsOf } from "./store.ts";

const told = (name: string, examples: string[]) => ({
  label: `leave.column_${name}`,
  hint: `leave.column_${name}_hint`,
  examples,
  required: true,
});

const columns: { person: Column<string>; year: Column<number>; days: Column<number>; as_of: Column<string> } = {
  person: personColumn(told("person", ["1234567", "7654321"])),
  year: integerColumn({ ...told("year", ["2025", "2025"]), min: 2000, max: 2100 }),
  days: integerColumn({ ...told("days", ["9", "22"]), min: 0, max: 120 }),
  as_of: dayColumn(told("as_of", ["2026-01-01", "2026-01-01"])),
};

/**
 * Balances of the paper accounts, by person and year of right, as lines of the ledger: what stands there is never
 * replaced. A year that Diwan opened by itself and nobody has used yet is completed by a correction.
 */
export const balanceSheet: ImportSheet<typeof columns> = {
  name: "balances",
  title: "leave.import_balances",
  hint: "leave.import_balances_hint",
  order: 50,
  columns,
  plan: async (ctx, lines, book) => {
    const today = localDateOf(ctx.at);
    const own = await ownLeftToAnother(ctx);
    const ids = lines.flatMap(({ values }) => book.people.get(values.person ?? "")?.id ?? []);
    const opened = new Map((await openingsOf(ctx, ids)).map((row) => [`${row.person} ${row.year}`, row]));
    const firsts = new Map<string, number>();
    return lines.map(({ number, values: { person, year, days, as_of: asOf } }): Planned => {
      const who = person ? book.people.get(person) : undefined;
      const faults: Fault[] = [];
      const planned = (action: Planned["action"], kind?: "taken_over" | "correction", change = days): Planned => ({
        action,
        subject: [person?.slice(4), who?.name.fr, year].filter(Boolean).join(" · "),
        changes: [],
        faults,
        ...(kind && {
          apply: (_ctx: Ctx, put: Put) =>
            put(balances, { person: who!.id!, year: year!, kind, days: change!, asOf: asOf!, stated: days! }),
        }),
      });
      if (person && !who)
        faults.push(importError("people.import_person_unknown", "person", { number: person.slice(4) }));
      if (asOf && asOf > today) faults.push(importError("leave.import_future", "as_of"));
      if (year && asOf && year > Number(asOf.slice(0, 4))) faults.push(importError("leave.import_year_after", "year"));
      const first = firsts.get(`${person} ${year}`);
      if (first !== undefined) faults.push(importError("people.import_duplicate", "year", { line: first }));
      firsts.set(`${person} ${year}`, number);

      if (who?.id && who.id === own) {
        faults.push(importWarning("people.import_own", "person"));
        return planned("keep");
      }
      const row = opened.get(`${who?.id} ${year}`);
      if (!row || days === null) return planned("create", "taken_over");
      if (row.taken_over !== null) {
        if (row.taken_over !== days)
          faults.push(importWarning("leave.import_already", "days", { days: row.taken_over }));
        return planned("keep");
      }
      if (row.balance === days) return planned("keep");
      if (row.used) {
        faults.push(importWarning("leave.import_in_use", "days", { days: row.balance }));
        return planned("keep");
      }
      faults.push(importWarning("leave.import_completes", "days", { days: row.balance }));
      return planned("change", "correction", days - row.balance);
    });
  },
};

type Balance = {
  person: string;
  year: number;
  kind: "taken_over" | "correction";
  /** What the line of the ledger holds, and what the sheet states. */
  days: number;
  stated: number;
  asOf: string;
};

const balances: Writer<Balance> = {
  order: 60,
  write: async (ctx, lines) => {
    await addAll(
      ctx,
      lines.map(({ stated: _, ...line }) => ({
        ...line,
        request: null,
        reason: line.kind === "correction" ? "leave.import_reason" : "",
      })),
    );
    await emitAll(
      ctx,
      lines.map(({ person, year, stated: days, asOf }) => ({
        type: "leave.balance_taken_over",
        subject: person,
        body: { year, days, asOf },
      })),
    );
  },
};
