import type { z } from "zod";
import { addMemberships, addPrincipals } from "#platform/access/principals.ts";
import type { Ctx } from "#platform/context.ts";
import { emitAll } from "#platform/events/emit.ts";
import { normaliseForSearch } from "#platform/i18n/arabic.ts";
import { parsePhone } from "#platform/i18n/identifiers.ts";
import { invalid } from "#platform/problem.ts";
import { startOfDay } from "#platform/time/zone.ts";
import { fullName } from "./names.ts";
import type { NewHolding, NewPerson, NewPost, NewUnit } from "./schema.ts";
import * as store from "./store.ts";

// How units, people, posts and holdings come in: many at once, under ids given before. The commands enter one; the
// caller authorizes.

type Entered<S extends z.ZodType> = z.output<S> & { id: string };

/** Units; a parent may stand anywhere in the list. @throws invalid `people.unit_unknown` */
export async function enterUnits(ctx: Ctx, units: readonly Entered<typeof NewUnit>[]): Promise<void> {
  const coming = new Map(units.map(({ id, openedOn }) => [id, openedOn]));
  const isComing = ({ parent, openedOn }: (typeof units)[number]) => (coming.get(parent ?? "") ?? "9999") <= openedOn;
  const above = units.flatMap((unit) =>
    unit.parent && !isComing(unit) ? [{ unit: unit.parent, day: unit.openedOn }] : [],
  );
  if (!(await store.areThere(ctx, above))) throw invalid({ path: "parent", code: "people.unit_unknown" });
  await addPrincipals(
    ctx,
    units.map(({ id }) => id),
    "unit",
  );
  await store.insertUnits(ctx, units);
  await addMemberships(
    ctx,
    units.flatMap(({ id, parent, openedOn }) =>
      parent ? [{ child: id, parent, from: startOfDay(openedOn), act: "people.unit" }] : [],
    ),
  );
  await emitAll(
    ctx,
    units.map(({ id, name, parent = null }) => ({ type: "people.unit_created", subject: id, body: { name, parent } })),
  );
}

/** @throws invalid `people.ppr_taken`, `i18n.phone_…` */
export async function enterPeople(ctx: Ctx, people: readonly Entered<typeof NewPerson>[]): Promise<void> {
  const pprs = people.flatMap(({ ppr }) => ppr || []);
  if (await store.anyPprKnown(ctx, pprs)) throw invalid({ path: "ppr", code: "people.ppr_taken" });
  const rows = people.map((person) => ({
    id: person.id,
    ppr: person.ppr || null,
    cin: person.cin || null,
    given_name: person.givenName,
    family_name: person.familyName,
    gender: person.gender,
    email: person.email ?? null,
    phone: phoneOf(person.phone),
    grade: person.grade ?? null,
    hired_on: person.hiredOn ?? null,
  }));
  await addPrincipals(
    ctx,
    rows.map(({ id }) => id),
    "person",
  );
  await store.insertPersons(
    ctx,
    rows.map((row) => {
      const name = fullName(row);
      return { ...row, search: normaliseForSearch(`${name.fr} ${name.ar}`) };
    }),
  );
  await emitAll(
    ctx,
    rows.map((row) => ({ type: "people.person_created", subject: row.id, body: { name: fullName(row) } })),
  );
}

function phoneOf(said: string | null | undefined): string | null {
  const phone = said ? parsePhone(said) : null;
  if (phone && !phone.ok) throw invalid({ path: "phone", code: phone.code });
  return phone?.ok ? phone.value : null;
}

/** @throws invalid `people.unit_unknown`, `people.head_exists` */
export async function enterPosts(ctx: Ctx, posts: readonly Entered<typeof NewPost>[]): Promise<void> {
  const places = posts.map(({ unit, openedOn: day }) => ({ unit, day }));
  if (!(await store.areThere(ctx, places))) throw invalid({ path: "unit", code: "people.unit_unknown" });
  const heads = posts.filter(({ head }) => head);
  if (
    new Set(heads.map(({ unit }) => unit)).size < heads.length ||
    (await store.anyHeaded(
      ctx,
      heads.map(({ unit, openedOn: day }) => ({ unit, day })),
    ))
  )
    throw invalid({ path: "head", code: "people.head_exists" });
  await addPrincipals(
    ctx,
    posts.map(({ id }) => id),
    "post",
  );
  await store.insertPosts(ctx, posts);
  await addMemberships(
    ctx,
    posts.map(({ id, unit, openedOn }) => ({
      child: id,
      parent: unit,
      from: startOfDay(openedOn),
      act: "people.post",
    })),
  );
  await emitAll(
    ctx,
    posts.map(({ id, unit, title }) => ({ type: "people.post_created", subject: id, body: { unit, title } })),
  );
}

/** Puts people on posts. @throws invalid `people.dates_reversed`, `people.interim_needs_end`, `people.act_needed`, `people.post_taken` */
export async function enterHoldings(ctx: Ctx, holdings: readonly Entered<typeof NewHolding>[]): Promise<void> {
  for (const { kind, fromDay, untilDay, actNumber } of holdings) {
    if (untilDay && untilDay <= fromDay) throw invalid({ path: "untilDay", code: "people.dates_reversed" });
    if (kind === "interim" && !untilDay) throw invalid({ path: "untilDay", code: "people.interim_needs_end" });
    if (kind === "interim" && !actNumber) throw invalid({ path: "actNumber", code: "people.act_needed" });
  }
  await store.insertHoldings(ctx, holdings);
  if (
    await store.anyOverlapOf(
      ctx,
      holdings.map(({ id }) => id),
    )
  )
    throw invalid({ path: "fromDay", code: "people.post_taken" });
  await addMemberships(
    ctx,
    holdings.map(({ id, person, post, kind, fromDay, untilDay }) => ({
      child: person,
      parent: post,
      from: startOfDay(fromDay),
      until: untilDay ? startOfDay(untilDay) : null,
      act: `people.${kind}:${id}`,
    })),
  );
  await emitAll(
    ctx,
    holdings.map(({ post, person, kind, fromDay, untilDay = null, actNumber }) => ({
      type: "people.appointed",
      subject: post,
      body: { person, kind, from: fromDay, until: untilDay, act: actNumber },
    })),
  );
}
