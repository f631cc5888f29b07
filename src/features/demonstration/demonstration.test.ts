import { afterAll, beforeAll, expect, test } from "vitest";
import { one, sql } from "#platform/db/db.ts";
import { type TestDiwan, testDiwan } from "../../testing.ts";
import { load, remove } from "./demonstration.ts";

let t: TestDiwan;
beforeAll(async () => {
  t = await testDiwan();
});
afterAll(() => t.close());

const count = async (of: string) => (await one<{ n: number }>(t.ownerDb, sql`select count(*) as n from ${sql.raw(of)}`)).n;

test("it fills an empty instance with requests at every point of their way, once, and can be removed without a trace", async () => {
  await load(t.platform);
  expect(await count("people.person")).toBe(42);
  expect(await count("accounts.account")).toBe(42);
  const states = await one<{ states: string[] }>(t.ownerDb, sql`select array_agg(distinct state order by state) as states from requests.request`);
  expect(states.states).toEqual(["approved", "refused", "returned", "submitted"]);
  await t.settle();
  expect(await count("papers.paper where digest is not null")).toBe(2);
  await expect(load(t.platform)).rejects.toMatchObject({ code: "demonstration.not_empty" });
  await remove(t.platform);
  for (const table of ["people.person", "requests.request", "access.resource", "papers.paper", "accounts.account"]) expect(await count(table), table).toBe(0);
  await expect(remove(t.platform)).rejects.toMatchObject({ code: "demonstration.not_loaded" });
  await load(t.platform);
  expect(await count("people.person")).toBe(42);
}, 120_000);
