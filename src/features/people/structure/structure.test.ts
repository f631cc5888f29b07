import { afterAll, beforeAll, expect, test } from "vitest";
import { asSystem } from "#platform/testing/database.ts";
import { type TestDiwan, testDiwan } from "../../../testing.ts";
import { appoint, createPerson, createPost, createUnit, giveRole, postsAbove, standingOf } from "../api.ts";
import type { PersonRecord, UnitRecord } from "../schema.ts";

let t: TestDiwan;
const both = (text: string) => ({ ar: `${text} ع`, fr: text });
const people: Record<string, string> = {};
const units: Record<string, string> = {};
const posts: Record<string, string> = {};
const OPENED = "2020-01-01";

beforeAll(async () => {
  t = await testDiwan();
  await t.as(asSystem, async (ctx) => {
    for (const name of ["Hind", "Chef", "Agent", "Autre"])
      people[name] = (await createPerson.run(ctx, { givenName: both(name), familyName: both("Test"), gender: "m" })).id;
    for (const [code, parent] of [
      ["DG", null],
      ["D1", "DG"],
      ["D2", "DG"],
      ["S1", "D1"],
      ["S2", "D1"],
    ] as const) {
      const of = parent ? units[parent]! : null;
      units[code] = (
        await createUnit.run(ctx, { kind: "service", parent: of, name: both(code), sigle: code, openedOn: OPENED })
      ).id;
    }
    const post = async (key: string, unit: string, head: boolean) => {
      const titles = { title: both(key), titleF: both(key) };
      const rank = head ? ("head_of_division" as const) : ("officer" as const);
      posts[key] = (await createPost.run(ctx, { unit: units[unit]!, rank, head, ...titles, openedOn: OPENED })).id;
    };
    await post("chef D1", "D1", true);
    await post("chef D2", "D2", true);
    await post("agent S1", "S1", false);
    await giveRole.run(ctx, { role: "hr", person: people.Hind! });
    const holder = { kind: "holder" as const, fromDay: OPENED, actNumber: "" };
    await appoint.run(ctx, { ...holder, post: posts["chef D1"]!, person: people.Chef! });
    await appoint.run(ctx, { ...holder, post: posts["agent S1"]!, person: people.Agent! });
  });
});
afterAll(() => t.close());

const hr = () => t.http(people.Hind!);
const unitRecord = async (code: string, reader = people.Autre!) =>
  (await t.http(reader).get(`/api/units/${units[code]}/record`)).body as UnitRecord;
const record = async (person: string, reader: string) =>
  (await t.http(people[reader]!).get(`/api/people/${people[person]}/record`)).body as PersonRecord;
const above = (day: string) =>
  t.as(asSystem, async (ctx) => (await postsAbove(ctx, people.Agent!, day)).map((post) => post.id));

test("a unit moved by a dated act is under its old head until that day, and its past place stays known", async () => {
  const moved = await hr().post(`/api/units/${units.S1}/places`, {
    parent: units.D2,
    fromDay: "2027-01-01",
    act: "3/2026",
  });
  expect(moved.status).toBe(204);
  expect(await above("2026-12-31")).toEqual([posts["chef D1"]]);
  expect(await above("2027-01-01")).toEqual([posts["chef D2"]]);
  expect((await unitRecord("S1")).places).toMatchObject([
    { parent: { id: units.D2 }, fromDay: "2027-01-01", act: "3/2026" },
    { parent: { id: units.D1 }, untilDay: "2027-01-01" },
  ]);
});

test("a unit is never placed under itself, nor between two acts", async () => {
  const inItself = await hr().post(`/api/units/${units.D1}/places`, { parent: units.S2, fromDay: "2026-12-01" });
  expect(inItself).toMatchObject({ status: 422, body: { fields: [{ code: "people.unit_in_itself" }] } });
  const between = await hr().post(`/api/units/${units.S1}/places`, { parent: units.DG, fromDay: "2026-12-01" });
  expect(between).toMatchObject({ status: 422, body: { fields: [{ code: "people.later_act" }] } });
});

test("a unit with units or people in it does not close", async () => {
  expect(await hr().post(`/api/units/${units.D1}/closure`, { day: "2026-12-01" })).toMatchObject({
    status: 409,
    body: { code: "people.unit_has_units" },
  });
  expect(await hr().post(`/api/units/${units.S1}/closure`, { day: "2026-12-01" })).toMatchObject({
    status: 409,
    body: { code: "people.unit_still_staffed" },
  });
});

test("a merger takes the people along by its own act and needs a fresh proof", async () => {
  const body = { into: units.S2, day: "2026-12-01", act: "9/2026" };
  const url = `/api/units/${units.S1}/merger`;
  const unproved = await hr().post(url, body, { authorization: `Unproved ${people.Hind}` });
  expect(unproved).toMatchObject({ status: 401, body: { code: "accounts.step_up_required" } });
  expect((await hr().post(url, body)).status).toBe(204);
  expect(await unitRecord("S1")).toMatchObject({ closedOn: "2026-12-01", mergedInto: { id: units.S2 } });
  const { holdings } = await record("Agent", "Autre");
  expect(holdings).toMatchObject([
    { fromDay: "2026-12-01", untilDay: null, actNumber: "9/2026", post: { unit: { id: units.S2 } }, state: "coming" },
    { untilDay: "2026-12-01", state: "in_force", endReason: "9/2026" },
  ]);
});

test("of two who change one person, the second is told", async () => {
  const before = await record("Autre", "Hind");
  const change = {
    givenName: both("Nouveau"),
    familyName: both("Test"),
    gender: "m",
    phone: "0612345678",
    version: before.version,
  };
  expect((await hr().put(`/api/people/${people.Autre}`, change)).status).toBe(204);
  expect(await hr().put(`/api/people/${people.Autre}`, change)).toMatchObject({
    status: 409,
    body: { code: "people.stale" },
  });
  const found = (await hr().get("/api/people?q=nouveau")).body as { items: { id: string }[] };
  expect(found.items.map(({ id }) => id)).toEqual([people.Autre]);
});

test("an interim ends early with its reason, and never before it began", async () => {
  const { body } = await hr().post("/api/holdings", {
    post: posts["chef D2"],
    person: people.Autre,
    kind: "interim",
    fromDay: "2026-11-01",
    untilDay: "2027-02-01",
    actNumber: "5/2026",
    actDay: "2026-10-20",
  });
  const url = `/api/holdings/${(body as { id: string }).id}/end`;
  expect((await hr().post(url, { day: "2026-11-01" })).status).toBe(422);
  expect((await hr().post(url, { day: "2026-11-24", reason: "retour" })).status).toBe(204);
  expect((await hr().post(url, { day: "2026-11-25" })).body).toMatchObject({ code: "people.already_ended" });
  const { holdings } = await record("Autre", "Agent");
  expect(holdings).toMatchObject([{ actNumber: "5/2026", state: "ended", endReason: "retour" }]);
});

test("an interim entered by mistake is withdrawn on its first day with a reason; the holder acts at once, another may be entered", async () => {
  const act = { post: posts["chef D1"], person: people.Autre, kind: "interim", actNumber: "6/2026" };
  const today = { ...act, fromDay: "2026-11-24", untilDay: "2026-12-24" };
  const { body } = await hr().post("/api/holdings", today);
  const stands = () => t.as(asSystem, (ctx) => standingOf(ctx, people.Chef!, posts["chef D1"]!, "leave.annual"));
  expect(await stands()).toBeNull();
  const url = `/api/holdings/${(body as { id: string }).id}/end`;
  expect(await hr().post(url, { day: "2026-11-24" })).toMatchObject({
    status: 422,
    body: { fields: [{ path: "reason", code: "people.withdrawal_reason_needed" }] },
  });
  expect((await hr().post(url, { day: "2026-11-24", reason: "erreur de poste" })).status).toBe(204);
  expect(await stands()).toMatchObject({ capacity: "holder" });
  expect((await hr().post(url, { day: "2026-11-24", reason: "bis" })).body).toMatchObject({
    code: "people.already_ended",
  });
  expect((await record("Autre", "Agent")).holdings[0]).toMatchObject({ untilDay: "2026-11-24", state: "ended" });
  expect((await hr().post("/api/holdings", { ...today, person: people.Agent, fromDay: "2026-11-20" })).status).toBe(
    201,
  );
});

test("nobody enters an act in his own favour, nor what his rights are counted from; an absence he may", async () => {
  const own = { post: posts["chef D2"], person: people.Hind };
  const refused = { status: 403, body: { code: "people.own_act" } };
  expect(await hr().post("/api/holdings", { ...own, kind: "holder", fromDay: "2026-11-24" })).toMatchObject(refused);
  const dates = { fromDay: "2026-11-24", untilDay: "2026-12-24", actNumber: "1", actDay: "2026-11-24" };
  expect(await hr().post("/api/delegations", { ...own, ...dates, scopes: ["leave.annual"] })).toMatchObject(refused);
  const secretariat = { person: people.Hind, fromDay: "2026-11-24" };
  expect(await hr().post(`/api/posts/${own.post}/assistants`, secretariat)).toMatchObject(refused);
  const { version, abilities } = await record("Hind", "Hind");
  expect(abilities).toMatchObject({ manage: true, appoint: false, changeRights: false });
  const change = { givenName: both("Hind"), familyName: both("Test"), gender: "m", version };
  const hired = await hr().put(`/api/people/${people.Hind}`, { ...change, hiredOn: "2001-01-01" });
  expect(hired).toMatchObject({ status: 403, body: { code: "people.own_record" } });
  expect((await hr().put(`/api/people/${people.Hind}`, { ...change, phone: "0612345678" })).status).toBe(204);
  const away = { fromDay: "2026-11-25", toDay: "2026-11-26" };
  expect((await hr().post(`/api/people/${people.Hind}/absences`, away)).status).toBe(201);
});

test("absences are shown to the person, his superiors and the office; everybody sees who is away today", async () => {
  const entered = await hr().post(`/api/people/${people.Agent}/absences`, {
    fromDay: "2026-11-23",
    toDay: "2026-11-27",
    standIn: people.Autre,
  });
  expect(entered.status).toBe(201);
  expect((await record("Agent", "Autre")).absences).toBeNull();
  expect((await record("Agent", "Chef")).absences).toHaveLength(1);
  expect((await record("Agent", "Agent")).absences).toMatchObject([{ standIn: { id: people.Autre }, entered: true }]);
  expect(await record("Agent", "Autre")).toMatchObject({ absentUntil: "2026-11-27", standIn: { id: people.Autre } });
  expect((await hr().del(`/api/absences/${(entered.body as { id: string }).id}`)).status).toBe(204);
  expect(await record("Agent", "Autre")).toMatchObject({ absentUntil: null, standIn: null });
});

test("what a reader may do is said to him, and refused to the others all the same", async () => {
  expect((await unitRecord("D1", people.Hind!)).abilities).toEqual({ manage: true });
  expect((await unitRecord("D1")).abilities).toEqual({ manage: false });
  const refused = await t.http(people.Autre!).post(`/api/units/${units.S2}/closure`, { day: "2027-01-01" });
  expect(refused).toMatchObject({ status: 403, body: { code: "people.role_required" } });
});

test("a unit whose next name is already decided is not renamed before that day", async () => {
  const rename = (name: string, fromDay: string) =>
    hr().post(`/api/units/${units.D2}/names`, { name: both(name), sigle: "D2", fromDay, act: "9/2026" });
  expect((await rename("D2 next", "2028-01-01")).status).toBe(204);
  expect(await rename("D2 between", "2027-06-01")).toMatchObject({
    status: 422,
    body: { fields: [{ path: "fromDay", code: "people.later_act" }] },
  });
});
