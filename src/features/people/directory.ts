import type { Ctx } from "#platform/context.ts";
import { localDateOf } from "#platform/i18n/zone.ts";
import { fullName, titleFor } from "./names.ts";
import type { HoldingRow, PersonRow, PostRow } from "./rows.ts";
import type { PersonRef, PostHeld } from "./schema.ts";
import * as store from "./store.ts";

export type Person = PersonRef & {
  gender: "f" | "m";
  ppr: string | null;
  email: string | null;
  phone: string | null;
  grade: PersonRow["grade"];
  hiredOn: string | null;
};

export const presentPerson = (row: PersonRow): Person => ({
  id: row.id,
  name: fullName(row),
  gender: row.gender,
  ppr: row.ppr,
  email: row.email,
  phone: row.phone,
  grade: row.grade,
  hiredOn: row.hired_on,
});

/** People by id, in one query. */
export async function peopleById(ctx: Ctx, ids: Iterable<string>): Promise<Map<string, Person>> {
  const rows = await store.personsByIds(ctx, [...new Set(ids)]);
  return new Map(rows.map((row) => [row.id, presentPerson(row)]));
}

export const unitOfPost = (post: PostRow) => ({ id: post.unit, name: post.unit_name, sigle: post.unit_sigle });

/** The posts each of these people holds today, their own first. */
export async function postsOfPeople(
  ctx: Ctx,
  people: ReadonlyMap<string, Person>,
  day = localDateOf(ctx.at),
): Promise<Map<string, PostHeld[]>> {
  const held = new Map<string, PostHeld[]>();
  for (const post of await store.postsHeldBy(ctx, [...people.keys()], day)) {
    const gender = people.get(post.person)?.gender ?? null;
    const view = {
      id: post.id,
      title: titleFor(post, gender),
      unit: unitOfPost(post),
      rank: post.rank,
      head: post.head,
      kind: post.kind,
    };
    held.set(post.person, [...(held.get(post.person) ?? []), view]);
  }
  return held;
}

export type Occupant = {
  post: PostRow;
  holder: Person | null;
  interim: { person: Person; holding: HoldingRow } | null;
};

/** Who occupies posts on a day: the holder, and whoever stands ad interim. */
export async function occupantsOf(
  ctx: Ctx,
  posts: readonly PostRow[],
  day = localDateOf(ctx.at),
): Promise<Map<string, Occupant>> {
  const holdings = await store.holdingsOf(
    ctx,
    posts.map((post) => post.id),
    day,
  );
  const people = await peopleById(
    ctx,
    holdings.map((holding) => holding.person),
  );
  return new Map(
    posts.map((post) => {
      const of = (kind: "holder" | "interim") =>
        holdings.find((holding) => holding.post === post.id && holding.kind === kind);
      const holder = of("holder");
      const interim = of("interim");
      return [
        post.id,
        {
          post,
          holder: (holder && people.get(holder.person)) ?? null,
          interim: interim ? { person: people.get(interim.person)!, holding: interim } : null,
        },
      ];
    }),
  );
}
