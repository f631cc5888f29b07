import { z } from "zod";
import { refuseOwn } from "#platform/access/own-affairs.ts";
import { endMembership } from "#platform/access/principals.ts";
import { command } from "#platform/command.ts";
import { emit } from "#platform/events/emit.ts";
import { normaliseForSearch } from "#platform/i18n/arabic.ts";
import { parsePhone } from "#platform/i18n/identifiers.ts";
import { localDateOf } from "#platform/i18n/zone.ts";
import { newId } from "#platform/ids.ts";
import { invalid, notFound, problem } from "#platform/problem.ts";
import { startOfDay } from "#platform/time/zone.ts";
import { Day, Id } from "#platform/wire/day.ts";
import { fullName } from "../names.ts";
import { requireManager } from "../policy.ts";
import { ASSISTANCE, scopePrincipal } from "../principals.ts";
import { NewAbsence, PersonChange, PostChange, Reason } from "../schema.ts";
import { insertAbsence, personByPpr, personsByIds, postsByIds, postsOfUnits } from "../store.ts";
import * as store from "./store.ts";

/** What rights are counted from: of oneself, another enters it. */
const COUNTED: readonly string[] = ["ppr", "cin", "grade", "hired_on"];

/** Corrects what is entered of a person; a number, grade or day of hiring that is not said stays. The event names the fields that changed, not what is personal in them. */
export const changePerson = command("people.change_person", PersonChange.extend({ person: Id }), async (ctx, input) => {
  await requireManager(ctx);
  const before = (await personsByIds(ctx, [input.person]))[0];
  if (!before) throw notFound();
  const other = input.ppr ? await personByPpr(ctx, input.ppr) : undefined;
  if (other && other.id !== before.id) throw invalid({ path: "ppr", code: "people.ppr_taken" });
  const phone = input.phone ? parsePhone(input.phone) : null;
  if (phone && !phone.ok) throw invalid({ path: "phone", code: phone.code });
  const name = fullName({ given_name: input.givenName, family_name: input.familyName });
  const row = {
    id: before.id,
    ppr: input.ppr === undefined ? before.ppr : input.ppr || null,
    cin: input.cin === undefined ? before.cin : input.cin || null,
    given_name: input.givenName,
    family_name: input.familyName,
    gender: input.gender,
    email: input.email ?? null,
    phone: phone?.ok ? phone.value : null,
    grade: input.grade === undefined ? before.grade : input.grade,
    hired_on: input.hiredOn === undefined ? before.hired_on : input.hiredOn,
    version: input.version,
  };
  const fields = Object.keys(row).filter(
    (key) => key !== "version" && !same(before[key as keyof typeof row], row[key as keyof typeof row]),
  );
  if (fields.some((field) => COUNTED.includes(field))) refuseOwn(ctx, before.id, "people.own_record");
  const search = normaliseForSearch(`${name.fr} ${name.ar}`);
  if (!(await store.updatePerson(ctx, { ...row, search }))) throw problem("people.stale", 409);
  await emit(ctx, "people.person_changed", before.id, { name, fields });
});

/** Two names are the same whatever the order in which their scripts are kept. */
const same = (a: unknown, b: unknown): boolean => sorted(a) === sorted(b);
const sorted = (value: unknown): string =>
  JSON.stringify(value && typeof value === "object" ? Object.entries(value).sort() : value);

export const changePost = command("people.change_post", PostChange.extend({ post: Id }), async (ctx, input) => {
  await requireManager(ctx);
  const post = (await postsByIds(ctx, [input.post], localDateOf(ctx.at)))[0];
  if (!post) throw notFound();
  const beside = await postsOfUnits(ctx, [post.unit], localDateOf(ctx.at));
  if (input.head && beside.some((other) => other.head && other.id !== post.id))
    throw invalid({ path: "head", code: "people.head_exists" });
  const gains = input.rank !== post.rank || input.head !== post.head;
  for (const held of gains ? await store.heldFrom(ctx, [post.id], localDateOf(ctx.at)) : [])
    refuseOwn(ctx, held.person, "people.own_act");
  const { rank, head, title, titleF: title_f, version } = input;
  if (!(await store.updatePost(ctx, { id: post.id, rank, head, title, title_f, version })))
    throw problem("people.stale", 409);
  await emit(ctx, "people.post_changed", post.id, {
    title,
    rank,
    head,
    before: { title: post.title, head: post.head },
  });
});

export const closePost = command("people.close_post", z.object({ post: Id, day: Day }), async (ctx, { post, day }) => {
  await requireManager(ctx);
  const held = await store.heldFrom(ctx, [post], day);
  if (held.length > 0) throw problem("people.post_still_held", 409);
  if (!(await store.closePosts(ctx, [post], day))) throw notFound();
  await emit(ctx, "people.post_closed", post, { day });
});

/** The person is no longer the secretariat of the post. */
export const endAssistant = command(
  "people.end_assistant",
  z.object({ assistant: Id, day: Day, reason: Reason }),
  async (ctx, { assistant, day, reason }) => {
    await requireManager(ctx);
    const row = await store.assistantById(ctx, assistant);
    if (!row) throw notFound();
    if (day < row.from_day) throw invalid({ path: "day", code: "people.end_before_start" });
    if (day === row.from_day && !reason) throw invalid({ path: "reason", code: "people.withdrawal_reason_needed" });
    if (!(await store.endAssistantRow(ctx, row.id, day, reason))) throw problem("people.already_ended", 409);
    const parent = await scopePrincipal(ctx, row.post, ASSISTANCE);
    await endMembership(ctx, { child: row.person, parent }, startOfDay(day));
    await emit(ctx, "people.assistant_ended", row.post, { person: row.person, day, reason });
  },
);

const ENTERED = "people.entered";
export const isEntered = (source: string): boolean => source === ENTERED;

/** Notes that a person is away, as the office knows it: a training, an illness; the cause is not kept here. */
export const enterAbsence = command("people.enter_absence", NewAbsence.extend({ person: Id }), async (ctx, input) => {
  await requireManager(ctx);
  if (!(await personsByIds(ctx, [input.person])).length) throw notFound();
  if (input.toDay < input.fromDay) throw invalid({ path: "toDay", code: "people.dates_reversed" });
  if (input.standIn === input.person) throw invalid({ path: "standIn", code: "people.stands_in_for_himself" });
  const id = newId(ctx.at);
  await insertAbsence(ctx, {
    id,
    person: input.person,
    from_day: input.fromDay,
    to_day: input.toDay,
    stand_in: input.standIn ?? null,
    source: ENTERED,
    subject: null,
  });
  await emit(ctx, "people.absence_entered", input.person, {
    absence: id,
    from: input.fromDay,
    to: input.toDay,
    standIn: input.standIn ?? null,
  });
  return { id };
});

export const withdrawAbsence = command("people.withdraw_absence", z.object({ absence: Id }), async (ctx, input) => {
  await requireManager(ctx);
  const row = await store.absenceById(ctx, input.absence);
  if (!row) throw notFound();
  if (!isEntered(row.source)) throw problem("people.absence_follows_request", 409);
  await store.cancelAbsenceRow(ctx, row.id);
  await emit(ctx, "people.absence_withdrawn", row.person, { absence: row.id, from: row.from_day, to: row.to_day });
});
