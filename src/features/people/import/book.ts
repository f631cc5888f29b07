import type { Ctx } from "#platform/context.ts";
import type { LocalizedName } from "#platform/wire/localized-name.ts";
import { fullName } from "../names.ts";
import { codeKey } from "./columns.ts";
import * as store from "./store.ts";
import type { Put } from "./writers.ts";

/** A thing that is there, or that a line will make: then `id` is null until the line is applied. */
export type Entry<R> = { id: string | null; row: R | null; line: number | null };
export type UnitEntry = Entry<store.UnitFound> & {
  openedOn: string;
  /** Key of the unit above, as it will be. */
  parent: string | null;
  /** What makes it, when it is not there yet: a unit may stand before its parent in the file. */
  make?: (ctx: Ctx, put: Put) => void;
  /** Line, or 0 when it is there already, of the post that heads it. */
  head: number | null;
};
export type PostEntry = Entry<store.PostFound> & { unit: string; holder: Holder | null };
export type Holder = { person: string | null; line: number | null; name: LocalizedName };
export type PersonEntry = Entry<store.PersonFound> & { name: LocalizedName };

/** What is there and what the file will add: the lines of all sheets speak of it by code and by number. */
export type Book = {
  units: Map<string, UnitEntry>;
  posts: Map<string, PostEntry>;
  /** By `ppr:…` and by `cin:…`. */
  people: Map<string, PersonEntry>;
  /** Everybody who is there, and the posts in force that each holds in his own name. */
  everybody: readonly store.PersonFound[];
  held: Map<string, { post: string; unit: string }[]>;
};

export async function openBook(ctx: Ctx): Promise<Book> {
  const [units, posts, everybody, holdings] = [
    await store.unitsFound(ctx),
    await store.postsFound(ctx),
    await store.personsFound(ctx),
    await store.holdersFound(ctx),
  ];
  const codes = new Map(units.map((unit) => [unit.id, unit.code && codeKey(unit.code)]));
  const byId = new Map(everybody.map((person) => [person.id, person]));
  const holders = new Map(holdings.map(({ post, person }) => [post, person]));
  const headed = new Set(posts.filter((post) => post.head && !post.closed_on).map((post) => post.unit));
  const book: Book = { units: new Map(), posts: new Map(), people: new Map(), everybody, held: new Map() };
  for (const row of units)
    if (row.code)
      book.units.set(codeKey(row.code), {
        id: row.id,
        row,
        line: null,
        openedOn: row.opened_on,
        parent: (row.parent && codes.get(row.parent)) ?? null,
        head: headed.has(row.id) ? 0 : null,
      });
  for (const row of posts) {
    const person = byId.get(holders.get(row.id) ?? "");
    if (row.code)
      book.posts.set(codeKey(row.code), {
        id: row.id,
        row,
        line: null,
        unit: codes.get(row.unit) ?? "",
        holder: person ? { person: person.id, line: null, name: fullName(person) } : null,
      });
  }
  for (const row of everybody) {
    const entry = { id: row.id, row, line: null, name: fullName(row) };
    if (row.ppr) book.people.set(`ppr:${row.ppr}`, entry);
    if (row.cin) book.people.set(`cin:${row.cin}`, entry);
  }
  for (const { person, post, unit } of holdings)
    book.held.set(person, [...(book.held.get(person) ?? []), { post, unit }]);
  return book;
}
