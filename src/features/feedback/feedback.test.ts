import { afterAll, beforeAll, expect, test } from "vitest";
import { buildWorld, type World } from "#features/demonstration/api.ts";
import { asSystem } from "#platform/testing/database.ts";
import { type TestDiwan, testDiwan } from "../../testing.ts";
import type { ReportView } from "./schema.ts";

let t: TestDiwan;
let world: World;
let id = "";
beforeAll(async () => {
  t = await testDiwan();
  world = await t.as(asSystem, buildWorld);
  await t.settle();
});
afterAll(() => t.close());

const as = (login: string) => t.http(world.people[login]!);
const seenBy = async (login: string, query = "") =>
  ((await as(login).get(`/api/feedback${query}`)).body as { items: ReportView[] }).items;
const noticesOf = async (login: string) =>
  ((await as(login).get("/api/notifications")).body as { items: { text: string }[] }).items.map((one) => one.text);
const REPORT = { text: "the dates are refused", screen: "/leave/new", browser: "Firefox 115" };

test("a report is seen by the person who made it and by the administrators, and by nobody else", async () => {
  const incident = { requestId: "r-12", code: "web.server_failed" };
  const answer = await as("fatima").post("/api/feedback", { ...REPORT, incident });
  expect(answer.status).toBe(201);
  id = (answer.body as { id: string }).id;
  expect(await seenBy("fatima")).toMatchObject([{ text: REPORT.text, screen: "/leave/new", incident, abilities: [] }]);
  expect(await seenBy("admin")).toMatchObject([{ id, abilities: ["answer"] }]);
  expect(await seenBy("admin", "?mine=1")).toEqual([]);
  expect(await seenBy("said")).toEqual([]);
  expect(await seenBy("ses")).toEqual([]);
});

test("what was searched on the screen does not go along", async () => {
  const answer = await as("fatima").post("/api/feedback", { ...REPORT, screen: "/requests?q=secret" });
  expect(answer.status).toBe(422);
});

test("only an administrator answers, once, and both sides are told", async () => {
  await t.settle();
  expect((await noticesOf("admin")).join()).toContain("فاطمة");
  const say = (login: string) => as(login).post(`/api/feedback/${id}/answer`, { text: "repaired" });
  expect((await say("said")).status).toBe(404);
  expect((await say("fatima")).status).toBe(403);
  expect((await say("admin")).status).toBe(204);
  expect(await say("admin")).toMatchObject({ status: 409, body: { code: "feedback.answered" } });
  await t.settle();
  expect(await noticesOf("fatima")).toHaveLength(1);
  expect(await seenBy("fatima")).toMatchObject([{ answer: { text: "repaired" } }]);
});

test("two reports of one moment are both shown, each on its page", async () => {
  for (const text of ["the first thing", "the second thing"])
    expect((await as("mehdi").post("/api/feedback", { ...REPORT, text })).status).toBe(201);
  const seen: string[] = [];
  for (let next: string | null = ""; next !== null; ) {
    const page = (await as("mehdi").get(`/api/feedback?limit=1${next && `&cursor=${next}`}`)).body as {
      items: ReportView[];
      next: string | null;
    };
    seen.push(...page.items.map(({ text }) => text));
    next = page.next;
  }
  expect(seen.sort()).toEqual(["the first thing", "the second thing"]);
});
