import { createPerson, createUnit, giveRole, setInstitution } from "#features/people/api.ts";
import { asSystem } from "#platform/testing/database.ts";
import { type TestDiwan, testDiwan } from "../../testing.ts";

const both = (ar: string, fr: string) => ({ ar, fr });
const PEOPLE = [
  ["admin", "سلمى", "Salma", "الوزاني", "Ouazzani"],
  ["auditor", "بشرى", "Bouchra", "الكتاني", "Kettani"],
  ["hr", "عمر", "Omar", "بناني", "Bennani"],
  ["agent", "رشيد", "Rachid", "العلمي", "Alami"],
] as const;
const ROLES = { admin: "administrator", auditor: "auditor", hr: "hr" } as const;

/** The product with a small institution in it: one holder of each role, and one of none. */
export async function testHouse(): Promise<{ t: TestDiwan; people: Record<(typeof PEOPLE)[number][0], string> }> {
  const t = await testDiwan();
  const people: Record<string, string> = {};
  await t.as(asSystem, async (ctx) => {
    const name = both("مديرية الغابات", "Direction des forêts");
    await setInstitution.run(ctx, { name, city: both("الرباط", "Rabat"), sigle: "DF" });
    await createUnit.run(ctx, { kind: "directorate", name, sigle: "DF", openedOn: "2020-01-01" });
    for (const [key, givenAr, givenFr, familyAr, familyFr] of PEOPLE) {
      const names = { givenName: both(givenAr, givenFr), familyName: both(familyAr, familyFr) };
      people[key] = (await createPerson.run(ctx, { ...names, gender: "f" })).id;
    }
    for (const [key, role] of Object.entries(ROLES)) await giveRole.run(ctx, { role, person: people[key]! });
  });
  return { t, people: people as Awaited<ReturnType<typeof testHouse>>["people"] };
}

/** The header of someone who has not just proved who he is. */
export const unproved = (person: string) => ({ authorization: `Unproved ${person}` });
