import { newId } from "#platform/ids.ts";
import type { LocalizedName } from "#platform/wire/localized-name.ts";
import { changePost } from "../structure/changes.ts";
import type { Book, PostEntry, UnitEntry } from "./book.ts";
import { choiceColumn, codeColumn, codeKey, dayColumn, textColumn, told, yesNoColumn } from "./columns.ts";
import { differences } from "./differences.ts";
import { error, type ImportSheet, type Line, type Planned, type Values, warning } from "./sheet.ts";
import { changes, newPosts } from "./writers.ts";

export const RANKS = {
  director: ["people.choice_director"],
  deputy: ["people.choice_deputy"],
  head_of_division: ["people.choice_head_of_division"],
  head_of_service: ["people.choice_head_of_service"],
  officer: ["people.choice_officer"],
} as const;

const columns = {
  code: codeColumn(told("post_code", ["EXEMPLE-P1", "EXEMPLE-P2"], true)),
  unit: codeColumn(told("post_unit", ["EXEMPLE-DIR", "EXEMPLE-SRV"], true)),
  title_ar: textColumn(told("title_ar", ["المدير", "رئيس المصلحة"], true)),
  title_fr: textColumn(told("title_fr", ["Directeur", "Chef de service"], true)),
  title_f_ar: textColumn(told("title_f_ar", ["المديرة", "رئيسة المصلحة"])),
  title_f_fr: textColumn(told("title_f_fr", ["Directrice", "Cheffe de service"])),
  rank: choiceColumn(told("rank", ["director", "head_of_service"], true), RANKS),
  head: yesNoColumn(told("head", ["yes", "yes"])),
  opened_on: dayColumn(told("opened_on", ["", "2026-01-01"])),
};
type PostLine = Line<Values<typeof columns>>;

/** Posts, each in its unit: those of chiefs at least. The posts of agents may be made by the sheet of people. */
export const postSheet: ImportSheet<typeof columns> = {
  name: "posts",
  title: "people.import_posts",
  hint: "people.import_posts_hint",
  order: 20,
  columns,
  plan: async (_ctx, lines, book) => {
    const firsts = new Map<string, number>();
    return lines.map((line) => {
      const key = line.values.code && codeKey(line.values.code);
      if (!key) return { action: "keep", subject: line.values.title_fr ?? "", changes: [], faults: [] };
      const first = firsts.get(key);
      if (first !== undefined)
        return {
          action: "keep",
          subject: line.values.code ?? "",
          changes: [],
          faults: [error("people.import_duplicate", "code", { line: first })],
        };
      firsts.set(key, line.number);
      return planPost(book, key, line);
    });
  },
};

function planPost(book: Book, key: string, line: PostLine): Planned {
  const { values } = line;
  const unit = values.unit ? book.units.get(codeKey(values.unit)) : undefined;
  const faults: Planned["faults"] = [];
  if (values.unit && !unit) faults.push(error("people.import_unit_unknown", "unit", { code: values.unit }));
  const known = book.posts.get(key);
  if (known) return planChange(known, line, faults);
  if (values.head === "yes" && unit) faults.push(...takeHead(unit, line.number));
  const openedOn = values.opened_on ?? unit?.openedOn ?? null;
  if (unit && openedOn && openedOn < unit.openedOn)
    faults.push(error("people.import_before_unit", "opened_on", { day: unit.openedOn }));
  const entry: PostEntry = {
    id: null,
    row: null,
    line: line.number,
    unit: values.unit ? codeKey(values.unit) : "",
    holder: null,
  };
  book.posts.set(key, entry);
  const apply: Planned["apply"] = (ctx, put) => {
    entry.id = newId(ctx.at);
    put(newPosts, {
      id: entry.id,
      unit: unit!.id!,
      rank: values.rank!,
      head: values.head === "yes",
      ...titlesOf(values),
      code: values.code,
      openedOn: openedOn!,
    });
  };
  return { action: "create", subject: subjectOf(line), changes: [], faults, apply };
}

function takeHead(unit: UnitEntry, line: number): Planned["faults"] {
  if (unit.head === null) {
    unit.head = line;
    return [];
  }
  return unit.head === 0
    ? [error("people.head_exists", "head")]
    : [error("people.import_head_twice", "head", { line: unit.head })];
}

const subjectOf = ({ values }: PostLine): string => [values.code, values.title_fr].filter(Boolean).join(" · ");

/** Without a woman's form the title serves both. */
export function titlesOf(values: {
  title_ar: string | null;
  title_fr: string | null;
  title_f_ar: string | null;
  title_f_fr: string | null;
}): { title: LocalizedName; titleF: LocalizedName } {
  const title = { ar: values.title_ar ?? "", fr: values.title_fr ?? "" };
  return { title, titleF: { ar: values.title_f_ar ?? title.ar, fr: values.title_f_fr ?? title.fr } };
}

/** The titles are corrected; unit, rank and headship of a post that exists are changed by an act, not here. */
function planChange(entry: PostEntry, line: PostLine, faults: Planned["faults"]): Planned {
  const { values } = line;
  const row = entry.row!;
  if (row.closed_on) faults.push(error("people.import_post_closed", "code"));
  const moved = values.unit && entry.unit !== codeKey(values.unit);
  if (moved || (values.rank && values.rank !== row.rank) || (values.head && (values.head === "yes") !== row.head))
    faults.push(warning("people.import_post_kept", "code"));
  const title = {
    ...row.title,
    ...(values.title_ar && values.title_fr && { ar: values.title_ar, fr: values.title_fr }),
  };
  const titleF = {
    ...row.title_f,
    ...(values.title_f_ar && { ar: values.title_f_ar }),
    ...(values.title_f_fr && { fr: values.title_f_fr }),
  };
  const differing = [
    ...differences({ ar: "title_ar", fr: "title_fr" }, row.title, title),
    ...differences({ ar: "title_f_ar", fr: "title_f_fr" }, row.title_f, titleF),
  ];
  return {
    action: differing.length > 0 ? "change" : "keep",
    subject: subjectOf(line),
    changes: differing,
    faults,
    apply: (_ctx, put) => {
      const { id: post, rank, head, version } = row;
      put(changes, (ctx) => changePost.run(ctx, { post, title, titleF, rank, head, version }));
    },
  };
}
