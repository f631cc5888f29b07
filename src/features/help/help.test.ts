import { afterAll, beforeAll, expect, test } from "vitest";
import { buildWorld, type World } from "#features/demonstration/api.ts";
import { asSystem } from "#platform/testing/database.ts";
import { type TestDiwan, testDiwan } from "../../testing.ts";

let t: TestDiwan;
let world: World;
beforeAll(async () => {
  t = await testDiwan();
  world = await t.as(asSystem, buildWorld);
});
afterAll(() => t.close());

const firstDayOf = async (login: string) => (await t.http(world.people[login]!).get("/api/help/first-day")).body;

test("the first day is open until the person puts it away, for himself alone and once", async () => {
  expect(await firstDayOf("newcomer")).toEqual({ open: true, secondFactor: false });
  for (let time = 0; time < 2; time++)
    expect((await t.http(world.people.newcomer!).post("/api/help/first-day/end")).status).toBe(204);
  expect(await firstDayOf("newcomer")).toMatchObject({ open: false });
  expect(await firstDayOf("said")).toMatchObject({ open: true });
});
