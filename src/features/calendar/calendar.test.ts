import { afterAll, beforeAll, expect, test } from "vitest";
import { createPerson, giveRole } from "#features/people/api.ts";
import { asSystem } from "#platform/testing/database.ts";
import { type TestDiwan, testDiwan } from "../../testing.ts";
import type { HijriYear, HolidayList } from "./schema.ts";

let t: TestDiwan;
let hr = "";
let other = "";
const both = (text: string) => ({ ar: text, fr: text });

beforeAll(async () => {
  t = await testDiwan();
  await t.as(asSystem, async (ctx) => {
    const person = async (name: string) =>
      (await createPerson.run(ctx, { givenName: both(name), familyName: both("Test"), gender: "f" })).id;
    [hr, other] = [await person("Hind"), await person("Autre")];
    await giveRole.run(ctx, { role: "hr", person: hr });
  });
});
afterAll(() => t.close());

const year = async (reader = other) =>
  (await t.http(reader).get("/api/calendar/holidays?from=2026-01-01&to=2026-12-31")).body as HolidayList;
const named = (list: HolidayList, key: string) => list.items.find((holiday) => holiday.key === key)!;

test("an expected feast is confirmed on another day, tells where it was expected, and comes back when withdrawn", async () => {
  const expected = named(await year(), "fitr");
  expect(expected).toMatchObject({ state: "expected", movedFrom: null, override: null });
  const entry = { kind: "confirmed", key: "fitr", day: "2026-03-21", source: "Habous" };
  const foreseen = await t.http(hr).post("/api/calendar/overrides/preview", entry);
  expect(foreseen.body).toEqual({ days: [expected.date, "2026-03-22"], recounted: 0 });
  expect(named(await year(), "fitr").state).toBe("expected");
  const entered = (await t.http(hr).post("/api/calendar/overrides", entry)).body as { id: string };
  expect(named(await year(), "fitr")).toMatchObject({
    date: "2026-03-21",
    state: "confirmed",
    movedFrom: expected.date,
    source: "Habous",
  });
  await t.http(hr).del(`/api/calendar/overrides/${entered.id}`);
  expect(named(await year(), "fitr")).toEqual(expected);
});

test("a holiday that does not take place leaves the list and stands among the cancelled", async () => {
  const entry = { kind: "cancelled", key: "youth_day", day: "2026-08-21", source: "décret" };
  expect((await t.http(hr).post("/api/calendar/overrides", entry)).status).toBe(201);
  const list = await year();
  expect(list.items.some((holiday) => holiday.key === "youth_day")).toBe(false);
  expect(list.cancelled).toMatchObject([{ day: "2026-08-21", source: "décret" }]);
  expect(list.cancelled[0]?.name.fr).toMatch(/jeunesse/i);
});

test("a Hijri month begins on one of two days, and a table that cannot be true is refused before it is entered", async () => {
  const read = async () => (await t.http(other).get("/api/calendar/hijri?year=1448")).body as HijriYear;
  const month = (await read()).items[4]!;
  expect(month).toMatchObject({ begins: month.choices[1], certainty: "indicative" });
  const entry = { year: 1448, month: 5, days: 0, source: "Habous" };
  expect((await t.http(hr).post("/api/calendar/hijri/preview", entry)).status).toBe(200);
  expect((await read()).items[4]).toEqual(month);
  expect((await t.http(hr).post("/api/calendar/hijri", entry)).status).toBe(204);
  expect((await read()).items[4]).toMatchObject({ begins: month.choices[0], certainty: "official", source: "Habous" });
  // The month between two that began late cannot begin on time: it would leave 31 days before it.
  const impossible = await t.http(hr).post("/api/calendar/hijri/preview", { ...entry, month: 2 });
  expect(impossible).toMatchObject({ status: 422, body: { fields: [{ code: "calendar.impossible_month" }] } });
});

test("everybody reads the calendar; the office alone is offered to change it, and others are refused", async () => {
  expect((await year()).abilities).toEqual({ change: false });
  expect((await year(hr)).abilities).toEqual({ change: true });
  const entry = { kind: "cancelled", key: "throne_day", day: "2026-07-30" };
  expect((await t.http(other).post("/api/calendar/overrides/preview", entry)).status).toBe(403);
});
