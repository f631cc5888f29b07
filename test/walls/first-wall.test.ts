import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { newId } from "#platform/ids.ts";
import { act, type Bed, fileLeave, grantLeave, lists, openBed, routesById, STRANGER, told } from "./insider.ts";

// Many requests one after another; a busy machine is slow, not wrong.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

// Twice: with both walls, and as the owner of the tables, whom row level security does not bind.
describe.each([
  ["both walls", {}],
  ["the first wall alone", { behindWall: false as const }],
])("%s", (_name, options) => {
  let bed: Bed;
  let hidden: string[];
  beforeAll(async () => {
    bed = await openBed(options);
    await grantLeave(bed, "fatima", "2026-12-07", "2026-12-11");
    await fileLeave(bed, "said", "2026-12-14", "2026-12-15");
    await bed.as("nadia").post("/api/requests", { kind: "leave.annual", language: "ar", form: {} });
    const rows = await bed.t.owner.query(
      "select id from access.resource union all select id from requests.step union all select id from jobs.job",
    );
    hidden = rows.rows.map(({ id }) => id);
  }, 120_000);
  afterAll(() => bed.t.close());

  test("to a stranger a thing that is hidden and a thing that does not exist are one answer, on every route", async () => {
    const stranger = bed.as(STRANGER);
    const calls = await routesById();
    expect(calls.length).toBeGreaterThan(20);
    const requests = hidden.slice(0, 4);
    for (const { name, method, url, body } of calls) {
      const nothing = told(await stranger[method](url(newId()), body));
      for (const id of requests) expect(told(await stranger[method](url(id), body)), `${name} ${id}`).toBe(nothing);
    }
    for (const path of ["/api/requests/", "/api/papers/"])
      for (const id of hidden) expect((await stranger.get(path + id)).status, path + id).toBe(404);
  });

  test("nothing a stranger is told, no list and no count, changes when others act", async () => {
    const asked = [
      ...(await lists()),
      ...["filed", "acted", "for_others"].map((mine) => `/api/requests?mine=${mine}`),
      ...["fatima", "said"].map((login) => `/api/papers?person=${bed.world.people[login]}`),
    ].filter((url) => !/\/(audit|health|accounts\/security)/.test(url));
    const all = async () => {
      const answers: Record<string, string> = {};
      for (const url of asked) answers[url] = told(await bed.as(STRANGER).get(url));
      return answers;
    };
    const before = await all();
    const id = await fileLeave(bed, "nadia", "2026-12-21", "2026-12-22");
    await act(bed, "ses", id);
    expect(await all()).toEqual(before);
  });

  test("who sees a thing without holding the verb is refused by 403, and owns no ability on it", async () => {
    const id = await fileLeave(bed, "mehdi", "2026-12-28", "2026-12-29");
    const seen = await bed.as("ses").get(`/api/requests/${id}`);
    expect((seen.body as { abilities: string[] }).abilities).not.toContain("withdraw");
    expect(await bed.as("ses").post(`/api/requests/${id}/withdrawal`, { version: 2 })).toMatchObject({
      status: 403,
      body: { code: "access.forbidden" },
    });
  });

  test("the post that signed reads its act, who gave a visa the request and its facts, and neither the person's other papers", async () => {
    const { rows } = await bed.t.owner.query("select id, subject from papers.paper limit 1");
    const [paper, request] = [rows[0].id, rows[0].subject];
    for (const login of ["dag", "fatima", "hr1"])
      expect((await bed.as(login).get(`/api/papers/${paper}`)).status, login).toBe(200);
    for (const login of ["ses", "said"])
      expect((await bed.as(login).get(`/api/papers/${paper}`)).status, login).toBe(404);
    expect(await bed.as("ses").get(`/api/requests/${request}`)).toMatchObject({
      status: 200,
      body: { state: "approved", facts: { days: 5 }, paper: null },
    });
    const file = await bed.t.owner.query("select id from papers.file limit 1");
    expect((await bed.as("dag").get(`/api/access/${file.rows[0].id}/why`)).status).toBe(404);
  });

  test("a paper's classification is raised by one, lowered by two persons of those who manage it", async () => {
    const { rows } = await bed.t.owner.query("select id from papers.paper limit 1");
    const url = `/api/papers/${rows[0].id}`;
    const label = (login: string, level: number, reason = "") => bed.as(login).put(`${url}/label`, { level, reason });
    const settle = (login: string) => bed.as(login).post(`${url}/lowering`, { confirmed: true });
    const seen = async (login: string) => (await bed.as(login).get(url)).body as { level: number; abilities: string[] };
    expect((await label("fatima", 0, "x")).status).toBe(403);
    expect((await label(STRANGER, 0, "x")).status).toBe(404);
    expect((await label("hr1", 0)).status).toBe(422);
    expect((await label("hr1", 0, "publié au Bulletin")).status).toBe(204);
    expect(await seen("hr1")).toMatchObject({ level: 1, abilities: ["revoke", "decline_lowering"] });
    expect((await settle("hr1")).status).toBe(403);
    expect((await settle("fatima")).status).toBe(403);
    expect(await seen("srh")).toMatchObject({
      lowering: { reason: "publié au Bulletin", by: { id: bed.world.people.hr1 } },
    });
    expect((await settle("srh")).status).toBe(204);
    expect(await seen("hr1")).toMatchObject({ level: 0, lowering: null });
    expect((await label("hr1", 1)).status).toBe(204);
  });

  test("another's leave account answers no member of staff", async () => {
    const person = bed.world.people.fatima;
    for (const url of [
      `/api/leave/balance?person=${person}`,
      `/api/leave/preview?person=${person}&from=2026-12-01&to=2026-12-02`,
    ])
      expect((await bed.as(STRANGER).get(url)).status).toBe(403);
  });
});
