import type { Ctx } from "#platform/context.ts";
import { normaliseForSearch } from "#platform/i18n/arabic.ts";
import { localDateOf } from "#platform/i18n/zone.ts";
import { newId } from "#platform/ids.ts";
import { fullName } from "../names.ts";
import { ownLeftToAnother } from "../policy.ts";
import { changePerson } from "../structure/changes.ts";
import type { Book, PersonEntry } from "./book.ts";
import {
  choiceColumn,
  cinColumn,
  codeColumn,
  codeKey,
  dayColumn,
  emailColumn,
  phoneColumn,
  pprColumn,
  textColumn,
  told,
} from "./columns.ts";
import { differences, presentChanges } from "./differences.ts";
import { titlesOf } from "./posts.ts";
import { error, type Fault, type ImportSheet, type Line, type Planned, type Values, warning } from "./sheet.ts";
import type { PersonFound } from "./store.ts";
import { changes, newHoldings, newPeople, newPosts } from "./writers.ts";

const columns = {
  ppr: pprColumn(told("ppr", ["1234567", "7654321"])),
  cin: cinColumn(told("cin", ["", ""])),
  given_ar: textColumn(told("given_ar", ["ليلى", "كريم"], true)),
  given_fr: textColumn(told("given_fr", ["Leïla", "Karim"], true)),
  family_ar: textColumn(told("family_ar", ["المثال", "النموذج"], true)),
  family_fr: textColumn(told("family_fr", ["El Mithal", "Namoudaj"], true)),
  gender: choiceColumn(told("gender", ["f", "m"], true), {
    f: ["people.choice_female", "people.choice_ms"],
    m: ["people.choice_male", "people.choice_mr"],
  }),
  post: codeColumn(told("person_post", ["EXEMPLE-P1", ""])),
  unit: codeColumn(told("person_unit", ["", "EXEMPLE-SRV"])),
  title_ar: textColumn(told("person_title_ar", ["", "متصرف"])),
  title_fr: textColumn(told("person_title_fr", ["", "Administrateur"])),
  from_day: dayColumn(told("from_day", ["2026-01-01", "2026-01-01"])),
  hired_on: dayColumn(told("hired_on", ["2009-03-01", "2015-09-01"])),
  grade_ar: textColumn(told("grade_ar", ["", ""])),
  grade_fr: textColumn(told("grade_fr", ["", ""])),
  email: emailColumn(told("email", ["", ""])),
  phone: phoneColumn(told("phone", ["", ""])),
};
type PersonValues = Values<typeof columns>;
type PersonLine = Line<PersonValues>;

/** People, by PPR (or CIN), and the post each holds from a day. */
export const personSheet: ImportSheet<typeof columns> = {
  name: "people",
  title: "people.import_people",
  hint: "people.import_people_hint",
  order: 30,
  columns,
  plan: async (ctx, lines, book) => {
    const nameless = byName(book);
    const own = await ownLeftToAnother(ctx);
    return lines.map((line) => planPerson(ctx, book, nameless, own, line));
  },
};

/** People entered without a number, by name in both scripts; null when several bear it. */
function byName(book: Book): Map<string, PersonFound | null> {
  const found = new Map<string, PersonFound | null>();
  for (const person of book.everybody)
    if (!person.ppr && !person.cin && !person.left_on)
      found.set(person.search, found.has(person.search) ? null : person);
  return found;
}

const subjectOf = ({ values }: PersonLine): string =>
  [values.ppr ?? values.cin, [values.given_fr, values.family_fr].filter(Boolean).join(" ")].filter(Boolean).join(" · ");

function planPerson(
  ctx: Ctx,
  book: Book,
  nameless: ReadonlyMap<string, PersonFound | null>,
  own: string | null,
  line: PersonLine,
): Planned {
  const { values, number } = line;
  const keys = [values.ppr && `ppr:${values.ppr}`, values.cin && `cin:${values.cin}`].filter(
    (key) => key !== null,
  ) as string[];
  const answer = (action: Planned["action"], faults: Fault[], rest: Partial<Planned> = {}): Planned => ({
    action,
    subject: subjectOf(line),
    changes: [],
    faults,
    ...rest,
  });
  if (keys.length === 0) return answer("keep", [error("people.import_number_needed", "ppr")]);
  const known = keys.map((key) => book.people.get(key)).filter((entry) => entry !== undefined);
  const twice = known.find((entry) => entry.line !== null);
  if (twice)
    return answer("keep", [error("people.import_duplicate", values.ppr ? "ppr" : "cin", { line: twice.line })]);
  if (new Set(known).size > 1) return answer("keep", [error("people.import_two_people", "cin")]);

  const faults: Fault[] = [];
  const search = normaliseForSearch(`${values.given_fr} ${values.family_fr} ${values.given_ar} ${values.family_ar}`);
  const same = known.length === 0 ? nameless.get(search) : undefined;
  if (same) faults.push(warning("people.import_same_name", "ppr"));
  const row = known[0]?.row ?? same ?? null;
  const entry: PersonEntry = known[0] ?? {
    id: row?.id ?? null,
    row,
    line: null,
    name: fullName(namesOf(values)),
  };
  entry.line = number;
  for (const key of keys) book.people.set(key, entry);

  if (row && row.id === own) return answer("keep", [warning("people.import_own", values.ppr ? "ppr" : "cin")]);
  if (row?.left_on) return answer("keep", [warning("people.import_person_left", "ppr", { day: row.left_on })]);
  if (values.from_day && values.hired_on && values.from_day < values.hired_on)
    faults.push(error("people.import_before_hiring", "from_day"));
  const place = placeOf(book, entry, line, localDateOf(ctx.at));
  faults.push(...place.faults);
  const differing = row ? [...changesOf(row, values), ...place.changes] : [];
  return answer(row ? (differing.length > 0 ? "change" : "keep") : "create", faults, {
    changes: differing,
    apply: (inside, put) => {
      const said = { ...fieldsOf(values), ...namesToEnter(values), gender: values.gender! };
      if (!row) {
        entry.id = newId(inside.at);
        put(newPeople, { id: entry.id, ...said });
      } else if (changesOf(row, values).length > 0) {
        const { id: person, version } = row;
        put(changes, (within) => changePerson.run(within, { ...knownOf(row), ...said, person, version }));
      }
      place.take?.(inside, put);
    },
  });
}

const namesOf = (values: PersonValues) => ({
  given_name: { ar: values.given_ar ?? "", fr: values.given_fr ?? "" },
  family_name: { ar: values.family_ar ?? "", fr: values.family_fr ?? "" },
});
const namesToEnter = (values: PersonValues) => {
  const { given_name: givenName, family_name: familyName } = namesOf(values);
  return { givenName, familyName };
};

/** What is known already, and stays where the line is silent. */
const knownOf = ({ ppr, cin, email, phone, grade, hired_on: hiredOn }: PersonFound) => ({
  ppr,
  cin,
  email,
  phone,
  grade,
  hiredOn,
});

/** What the line says; an empty cell says nothing. */
function fieldsOf(values: PersonValues) {
  const { ppr, cin, email, phone, hired_on: hiredOn, grade_ar: ar, grade_fr: fr } = values;
  const said = { ppr, cin, email, phone, hiredOn, grade: ar && fr ? { ar, fr } : null };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null)) as Partial<{
    ppr: string;
    cin: string;
    email: string;
    phone: string;
    hiredOn: string;
    grade: { ar: string; fr: string };
  }>;
}

function changesOf(row: PersonFound, values: PersonValues): Planned["changes"] {
  const { given_name: given, family_name: family } = namesOf(values);
  const said = (column: keyof PersonValues, before: string | null): [unknown, unknown] => [
    before,
    values[column] ?? before,
  ];
  const grade = values.grade_ar && values.grade_fr ? { ar: values.grade_ar, fr: values.grade_fr } : row.grade;
  return [
    ...differences({ ar: "given_ar", fr: "given_fr" }, row.given_name, given),
    ...differences({ ar: "family_ar", fr: "family_fr" }, row.family_name, family),
    ...presentChanges({
      ppr: said("ppr", row.ppr),
      cin: said("cin", row.cin),
      gender: said("gender", row.gender),
      hired_on: said("hired_on", row.hired_on),
      email: said("email", row.email),
      phone: said("phone", row.phone),
    }),
    ...differences({ ar: "grade_ar", fr: "grade_fr" }, row.grade, grade),
  ];
}

type Place = { faults: Fault[]; changes: Planned["changes"]; take?: Planned["apply"] };

/** The post of the line: one of the sheet of posts, or a post of his own made in a unit. */
function placeOf(book: Book, entry: PersonEntry, line: PersonLine, today: string): Place {
  const { post: postCode, unit: unitCode, from_day } = line.values;
  const fromDay = from_day ?? today;
  const held = entry.id ? (book.held.get(entry.id) ?? []) : [];
  const also = held.length > 0 ? [warning("people.import_second_post", postCode ? "post" : "unit")] : [];
  if (postCode) {
    const post = book.posts.get(codeKey(postCode));
    if (!post) return { faults: [error("people.import_post_unknown", "post", { code: postCode })], changes: [] };
    if (post.holder?.line)
      return { faults: [error("people.import_post_twice", "post", { line: post.holder.line })], changes: [] };
    if (post.holder?.person && post.holder.person === entry.id) {
      post.holder.line = line.number;
      return { faults: [], changes: [] };
    }
    if (post.holder)
      return { faults: [error("people.import_post_held", "post", { name: post.holder.name })], changes: [] };
    post.holder = { person: null, line: line.number, name: entry.name };
    return {
      faults: also,
      changes: [{ column: "post", from: "", to: postCode }],
      take: (ctx, put) => put(newHoldings, holding(ctx, post.id!, entry.id!, fromDay)),
    };
  }
  if (!unitCode) return { faults: held.length > 0 ? [] : [warning("people.import_no_post", "post")], changes: [] };
  const unit = book.units.get(codeKey(unitCode));
  if (!unit) return { faults: [error("people.import_unit_unknown", "unit", { code: unitCode })], changes: [] };
  if (held.some((one) => one.unit === unit.id)) return { faults: [], changes: [] };
  const { title_ar, title_fr } = line.values;
  if (!title_ar || !title_fr) return { faults: [error("people.import_title_needed", "title_ar")], changes: [] };
  return {
    faults: also,
    changes: [{ column: "unit", from: "", to: unitCode }],
    take: (ctx, put) => {
      const titles = titlesOf({ title_ar, title_fr, title_f_ar: null, title_f_fr: null });
      const openedOn = [fromDay, unit.openedOn].sort()[1] as string;
      const id = newId(ctx.at);
      put(newPosts, { id, unit: unit.id!, rank: "officer", head: false, ...titles, openedOn });
      put(newHoldings, holding(ctx, id, entry.id!, fromDay));
    },
  };
}

const holding = (ctx: Ctx, post: string, person: string, fromDay: string) => ({
  id: newId(ctx.at),
  post,
  person,
  kind: "holder" as const,
  fromDay,
  actNumber: "",
});
