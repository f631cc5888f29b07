import { afterAll, beforeAll, expect, test } from "vitest";
import { asSystem } from "#platform/testing/database.ts";
import { type TestDiwan, testDiwan } from "../../testing.ts";
import { appoint, createPerson, createPost, createUnit, delegate, giveRole, standingOf } from "./api.ts";

let t: TestDiwan;
const made: Record<string, string> = {};
const both = (text: string) => ({ ar: `${text} ع`, fr: text });

beforeAll(async () => {
  t = await testDiwan();
  await t.as(asSystem, async (ctx) => {
    const person = async (fr: string, gender: "f" | "m" = "m") =>
      (made[fr] = (await createPerson.run(ctx, { givenName: both(fr), familyName: both("Test"), gender })).id);
    const unit = async (fr: string, kind: "directorate" | "division" | "service", parent?: string) =>
      (made[fr] = (
        await createUnit.run(ctx, { kind, parent: parent ?? null, name: both(fr), sigle: fr, openedOn: "2020-01-01" })
      ).id);
    const head = async (key: string, of: string, rank: "director" | "head_of_division" | "head_of_service") =>
      (made[key] = (
        await createPost.run(ctx, {
          unit: of,
          rank,
          head: true,
          title: both(key),
          titleF: both(`${key}e`),
          openedOn: "2020-01-01",
        })
      ).id);
    const directorate = await unit("DB", "directorate");
    const division = await unit("DRH", "division", directorate);
    await head("directeur", directorate, "director");
    await head("chef", division, "head_of_division");
    for (const name of ["Amina", "Brahim", "Chama", "Driss"]) await person(name, name === "Amina" ? "f" : "m");
    await giveRole.run(ctx, { role: "hr", person: made.Amina! });
    await appoint.run(ctx, {
      post: made.chef!,
      person: made.Brahim!,
      kind: "holder",
      fromDay: "2024-01-01",
      actNumber: "",
    });
  });
});
afterAll(() => t.close());

const stands = (person: string, at = t.clock.now().toISOString()) => {
  t.clock.set(at);
  return t.as(asSystem, (ctx) => standingOf(ctx, made[person]!, made.chef!, "leave.annual"));
};

test("an interim acts in place of the holder between its dates, and no longer", async () => {
  const answer = await t.http(made.Amina!).post("/api/holdings", {
    post: made.chef,
    person: made.Chama,
    kind: "interim",
    fromDay: "2026-12-01",
    untilDay: "2026-12-10",
    actNumber: "12/DB/2026",
    actDay: "2026-11-20",
  });
  expect(answer.status).toBe(201);
  expect(await stands("Chama", "2026-11-30T12:00:00Z")).toBeNull();
  expect(await stands("Brahim")).toMatchObject({ capacity: "holder" });
  expect(await stands("Chama", "2026-12-01T12:00:00Z")).toMatchObject({ capacity: "interim", actNumber: "12/DB/2026" });
  expect(await stands("Brahim")).toBeNull();
  expect(await stands("Chama", "2026-12-10T12:00:00Z")).toBeNull();
  expect(await stands("Brahim")).toMatchObject({ capacity: "holder" });
  t.clock.set("2026-11-24T11:00:00Z");
});

test("a delegation covers its scopes only and bears the number of its act", async () => {
  await t.as(asSystem, (ctx) =>
    delegate.run(ctx, {
      post: made.chef!,
      person: made.Driss!,
      scopes: ["leave.annual"],
      fromDay: "2026-11-01",
      untilDay: "2027-01-01",
      actNumber: "7/2026",
      actDay: "2026-10-25",
    }),
  );
  const [leave, other] = await t.as(asSystem, async (ctx) => [
    await standingOf(ctx, made.Driss!, made.chef!, "leave.annual"),
    await standingOf(ctx, made.Driss!, made.chef!, "missions.order"),
  ]);
  expect(leave).toMatchObject({ capacity: "delegate", actNumber: "7/2026" });
  expect(other).toBeNull();
});

test("an interim needs an end and the number of its act; a post is not given twice", async () => {
  const hr = t.http(made.Amina!);
  const base = { post: made.chef, person: made.Driss, kind: "interim", fromDay: "2027-01-01" };
  const noEnd = await hr.post("/api/holdings", { ...base, actNumber: "1" });
  expect(noEnd).toMatchObject({
    status: 422,
    body: { fields: [{ path: "untilDay", code: "people.interim_needs_end" }] },
  });
  const twice = await hr.post("/api/holdings", {
    post: made.chef,
    person: made.Driss,
    kind: "holder",
    fromDay: "2027-01-01",
  });
  expect(twice).toMatchObject({ status: 422, body: { fields: [{ code: "people.post_taken" }] } });
});

test("only the HR office and administrators change the structure; the refusal is told in the reader's language", async () => {
  const answer = await t
    .http(made.Driss!, "fr")
    .post("/api/people", { givenName: both("X"), familyName: both("Y"), gender: "m" });
  expect(answer).toMatchObject({ status: 403, body: { code: "people.role_required" } });
  expect((answer.body as { title: string }).title).toContain("réservée");
  const arabic = await t
    .http(made.Driss!)
    .post("/api/people", { givenName: both("X"), familyName: both("Y"), gender: "m" });
  const { title } = arabic.body as { title: string };
  expect(title).toContain("مكتب الموارد البشرية");
  expect(title).not.toMatch(/[a-z]/i);
});

test("what is personal is shown to the person and the HR office alone", async () => {
  const seen = async (reader: string) =>
    ((await t.http(made[reader]!).get(`/api/people/${made.Brahim}`)).body as { personal: unknown }).personal;
  expect(await seen("Brahim")).not.toBeNull();
  expect(await seen("Amina")).not.toBeNull();
  expect(await seen("Driss")).toBeNull();
});

test("a stranger is asked to sign in, and a nonsense id names nothing", async () => {
  expect((await t.http(null).get("/api/people")).status).toBe(401);
  expect((await t.http(made.Driss!).get("/api/people/not-an-id")).status).toBe(404);
});

test("the directory finds a name in either script, whatever the hamza", async () => {
  const found = (await t.http(made.Driss!).get("/api/people?q=amina")).body as { items: { id: string }[] };
  expect(found.items.map(({ id }) => id)).toEqual([made.Amina]);
});
