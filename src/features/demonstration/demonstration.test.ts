import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDiwan, testDiwan } from "../../testing.ts";
import { load, remove } from "./demonstration.ts";

let t: TestDiwan;
beforeAll(async () => {
  t = await testDiwan();
});
afterAll(() => t.close());

const count = async (of: string) => Number((await t.owner.query(`select count(*) as n from ${of}`)).rows[0].n);

test("it fills an empty instance with requests at every point of their way, once, and can be removed without a trace", async () => {
  expect((await t.http(null).get("/api/setup")).body, "the set-up offers it").toEqual({ needed: true, example: true });
  await load(t.platform);
  expect(await count("people.person")).toBe(42);
  expect(await count("accounts.account")).toBe(42);
  const { rows } = await t.owner.query("select distinct state from requests.request order by state");
  expect(rows.map(({ state }) => state)).toEqual(["approved", "refused", "returned", "submitted"]);
  await t.settle();
  expect(await count("papers.paper where digest is not null")).toBe(2);
  await expect(load(t.platform)).rejects.toMatchObject({ code: "demonstration.not_empty" });
  await remove(t.platform);
  for (const table of ["people.person", "requests.request", "access.resource", "papers.paper", "accounts.account"])
    expect(await count(table), table).toBe(0);
  await expect(remove(t.platform)).rejects.toMatchObject({ code: "demonstration.not_loaded" });
  await load(t.platform);
  expect(await count("people.person")).toBe(42);
}, 120_000);
