import { afterAll, beforeAll, expect, test } from "vitest";
import { setUp } from "#features/administration/api.ts";
import { createPerson, giveRole, setInstitution } from "#features/people/api.ts";
import { drain } from "#platform/events/drain.ts";
import { subscriber } from "#platform/events/subscriber.ts";
import { asSystem } from "#platform/testing/database.ts";
import { type TestDiwan, testDiwan } from "../../testing.ts";

let t: TestDiwan;
beforeAll(async () => {
  t = await testDiwan();
  const both = (text: string) => ({ ar: text, fr: text });
  await t.as(asSystem, async (ctx) => {
    await setInstitution.run(ctx, { name: both("DF"), city: both("Rabat"), sigle: "DF" });
    const { id } = await createPerson.run(ctx, { givenName: both("A"), familyName: both("B"), gender: "f" });
    await giveRole.run(ctx, { role: "administrator", person: id });
  });
  await t.owner.query("insert into demonstration.marker (loaded_at) values (now())");
});
afterAll(() => t.close());

const adminOf = async () =>
  (await t.owner.query("select person from people.role_holder where role = 'administrator'")).rows[0].person as string;
const PATH = "/api/demonstration";

test("the administrator sees what would go, proves who he is, and is given the set-up that follows", async () => {
  const heard: string[] = [];
  const ear = subscriber("x.ear", ["administration.set_up"], async (_ctx, event) => void heard.push(event.type));
  await drain(t.platform, [ear]);
  const admin = await adminOf();
  const { body } = await t.http(admin).get(PATH);
  expect(body).toMatchObject({ loadedAt: expect.any(String), contents: { people: 1, accounts: 0, requests: 0 } });
  expect((await t.http(admin).post(`${PATH}/removal`, {}, { authorization: `Unproved ${admin}` })).status).toBe(401);
  const removed: { setUp: string } = (await t.http(admin).post(`${PATH}/removal`)).body;
  expect(removed.setUp).toMatch(/^\/setup#.{20,}/);
  expect((await t.owner.query("select count(*)::int as n from people.person")).rows[0].n).toBe(0);

  await setUp(t.platform, {
    code: removed.setUp.split("#")[1]!,
    nameAr: "مديرية الغابات",
    nameFr: "Direction des forêts",
    nameZgh: "",
    nameEn: "",
    sigle: "DF",
    cityAr: "الرباط",
    cityFr: "Rabat",
    givenAr: "ليلى",
    givenFr: "Leïla",
    familyAr: "السبتي",
    familyFr: "Sebti",
    gender: "f",
    login: "l.sebti",
    password: "غابة الأرز عالية 1447",
  });
  await drain(t.platform, [ear]);
  expect(heard, "whoever follows the log follows the new one from its beginning").toEqual(["administration.set_up"]);
});

test("a real institution is never reached", async () => {
  const admin = await adminOf();
  expect((await t.http(admin).get(PATH)).body).toMatchObject({ loadedAt: null });
  expect(await t.http(admin).post(`${PATH}/removal`)).toMatchObject({
    status: 409,
    body: { code: "demonstration.not_loaded" },
  });
  expect((await t.owner.query("select count(*)::int as n from people.person")).rows[0].n).toBe(1);
});
