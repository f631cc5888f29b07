import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { newId } from "#platform/ids.ts";
import { act, type Bed, fileLeave, grantLeave, openBed, STRANGER, view } from "./insider.ts";

// Many requests one after another; a busy machine is slow, not wrong.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let bed: Bed;
beforeAll(async () => {
  bed = await openBed();
});
afterAll(() => bed.t.close());

const decision = async (login: string, id: string, more: object = {}) => {
  const { version, steps } = await view(bed, "hr1", id);
  const step = steps.find(({ state }) => state === "current")?.id;
  return {
    url: `/api/requests/${id}/decision`,
    body: { step, version, verdict: "approve", ...more },
    as: bed.as(login),
  };
};

test("two decide at once: one act, and the other is told", async () => {
  const id = await fileLeave(bed, "fatima", "2026-12-07", "2026-12-08");
  const { url, body, as } = await decision("ses", id);
  const answers = await Promise.all([
    as.post(url, body),
    as.post(url, { ...body, verdict: "refuse", reason: "dates" }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const { rows } = await bed.t.owner.query(
    "select count(*)::int as n from events.event where subject = $1 and type = 'requests.verdict_given'",
    [id],
  );
  expect(rows[0].n).toBe(1);
});

test("a decision sent again after the request was withdrawn changes nothing", async () => {
  const id = await fileLeave(bed, "said", "2026-12-07", "2026-12-08");
  const { url, body, as } = await decision("ses", id);
  const { version } = await view(bed, "said", id);
  expect((await bed.as("said").post(`/api/requests/${id}/withdrawal`, { version })).status).toBe(204);
  for (const again of [body, { ...body, version: version + 1 }]) expect((await as.post(url, again)).status).toBe(409);
  expect(await view(bed, "said", id)).toMatchObject({ state: "withdrawn" });
});

test("an idempotency key of somebody else answers nothing of his", async () => {
  const key = { "idempotency-key": `shared-${newId()}` };
  const draft = { kind: "leave.annual", language: "ar", form: { from: "2026-12-07" } };
  const mine = (await bed.as("nadia").post("/api/requests", draft, key)).body as { id: string };
  const other = (await bed.as(STRANGER).post("/api/requests", draft, key)).body as { id: string };
  expect(other.id).not.toBe(mine.id);
  expect((await bed.as("nadia").post("/api/requests", { ...draft, language: "fr" }, key)).status).toBe(422);
});

test("fields that are not asked for are not taken", async () => {
  const more = {
    requester: bed.world.people.said,
    filed_by: bed.world.people.said,
    state: "approved",
    reference: "C-9/2026",
    facts: { days: 1 },
  };
  const made = await bed
    .as(STRANGER)
    .post("/api/requests", { kind: "leave.annual", language: "ar", form: {}, ...more });
  const { id } = made.body as { id: string };
  const { rows } = await bed.t.owner.query(
    "select requester, filed_by, state, reference, facts from requests.request where id = $1",
    [id],
  );
  const me = bed.world.people[STRANGER];
  expect(rows).toEqual([{ requester: me, filed_by: me, state: "draft", reference: null, facts: {} }]);
  expect(
    (
      await bed.as(STRANGER).post("/api/requests/on-behalf", {
        kind: "leave.annual",
        language: "ar",
        form: {},
        requester: more.requester,
        proof: "x",
      })
    ).status,
  ).toBe(403);
});

test("a cursor of somebody else pages through one's own things only", async () => {
  const { next } = (await bed.as("fatima").get("/api/requests?limit=1")).body as { next: string | null };
  expect(next).toBeTruthy();
  const page = (await bed.as(STRANGER).get(`/api/requests?cursor=${next}`)).body as {
    items: { requester: { id: string } }[];
  };
  for (const row of page.items) expect(row.requester.id).toBe(bed.world.people[STRANGER]);
  expect((await bed.as(STRANGER).get("/api/requests?mine=all")).status).toBe(422);
});

test("a secretary decides nothing, and nobody acts before his turn or on his own request", async () => {
  const id = await fileLeave(bed, "mehdi", "2026-12-14", "2026-12-15");
  for (const [login, code] of [
    ["secretary", "requests.not_your_turn"],
    ["dag", "requests.not_your_turn"],
    ["mehdi", "requests.own_request"],
  ] as const) {
    const { url, body, as } = await decision(login, id);
    expect(await as.post(url, body), login).toMatchObject({ status: 403, body: { code } });
  }
  const { url, body, as } = await decision(STRANGER, id);
  expect((await as.post(url, body)).status).toBe(404);
});

test("what outsiders call a name is shown as a name: nothing of it is a header or markup", async () => {
  const id = await grantLeave(bed, "newcomer", "2027-09-06", "2027-09-07").catch(() => null);
  const request = id ?? (await grantLeave(bed, "nadia", "2026-12-21", "2026-12-22"));
  const paper = (await view(bed, "hr1", request)).paper!;
  await bed.t.owner.query("update papers.paper set reference = $1 where id = $2", ['0/"\r\nset-cookie: a=b', paper]);
  const { status, headers } = await bed.as("hr1").get(`/api/papers/${paper}/file?download=1`);
  expect(status).toBe(200);
  expect(headers["set-cookie"]).toBeUndefined();
  expect(String(headers["content-disposition"])).not.toMatch(/[\r\n]|"[^;]*"[^;]*"/);
});

test("a name that is a program of the typesetter, or markup, is printed as it was entered", async () => {
  const name = '#panic("x") $x$ *b* @r <img src=x>';
  const person = bed.world.people.said!;
  const { rows } = await bed.t.owner.query("select version, gender from people.person where id = $1", [person]);
  const both = { ar: name, fr: name };
  const change = { ...rows[0], givenName: both, familyName: { ar: "W".repeat(150), fr: "\u202eW\u200b" } };
  expect((await bed.as("hr1").put(`/api/people/${person}`, change)).status).toBe(204);
  const request = await grantLeave(bed, "said", "2026-12-28", "2026-12-29");
  await bed.t.settle();
  const paper = (await view(bed, "hr1", request)).paper!;
  const { status, raw } = await bed.as("hr1").get(`/api/papers/${paper}/file`);
  expect(status).toBe(200);
  const printed = spawnSync("pdftotext", ["-", "-"], { input: raw });
  const text = printed.stdout?.toString() ?? "";
  // Where the machine can read a PDF (poppler-utils): the whole name is on the paper, once in each sentence that says it.
  if (printed.status === 0) {
    expect(text).toContain("panic");
    expect(text.split("W").length - 1).toBeGreaterThanOrEqual(300);
  }
  const kept = await bed.as("hr1").get(`/api/people/${person}/record`);
  expect(kept.body).toMatchObject({ familyName: { fr: "W\u200b" } });
});

test("a form of another site is refused, whoever is signed in", async () => {
  const draft = { kind: "leave.annual", language: "ar", form: {} };
  const from = (headers: Record<string, string>) => bed.as(STRANGER).post("/api/requests", draft, headers);
  expect((await from({ "x-diwan": "" })).status).toBe(403);
  expect((await from({ origin: "https://evil.example" })).status).toBe(403);
  expect((await from({ "sec-fetch-site": "cross-site" })).status).toBe(403);
});

test("a delegation ends at its day: its holder then sees and decides nothing more under it", async () => {
  const id = await fileLeave(bed, "kawtar", "2027-11-02", "2027-11-03");
  for (const who of ["sse", "dpb", "hr1"]) expect((await act(bed, who, id)).status, who).toBe(200);
  expect((await bed.as("dag").get(`/api/requests/${id}`)).status).toBe(200);
  bed.t.clock.set("2027-09-20T08:00:00Z");
  expect((await bed.as("dag").get(`/api/requests/${id}`)).status).toBe(404);
  const { url, body, as } = await decision("dag", id);
  expect((await as.post(url, body)).status).toBe(404);
});
