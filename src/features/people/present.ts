import type { z } from "zod";
import type { Ctx } from "#platform/context.ts";
import { localDateOf } from "#platform/i18n/zone.ts";
import { occupantsOf, type Person, peopleById, postsOfPeople, unitOfPost } from "./directory.ts";
import { titleFor } from "./names.ts";
import { hasRole } from "./policy.ts";
import type { DelegationView, PersonView, UnitView } from "./schema.ts";
import * as store from "./store.ts";

const ref = (person: Person) => ({ id: person.id, name: person.name });

/** People as the reader may see them: what is personal only to the person and to the HR office. */
export async function viewPeople(ctx: Ctx, people: readonly Person[]): Promise<z.infer<typeof PersonView>[]> {
  const today = localDateOf(ctx.at);
  const ids = people.map((person) => person.id);
  const posts = await postsOfPeople(ctx, new Map(people.map((person) => [person.id, person])));
  const away = new Map((await store.absencesBetween(ctx, ids, today, today)).map((line) => [line.person, line]));
  const standIns = await peopleById(
    ctx,
    [...away.values()].flatMap((line) => line.stand_in ?? []),
  );
  const standInOf = (id: string | null | undefined) => {
    const standIn = id ? standIns.get(id) : undefined;
    return standIn ? ref(standIn) : null;
  };
  const seesPersonal = await hasRole(ctx, "hr");
  return people.map((person) => ({
    ...ref(person),
    gender: person.gender,
    email: person.email,
    phone: person.phone,
    posts: posts.get(person.id) ?? [],
    absentUntil: away.get(person.id)?.to_day ?? null,
    standIn: standInOf(away.get(person.id)?.stand_in),
    personal:
      seesPersonal || person.id === ctx.actor.id
        ? { ppr: person.ppr, hiredOn: person.hiredOn, grade: person.grade }
        : null,
  }));
}

/** The units in force today with their posts and who occupies them. */
export async function viewOrganigram(ctx: Ctx): Promise<z.infer<typeof UnitView>[]> {
  const day = localDateOf(ctx.at);
  const units = await store.unitsOn(ctx, day);
  const posts = await store.postsOfUnits(
    ctx,
    units.map((unit) => unit.id),
    day,
  );
  const occupants = await occupantsOf(ctx, posts, day);
  return units.map((unit) => ({
    id: unit.id,
    name: unit.name,
    sigle: unit.sigle,
    kind: unit.kind,
    parent: unit.parent,
    minimumPresence: unit.minimum_presence,
    posts: posts
      .filter((post) => post.unit === unit.id)
      .map((post) => {
        const { holder, interim } = occupants.get(post.id)!;
        return {
          id: post.id,
          title: titleFor(post, (interim?.person ?? holder)?.gender ?? null),
          rank: post.rank,
          head: post.head,
          holder: holder && ref(holder),
          interim: interim && {
            ...ref(interim.person),
            until: interim.holding.until_day!,
            act: interim.holding.act_number,
          },
        };
      }),
  }));
}

export async function viewDelegations(ctx: Ctx): Promise<z.infer<typeof DelegationView>[]> {
  const rows = await store.allDelegations(ctx, 200);
  const posts = new Map(
    (
      await store.postsByIds(
        ctx,
        rows.map((row) => row.post),
        localDateOf(ctx.at),
      )
    ).map((post) => [post.id, post]),
  );
  const people = await peopleById(
    ctx,
    rows.map((row) => row.person),
  );
  return rows.flatMap((row) => {
    const [post, person] = [posts.get(row.post), people.get(row.person)];
    if (!post || !person) return [];
    return [
      {
        id: row.id,
        post: { id: post.id, title: titleFor(post, null), unit: unitOfPost(post) },
        person: ref(person),
        scopes: row.scopes,
        fromDay: row.from_day,
        untilDay: row.until_day,
        actNumber: row.act_number,
        actDay: row.act_day,
        withdrawnOn: row.withdrawn_on,
      },
    ];
  });
}
