import { localDateOf } from "#platform/i18n/zone.ts";
import { newId } from "#platform/ids.ts";
import type { LocalizedName } from "#platform/wire/localized-name.ts";
import { renameUnit, setPresence } from "../commands.ts";
import type { Book, UnitEntry } from "./book.ts";
import { choiceColumn, codeColumn, codeKey, dayColumn, integerColumn, textColumn, told } from "./columns.ts";
import { differences, presentChanges } from "./differences.ts";
import { error, type ImportSheet, type Line, type Planned, type Values, warning } from "./sheet.ts";
import { changes, newUnits } from "./writers.ts";

const columns = {
  code: codeColumn(told("code", ["EXEMPLE-DIR", "EXEMPLE-SRV"], true)),
  name_ar: textColumn(told("name_ar", ["مديرية المثال", "مصلحة المثال"], true)),
  name_fr: textColumn(told("name_fr", ["Direction d’exemple", "Service d’exemple"], true)),
  name_zgh: textColumn(told("name_zgh", ["", ""])),
  name_en: textColumn(told("name_en", ["", ""])),
  kind: choiceColumn(told("kind", ["directorate", "service"], true), {
    directorate: ["people.choice_directorate"],
    division: ["people.choice_division"],
    service: ["people.choice_service"],
    other: ["people.choice_other"],
  }),
  parent: codeColumn(told("parent", ["", "EXEMPLE-DIR"])),
  sigle: textColumn({ ...told("sigle", ["DEX", "SEX"]), max: 20 }),
  minimum_presence: integerColumn({ ...told("minimum_presence", ["", "2"]), min: 0, max: 1000 }),
  opened_on: dayColumn(told("opened_on", ["", "2026-01-01"])),
};
type UnitLine = Line<Values<typeof columns>>;

/** Directorates, divisions, services, each under its parent by code. */
export const unitSheet: ImportSheet<typeof columns> = {
  name: "units",
  title: "people.import_units",
  hint: "people.import_units_hint",
  order: 10,
  columns,
  plan: async (ctx, lines, book) => {
    const today = localDateOf(ctx.at);
    const firsts = new Map<string, number>();
    const twice = new Map<UnitLine, number>();
    for (const line of lines) {
      const key = line.values.code && codeKey(line.values.code);
      if (!key) continue;
      const first = firsts.get(key);
      if (first !== undefined) twice.set(line, first);
      else {
        firsts.set(key, line.number);
        enter(book, key, line, today);
      }
    }
    return lines.map((line) => {
      const first = twice.get(line);
      if (first !== undefined) return nothing(line, [error("people.import_duplicate", "code", { line: first })]);
      return planUnit(book, line, today);
    });
  },
};

const subjectOf = ({ values }: UnitLine): string => values.code ?? values.name_fr ?? values.name_ar ?? "";
const nothing = (line: UnitLine, faults: Planned["faults"]): Planned => ({
  action: "keep",
  subject: subjectOf(line),
  changes: [],
  faults,
});

/** So that other lines may speak of it, wherever they stand. */
function enter(book: Book, key: string, { number, values }: UnitLine, today: string): void {
  if (book.units.has(key)) return;
  book.units.set(key, {
    id: null,
    row: null,
    line: number,
    openedOn: values.opened_on ?? today,
    parent: values.parent && codeKey(values.parent),
    head: null,
  });
}

function planUnit(book: Book, line: UnitLine, today: string): Planned {
  const { values } = line;
  const entry = values.code ? book.units.get(codeKey(values.code)) : undefined;
  if (!entry) return nothing(line, []);
  const parent = values.parent ? book.units.get(codeKey(values.parent)) : undefined;
  const faults: Planned["faults"] = [];
  if (values.parent && !parent) faults.push(error("people.import_unit_unknown", "parent", { code: values.parent }));
  if (entry.row?.closed_on) faults.push(error("people.import_unit_closed", "code"));
  if (entry.row) return changeUnit(entry, line, book, faults, today);
  if (parent && isUnder(parent, entry, book)) faults.push(error("people.import_circle", "parent"));
  if (parent && parent.openedOn > entry.openedOn)
    faults.push(error("people.import_before_parent", "opened_on", { day: parent.openedOn }));
  entry.make = (ctx, put) => {
    if (entry.id) return;
    if (parent && !parent.id) parent.make?.(ctx, put);
    entry.id = newId(ctx.at);
    put(newUnits, {
      id: entry.id,
      kind: values.kind!,
      parent: parent?.id ?? null,
      code: values.code,
      name: nameOf(line)!,
      sigle: values.sigle ?? "",
      minimumPresence: values.minimum_presence,
      openedOn: entry.openedOn,
    });
  };
  return { action: "create", subject: subjectOf(line), changes: [], faults, apply: entry.make };
}

/** Whether a unit is, or lies under, another as the file will have them. */
function isUnder(unit: UnitEntry, above: UnitEntry, book: Book): boolean {
  const met = new Set<UnitEntry>();
  for (
    let at: UnitEntry | undefined = unit;
    at && !met.has(at);
    at = at.parent ? book.units.get(at.parent) : undefined
  ) {
    if (at === above) return true;
    met.add(at);
  }
  return false;
}

function nameOf({ values }: UnitLine): LocalizedName | null {
  if (!values.name_ar || !values.name_fr) return null;
  return {
    ar: values.name_ar,
    fr: values.name_fr,
    ...(values.name_zgh && { zgh: values.name_zgh }),
    ...(values.name_en && { en: values.name_en }),
  };
}

/** A name is changed from today, and the past one kept; the place in the structure is changed by an act, not here. */
function changeUnit(entry: UnitEntry, line: UnitLine, book: Book, faults: Planned["faults"], today: string): Planned {
  const { values } = line;
  const row = entry.row!;
  const name = { ...row.name, ...nameOf(line) };
  const sigle = values.sigle ?? row.sigle;
  const presence = values.minimum_presence ?? row.minimum_presence;
  const named = differences({ ar: "name_ar", fr: "name_fr", zgh: "name_zgh", en: "name_en" }, row.name, name);
  const signed = presentChanges({ sigle: [row.sigle, sigle] });
  const present = presentChanges({ minimum_presence: [row.minimum_presence, presence] });
  if (values.parent && codeKey(values.parent) !== entry.parent && book.units.has(codeKey(values.parent)))
    faults.push(warning("people.import_parent_kept", "parent"));
  if (values.kind && values.kind !== row.kind) faults.push(warning("people.import_kind_kept", "kind"));
  const differing = [...named, ...signed, ...present];
  return {
    action: differing.length > 0 ? "change" : "keep",
    subject: subjectOf(line),
    changes: differing,
    faults,
    apply: (_ctx, put) => {
      if (named.length + signed.length > 0)
        put(changes, (ctx) => renameUnit.run(ctx, { unit: row.id, name, sigle, fromDay: today, act: "" }));
      if (present.length > 0) put(changes, (ctx) => setPresence.run(ctx, { unit: row.id, minimum: presence }));
    },
  };
}
