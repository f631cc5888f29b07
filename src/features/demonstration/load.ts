import {
  appoint,
  appointAssistant,
  createPerson,
  createPost,
  createUnit,
  delegate,
  giveRole,
  setInstitution,
} from "#features/people/api.ts";
import type { Ctx } from "#platform/context.ts";
import { addDays } from "#platform/i18n/local-date.ts";
import { localDateOf } from "#platform/i18n/zone.ts";
import { openAccounts } from "./ledger.ts";
import { HOUSE, PEOPLE, ROLES, UNITS } from "./world.ts";

/** Everyone and everything of the demonstration, by login and by code. */
export type World = { people: Record<string, string>; posts: Record<string, string>; units: Record<string, string> };

const FOUNDED = "2020-01-01";

/** Builds the institution through the same commands that an administrator uses. */
export async function buildWorld(ctx: Ctx): Promise<World> {
  await setInstitution.run(ctx, { ...HOUSE, hue: null });
  const units: Record<string, string> = {};
  for (const { parent, ...unit } of UNITS)
    units[unit.code] = (
      await createUnit.run(ctx, { ...unit, parent: parent ? units[parent]! : null, openedOn: FOUNDED })
    ).id;
  const people: Record<string, string> = {};
  const posts: Record<string, string> = {};
  for (const [index, person] of PEOPLE.entries()) {
    const made = await createPerson.run(ctx, {
      ppr: String(1_200_000 + index * 137),
      givenName: person.given,
      familyName: person.family,
      gender: person.gender,
      hiredOn: person.hiredOn,
      email: `${person.login}@dpe.example`,
      phone: `05 37 00 10 ${String(index).padStart(2, "0")}`,
      grade: null,
    });
    people[person.login] = made.id;
    const { rank, head, title, titleF } = person;
    posts[person.login] = (
      await createPost.run(ctx, { unit: units[person.unit]!, rank, head, title, titleF, openedOn: FOUNDED })
    ).id;
    const fromDay = person.hiredOn > "2022-01-01" ? person.hiredOn : "2022-01-01";
    await appoint.run(ctx, {
      post: posts[person.login]!,
      person: made.id,
      kind: "holder",
      fromDay,
      untilDay: null,
      actNumber: "",
      actDay: null,
    });
  }
  for (const [role, login] of ROLES) await giveRole.run(ctx, { role, person: people[login]! });
  await actsOf(ctx, people, posts);
  await openAccounts(ctx, people);
  return { people, posts, units };
}

/** The head of studies is away for months: an interim stands in his post. The director delegates the signature of leaves. */
async function actsOf(ctx: Ctx, people: Record<string, string>, posts: Record<string, string>): Promise<void> {
  const today = localDateOf(ctx.at);
  await appoint.run(ctx, {
    post: posts.des!,
    person: people.ses!,
    kind: "interim",
    fromDay: addDays(today, -30),
    untilDay: addDays(today, 150),
    actNumber: "27/DPE/2026",
    actDay: addDays(today, -32),
  });
  await delegate.run(ctx, {
    post: posts.director!,
    person: people.dag!,
    scopes: ["leave.annual"],
    fromDay: addDays(today, -60),
    untilDay: addDays(today, 300),
    actNumber: "11/DPE/2026",
    actDay: addDays(today, -63),
  });
  await appointAssistant.run(ctx, { post: posts.director!, person: people.secretary!, fromDay: addDays(today, -300) });
}
