import { afterAll, beforeAll, expect, test } from "vitest";
import { asSystem } from "#platform/testing/database.ts";
import { type TestDiwan, testDiwan } from "../../../testing.ts";
import { createPerson, createUnit, giveRole } from "../api.ts";
import type { PersonRecord } from "../schema.ts";

let t: TestDiwan;
const made: Record<string, string> = {};
let unit = "";
const both = (text: string) => ({ ar: `${text} ع`, fr: text });

beforeAll(async () => {
  t = await testDiwan();
  await t.as(asSystem, async (ctx) => {
    for (const name of ["Amina", "Brahim", "Chama"])
      made[name] = (await createPerson.run(ctx, { givenName: both(name), familyName: both("Test"), gender: "f" })).id;
    unit = (
      await createUnit.run(ctx, {
        kind: "service",
        parent: null,
        name: both("DB"),
        sigle: "DB",
        openedOn: "2020-01-01",
      })
    ).id;
    await giveRole.run(ctx, { role: "administrator", person: made.Amina! });
  });
});
afterAll(() => t.close());

const give = (by: string, to: string, role: object) => t.http(made[by]!).post(`/api/people/${made[to]}/roles`, role);
const take = (by: string, from: string, role: string, reason = "Mutation") =>
  t.http(made[by]!).post(`/api/people/${made[from]}/roles/${role}/end`, { reason });
const seen = async (by: string, of: string) =>
  (await t.http(made[by]!).get(`/api/people/${made[of]}/record`)).body as PersonRecord;

test("a role is given by an administrator alone, shown with its giver to those who may know, and not given twice", async () => {
  expect(await give("Brahim", "Brahim", { role: "auditor" })).toMatchObject({ status: 403 });
  expect(await give("Amina", "Brahim", { role: "helper", unit })).toMatchObject({ status: 204 });
  expect(await give("Amina", "Brahim", { role: "helper" })).toMatchObject({
    status: 422,
    body: { fields: [{ path: "role", code: "people.role_held" }] },
  });
  expect((await seen("Amina", "Brahim")).roles).toMatchObject([
    { role: "helper", unit: { id: unit, sigle: "DB" }, givenBy: { id: made.Amina } },
  ]);
  expect((await seen("Brahim", "Brahim")).roles).toHaveLength(1);
  expect((await seen("Chama", "Brahim")).roles).toBeNull();
});

test("an administrator gives himself no role; another does", async () => {
  expect(await give("Amina", "Amina", { role: "auditor" })).toMatchObject({
    status: 403,
    body: { code: "people.own_role" },
  });
  const own = await seen("Amina", "Amina");
  expect(own.abilities).toMatchObject({ giveRoles: false, takeRoles: true });
});

test("a role is taken with its reason, and may be given again the same day", async () => {
  expect(await take("Amina", "Brahim", "helper", " ")).toMatchObject({ status: 422 });
  expect(await take("Amina", "Brahim", "helper")).toMatchObject({ status: 204 });
  expect(await take("Amina", "Brahim", "helper")).toMatchObject({ status: 404 });
  expect((await seen("Amina", "Brahim")).roles).toEqual([]);
  expect(await give("Amina", "Brahim", { role: "helper" })).toMatchObject({ status: 204 });
  expect((await seen("Amina", "Brahim")).roles).toMatchObject([{ role: "helper", unit: null }]);
});

test("there is always an administrator who stays: neither a removal nor a departure takes the last one", async () => {
  const last = { status: 409, body: { code: "people.last_administrator" } };
  const leaves = (who: string, day: string) => t.http(made.Amina!).post(`/api/people/${made[who]}/departure`, { day });
  expect(await take("Amina", "Amina", "administrator")).toMatchObject(last);
  expect(await leaves("Amina", "2027-01-01")).toMatchObject(last);
  expect(await give("Amina", "Chama", { role: "administrator", fromDay: "2099-01-01" })).toMatchObject({ status: 204 });
  expect(await take("Amina", "Amina", "administrator")).toMatchObject(last);
  expect(await give("Amina", "Brahim", { role: "administrator" })).toMatchObject({ status: 204 });
  expect(await leaves("Brahim", "2099-01-01")).toMatchObject({ status: 204 });
  expect(await take("Amina", "Amina", "administrator")).toMatchObject(last);
  expect(await take("Amina", "Brahim", "administrator")).toMatchObject({ status: 204 });
  expect((await seen("Amina", "Brahim")).roles?.map(({ role }) => role)).not.toContain("administrator");
});
