import type { Ctx } from "#platform/context.ts";
import { localDateOf } from "#platform/i18n/zone.ts";
import { newId } from "#platform/ids.ts";
import { problem } from "#platform/problem.ts";
import { type Occupant, occupantsOf, type Person, peopleById, postsOfPeople, unitOfPost } from "./directory.ts";
import { titleFor } from "./names.ts";
import type { PostRow, UnitRow } from "./rows.ts";
import type { Capacity, PostHeld } from "./schema.ts";
import * as store from "./store.ts";

export { appoint, delegate, withdrawDelegation } from "./acts.ts";
export {
  appointAssistant,
  createPerson,
  createPost,
  createUnit,
  recordDeparture,
  renameUnit,
  setInstitution,
  setPresence,
} from "./commands.ts";
export type { Occupant, Person } from "./directory.ts";
export { occupantsOf, peopleById } from "./directory.ts";
export { dayColumn, integerColumn, personColumn } from "./import/columns.ts";
export {
  type Column,
  error as importError,
  type Fault,
  type ImportSheet,
  importFill,
  type Planned,
  warning as importWarning,
} from "./import/sheet.ts";
export { structureSize } from "./import/store.ts";
export type { Put, Writer } from "./import/writers.ts";
export { setLogo } from "./logo.ts";
export { titleFor } from "./names.ts";
export { freshProof, hasRole, ownLeftToAnother, requireFreshProof, requireRole } from "./policy.ts";
export { ASSISTANCE, rolePrincipal, scopePrincipal } from "./principals.ts";
export { helpedBy } from "./roles/helping.ts";
export { giveRole } from "./roles/roles.ts";
export type { PostRow, UnitRow } from "./rows.ts";
export type { Rank, Role } from "./schema.ts";

/** The institution; refuses while it has not been set up. */
export async function institution(ctx: Ctx) {
  const row = await store.readInstitution(ctx);
  if (!row) throw problem("people.not_set_up", 409);
  return row;
}
export const institutionIfAny = (ctx: Ctx) => store.readInstitution(ctx);

export async function personById(ctx: Ctx, id: string): Promise<Person | null> {
  return (await peopleById(ctx, [id])).get(id) ?? null;
}
/** The roles somebody holds today. */
export const rolesHeld = (ctx: Ctx, person: string) => store.rolesOf(ctx, person, localDateOf(ctx.at));
export const personByPpr = store.personByPpr;

/** The posts a person holds on a day (his own first, then those he holds ad interim). */
export async function postsOf(ctx: Ctx, person: string, day = localDateOf(ctx.at)): Promise<PostHeld[]> {
  return (await postsOfPeople(ctx, await peopleById(ctx, [person]), day)).get(person) ?? [];
}

/** The person's own post: the first he holds in his own name. */
export const mainPostOf = async (ctx: Ctx, person: string, day?: string): Promise<PostHeld | null> =>
  (await postsOf(ctx, person, day)).find((post) => post.kind === "holder") ?? null;

/** The head posts above a person, nearest first; a post he holds himself is no superior of his. */
export async function postsAbove(ctx: Ctx, person: string, day = localDateOf(ctx.at)): Promise<PostRow[]> {
  const own = await mainPostOf(ctx, person, day);
  if (!own) return [];
  return (await store.headPostsAbove(ctx, own.unit.id, day)).filter((post) => post.id !== own.id);
}

export const postsByIds = (ctx: Ctx, ids: readonly string[], day = localDateOf(ctx.at)) =>
  store.postsByIds(ctx, ids, day);
export const unitById = (ctx: Ctx, id: string, day = localDateOf(ctx.at)): Promise<UnitRow | undefined> =>
  store.unitById(ctx, id, day);

/** In which capacity somebody acts for a post, and by which line of which act. */
export type Standing = {
  capacity: Exclude<Capacity, "assistant">;
  post: string;
  actNumber: string;
  actDay: string | null;
  untilDay: string | null;
};

/**
 * The capacity in which a person may act for a post in one scope of decisions, now: holder, interim, or delegate.
 * While somebody stands ad interim, the holder does not act. Null: he may not.
 */
export async function standingOf(ctx: Ctx, person: string, post: string, scope: string): Promise<Standing | null> {
  const day = localDateOf(ctx.at);
  const holdings = await store.holdingsOf(ctx, [post], day);
  const interim = holdings.find((holding) => holding.kind === "interim");
  if (interim?.person === person)
    return {
      capacity: "interim",
      post,
      actNumber: interim.act_number,
      actDay: interim.act_day,
      untilDay: interim.until_day,
    };
  const holder = holdings.find((holding) => holding.kind === "holder");
  if (!interim && holder?.person === person)
    return { capacity: "holder", post, actNumber: holder.act_number, actDay: holder.act_day, untilDay: null };
  const line = (await store.delegationsInForce(ctx, [post], scope, day)).find(
    (delegation) => delegation.person === person,
  );
  return line
    ? { capacity: "delegate", post, actNumber: line.act_number, actDay: line.act_day, untilDay: line.until_day }
    : null;
}

/** Everyone who may act for these posts now in a scope, with the post; for queues and notices. */
export async function whoMayAct(
  ctx: Ctx,
  posts: readonly string[],
  scope: string,
): Promise<{ post: string; person: string; capacity: Capacity }[]> {
  const day = localDateOf(ctx.at);
  const holdings = await store.holdingsOf(ctx, posts, day);
  const delegations = await store.delegationsInForce(ctx, posts, scope, day);
  const withInterim = new Set(holdings.filter((h) => h.kind === "interim").map((h) => h.post));
  return [
    ...holdings
      .filter((h) => h.kind === "interim" || !withInterim.has(h.post))
      .map((h) => ({ post: h.post, person: h.person, capacity: h.kind as Capacity })),
    ...delegations.map((d) => ({ post: d.post, person: d.person, capacity: "delegate" as const })),
  ];
}

/** The posts for which a person may act now in a scope: his own, those ad interim, those delegated to him. */
export async function postsActedFor(
  ctx: Ctx,
  person: string,
): Promise<{ held: string[]; delegated: { post: string; scopes: string[] }[]; assisted: string[] }> {
  const day = localDateOf(ctx.at);
  const [held, delegated, assisted] = [
    await store.postsHeldBy(ctx, [person], day),
    await store.delegatedTo(ctx, person, day),
    await store.postsAssistedBy(ctx, person, day),
  ];
  return {
    held: held.map((post) => post.id),
    delegated: delegated.map(({ post, scopes }) => ({ post, scopes })),
    assisted: assisted.map(({ post }) => post),
  };
}

export const isAssistantOf = async (ctx: Ctx, person: string, post: string): Promise<boolean> =>
  (await store.assistantsInForce(ctx, [post], localDateOf(ctx.at))).some((assistant) => assistant.person === person);
export const assistantsOf = (ctx: Ctx, posts: readonly string[]) =>
  store.assistantsInForce(ctx, posts, localDateOf(ctx.at));

/** A post with who occupies it, as an applicant sees it on the path of his request. */
export async function describePosts(ctx: Ctx, ids: readonly string[]) {
  const posts = await store.postsByIds(ctx, ids, localDateOf(ctx.at));
  const occupants = await occupantsOf(ctx, posts);
  return new Map(posts.map((post) => [post.id, describePost(occupants.get(post.id)!)]));
}

function describePost({ post, holder, interim }: Occupant) {
  const person = interim?.person ?? holder;
  return {
    id: post.id,
    title: titleFor(post, person?.gender ?? null),
    unit: unitOfPost(post),
    rank: post.rank,
    person: person ? { id: person.id, name: person.name } : null,
    gender: person?.gender ?? null,
    interim: interim !== null,
  };
}

export const peopleWithRole = async (ctx: Ctx, role: string): Promise<string[]> =>
  (await store.holdersOfRole(ctx, role, localDateOf(ctx.at))).map((holder) => holder.person);

/** Whether a person heads a unit or one above it today: as holder, ad interim, by a delegation, or as the secretariat of its head. */
export async function headsOver(ctx: Ctx, person: string, unit: string): Promise<boolean> {
  const posts = new Set((await store.headPostsAbove(ctx, unit, localDateOf(ctx.at))).map((post) => post.id));
  const { held, delegated, assisted } = await postsActedFor(ctx, person);
  return [...held, ...assisted, ...delegated.map((line) => line.post)].some((post) => posts.has(post));
}

/** Notes that a person is away; one absence per subject. */
export async function recordAbsence(
  ctx: Ctx,
  absence: { person: string; fromDay: string; toDay: string; standIn: string | null; source: string; subject: string },
): Promise<void> {
  await store.insertAbsence(ctx, {
    id: newId(ctx.at),
    person: absence.person,
    from_day: absence.fromDay,
    to_day: absence.toDay,
    stand_in: absence.standIn,
    source: absence.source,
    subject: absence.subject,
  });
}
export const cancelAbsence = store.cancelAbsenceOf;
export const absencesBetween = store.absencesBetween;

/** The people of a unit on a day. */
export const membersOfUnit = (ctx: Ctx, unit: string, day = localDateOf(ctx.at)) => store.membersOf(ctx, [unit], day);
