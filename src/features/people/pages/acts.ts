import type { Ctx } from "#platform/context.ts";
import { localDateOf } from "#platform/i18n/zone.ts";
import { type Person, peopleById, unitOfPost } from "../directory.ts";
import { titleFor } from "../names.ts";
import type { DelegationRow, HoldingRow, PostRow } from "../rows.ts";
import { postsByIds } from "../store.ts";
import type { AssistantRow } from "./store.ts";

export const ref = (person: Person) => ({ id: person.id, name: person.name });

/** The posts and people that some rows name, read once for all of them. */
export async function namedIn(ctx: Ctx, rows: readonly { post: string; person: string }[]) {
  const posts = await postsByIds(ctx, [...new Set(rows.map((row) => row.post))], localDateOf(ctx.at));
  const people = await peopleById(
    ctx,
    rows.map((row) => row.person),
  );
  return { posts: new Map(posts.map((post) => [post.id, post])), people };
}
export type Named = Awaited<ReturnType<typeof namedIn>>;

/** An act that ends as it begins was withdrawn: it never held. */
type State = "coming" | "in_force" | "ended";
const stateOf = (from: string, until: string | null, day: string): State =>
  until !== null && (until <= day || until <= from) ? "ended" : from > day ? "coming" : "in_force";

const placeOf = (post: PostRow, gender: Person["gender"] | null) => ({
  id: post.id,
  title: titleFor(post, gender),
  unit: unitOfPost(post),
});

export function viewHolding(row: HoldingRow, { posts, people }: Named, day: string) {
  const person = people.get(row.person)!;
  return {
    id: row.id,
    post: placeOf(posts.get(row.post)!, person.gender),
    person: ref(person),
    kind: row.kind,
    fromDay: row.from_day,
    untilDay: row.until_day,
    actNumber: row.act_number,
    actDay: row.act_day,
    endReason: row.end_reason,
    state: stateOf(row.from_day, row.until_day, day),
  };
}

export function viewDelegation(row: DelegationRow, { posts, people }: Named, day: string) {
  const until = row.withdrawn_on && row.withdrawn_on < row.until_day ? row.withdrawn_on : row.until_day;
  return {
    id: row.id,
    post: placeOf(posts.get(row.post)!, null),
    person: ref(people.get(row.person)!),
    scopes: row.scopes,
    fromDay: row.from_day,
    untilDay: row.until_day,
    actNumber: row.act_number,
    actDay: row.act_day,
    withdrawnOn: row.withdrawn_on,
    withdrawalReason: row.withdrawal_reason,
    state: stateOf(row.from_day, until, day),
  };
}

export const viewAssistant = (row: AssistantRow, { posts, people }: Named) => ({
  id: row.id,
  post: placeOf(posts.get(row.post)!, null),
  person: ref(people.get(row.person)!),
  fromDay: row.from_day,
  untilDay: row.until_day,
});
