import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildWorld, type World } from "#features/demonstration/api.ts";
import { asSystem } from "#platform/testing/database.ts";
import { type Answer, type TestDiwan, testDiwan } from "../../testing.ts";

let t: TestDiwan;
let world: World;
type Step = {
  id: string;
  key: string;
  state: string;
  verdict: string | null;
  capacity: string | null;
  actNumber: string;
  actedBy: { id: string } | null;
  person: { id: string } | null;
};
type View = {
  id: string;
  state: string;
  version: number;
  reference: string;
  steps: Step[];
  abilities: string[];
  currentStep: string | null;
  facts: Record<string, unknown>;
  paper: string | null;
};
const HELD = 11_000;

beforeAll(async () => {
  t = await testDiwan();
  world = await t.as(asSystem, buildWorld);
});
afterAll(() => t.close());

const as = (login: string) => t.http(world.people[login]!);
const body = <T>(answer: Answer): T => answer.body as T;
const view = async (login: string, id: string) => body<View>(await as(login).get(`/api/requests/${id}`));

async function file(login: string, from: string, to: string, more: object = {}): Promise<View> {
  const made = body<{ id: string; version: number }>(
    await as(login).post("/api/requests", { kind: "leave.annual", language: "ar", form: { from, to, ...more } }),
  );
  const sent = await as(login).post(`/api/requests/${made.id}/submission`, { version: made.version });
  expect(sent.status, JSON.stringify(sent.body)).toBe(200);
  return view(login, made.id);
}

async function act(login: string, id: string, verdict: string, more: object = {}): Promise<Answer> {
  const { version, currentStep, steps } = await view(login, id);
  const step = currentStep ?? steps.find((s) => s.state === "current")?.id;
  return as(login).post(`/api/requests/${id}/decision`, { step, version, verdict, ...more });
}

/** The visa, and the ten seconds after it. */
async function visa(login: string, id: string): Promise<void> {
  const answer = await act(login, id, "approve");
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  t.clock.advance(HELD);
  await t.settle();
}

describe("the path", () => {
  test("the applicant sees before submitting who will decide, post and person, interim included", async () => {
    const { steps } = body<{ steps: Step[] }>(await as("fatima").get("/api/requests/path?kind=leave.annual"));
    expect(steps.map(({ key, state, person }) => [key, state, person?.id])).toEqual([
      ["head_of_service", "waiting", world.people.ses],
      ["head_of_division", "waiting", world.people.ses],
      ["hr", "waiting", expect.any(String)],
      ["director", "waiting", world.people.director],
    ]);
  });
  test("nobody is asked to decide on his own request: his own visa is passed over", async () => {
    const { steps } = body<{ steps: Step[] }>(await as("spt").get("/api/requests/path?kind=leave.annual"));
    expect(steps.map(({ key, state }) => [key, state])).toEqual([
      ["head_of_division", "waiting"],
      ["hr", "waiting"],
      ["director", "waiting"],
    ]);
  });
  test("the director has nobody above him here, and is told what to do", async () => {
    const made = body<{ id: string; version: number }>(
      await as("director").post("/api/requests", {
        kind: "leave.annual",
        language: "fr",
        form: { from: "2026-12-07", to: "2026-12-08" },
      }),
    );
    expect(await as("director").post(`/api/requests/${made.id}/submission`, { version: 1 })).toMatchObject({
      status: 409,
      body: { code: "requests.no_decider" },
    });
  });
});

test("from the request to the decision: visas, check, decision, debit, absence, number and paper", async () => {
  const before = body<{ available: number }>(await as("fatima").get("/api/leave/balance")).available;
  const request = await file("fatima", "2026-12-07", "2026-12-11", { replacement: world.people.said });
  expect(request).toMatchObject({ state: "submitted", reference: "C-0001/2026", facts: { days: 5 } });
  await visa("ses", request.id);
  await visa("ses", request.id);
  expect((await view("fatima", request.id)).steps[1]).toMatchObject({
    key: "head_of_division",
    verdict: "approve",
    capacity: "interim",
    actNumber: "27/DPE/2026",
  });
  await visa("hr1", request.id);
  expect((await act("dag", request.id, "approve")).status).toBe(200);
  await t.settle();

  const done = await view("fatima", request.id);
  expect(done).toMatchObject({
    state: "approved",
    steps: [{}, {}, {}, { capacity: "delegate", actNumber: "11/DPE/2026" }],
  });
  const after = body<{ available: number; entries: { kind: string; days: number; request: string | null }[] }>(
    await as("fatima").get("/api/leave/balance"),
  );
  expect(after.available).toBe(before - 5);
  expect(after.entries.filter((e) => e.request === request.id).reduce((sum, e) => sum + e.days, 0)).toBe(-5);

  const papers = body<{ items: { id: string; reference: string; ready: boolean }[] }>(
    await as("fatima").get("/api/papers"),
  ).items;
  expect(papers).toMatchObject([{ id: done.paper, reference: "0001/DPE/2026", ready: true }]);
  const pdf = await as("fatima").get(`/api/papers/${done.paper}/file`);
  expect(pdf.raw.subarray(0, 5).toString()).toBe("%PDF-");
  expect((await as("said").get(`/api/papers/${done.paper}/file`)).status).toBe(404);
  const notices = body<{ items: { text: string; href: string }[] }>(await as("fatima").get("/api/notifications")).items;
  expect(notices.map(({ href }) => href)).toContain(`/requests/${request.id}`);
}, 60_000);

describe("who may", () => {
  test("a stranger gets the same 404 as for nothing, on reading and on acting", async () => {
    const request = await file("driss", "2026-12-14", "2026-12-15");
    const nothing = await as("lahcen").get("/api/requests/00000000-0000-7000-8000-000000000000");
    const hidden = await as("lahcen").get(`/api/requests/${request.id}`);
    const same = (answer: Answer) => ({
      status: answer.status,
      code: body<{ code: string }>(answer).code,
      title: body<{ title: string }>(answer).title,
    });
    expect(same(hidden)).toEqual(same(nothing));
    const step = request.steps[0]!.id;
    const decided = await as("lahcen").post(`/api/requests/${request.id}/decision`, {
      step,
      version: request.version,
      verdict: "approve",
    });
    expect(decided.status).toBe(404);
  });
  test("a refusal needs a reason, ends the request, and is told", async () => {
    const request = await file("salma", "2026-12-14", "2026-12-15");
    expect((await act("spt", request.id, "refuse")).status).toBe(422);
    expect((await act("spt", request.id, "refuse", { reason: "service_need" })).status).toBe(200);
    t.clock.advance(HELD);
    await t.settle();
    expect(await view("salma", request.id)).toMatchObject({ state: "refused" });
  });
  test("a visa can be undone within ten seconds, and not after", async () => {
    const request = await file("zineb", "2026-12-21", "2026-12-22");
    await act("sse", request.id, "approve");
    const step = request.steps[0]!.id;
    expect((await as("sse").post(`/api/requests/${request.id}/undo`, { step })).status).toBe(204);
    expect((await view("zineb", request.id)).steps[0]).toMatchObject({ state: "current", verdict: null });
    await act("sse", request.id, "approve");
    t.clock.advance(HELD);
    expect(await as("sse").post(`/api/requests/${request.id}/undo`, { step })).toMatchObject({
      status: 409,
      body: { code: "requests.too_late_to_undo" },
    });
  });
  test("acting on an older version is refused, and the same submission twice acts once", async () => {
    const request = await file("ayoub", "2026-12-21", "2026-12-22");
    const step = request.steps[0]!.id;
    const old = await as("sse").post(`/api/requests/${request.id}/decision`, {
      step,
      version: request.version - 1,
      verdict: "approve",
    });
    expect(old).toMatchObject({ status: 409, body: { code: "http.stale" } });
    const key = { "idempotency-key": "the-same-form-0001" };
    const once = { step, version: request.version, verdict: "approve" };
    const [first, second] = await Promise.all([
      as("sse").post(`/api/requests/${request.id}/decision`, once, key),
      as("sse").post(`/api/requests/${request.id}/decision`, once, key),
    ]);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(first.body).toEqual(second.body);
  });
  test("changing a request on its way voids the visas given, which stay readable", async () => {
    const request = await file("mouad", "2026-12-21", "2026-12-23");
    await visa("sin", request.id);
    const seen = await view("mouad", request.id);
    const unasked = { version: seen.version, language: "fr", form: { from: "2026-12-22", to: "2026-12-23" } };
    expect(await as("mouad").put(`/api/requests/${request.id}`, unasked)).toMatchObject({
      status: 409,
      body: { code: "requests.already_submitted" },
    });
    const back = await as("mouad").post(`/api/requests/${request.id}/recall`, { version: seen.version });
    const saved = await as("mouad").put(`/api/requests/${request.id}`, {
      version: body<{ version: number }>(back).version,
      language: "fr",
      form: { from: "2026-12-22", to: "2026-12-23" },
    });
    const sent = await as("mouad").post(`/api/requests/${request.id}/submission`, {
      version: body<{ version: number }>(saved).version,
    });
    expect(sent.status).toBe(200);
    const steps = (await view("mouad", request.id)).steps;
    expect(steps.map((step) => step.state)).toEqual([
      "done",
      "void",
      "void",
      "void",
      "current",
      "waiting",
      "waiting",
      "waiting",
    ]);
  });
});

test("who files for a colleague enters no act on that request", async () => {
  const proof = await scanBy("hr2");
  const form = { from: "2027-05-10", to: "2027-05-11" };
  const kind = { kind: "leave.annual", language: "ar", form };
  const made = body<{ id: string; version: number }>(
    await as("hr2").post("/api/requests/on-behalf", { ...kind, requester: world.people.lahcen, proof }),
  );
  await as("hr2").post(`/api/requests/${made.id}/submission`, { version: made.version });
  const seen = await view("hr2", made.id);
  expect(seen.abilities).not.toContain("record_paper");
  const step = seen.steps.find(({ state }) => state === "current")!;
  const entered = { step: step.id, version: seen.version, author: step.person!.id, verdict: "approve", proof };
  expect(await as("hr2").post(`/api/requests/${made.id}/paper-act`, entered)).toMatchObject({
    status: 403,
    body: { code: "requests.filed_by_you" },
  });
});

/** The scan of a signed paper, put in by someone. */
async function scanBy(login: string): Promise<string> {
  const form =
    '--x\r\ncontent-disposition: form-data; name="file"; filename="s.pdf"\r\ncontent-type: application/pdf\r\n\r\n%PDF-1.4 signed\r\n--x--\r\n';
  const sent = await as(login).post("/api/requests/proofs", form, {
    "content-type": "multipart/form-data; boundary=x",
  });
  return body<{ digest: string }>(sent).digest;
}

describe("the secretariat and paper", () => {
  test("nobody prepares the decision of his own request, nor corrects his own account", async () => {
    const { id } = await file("secretary", "2026-12-14", "2026-12-15");
    const { abilities, steps } = await view("secretary", id);
    expect(abilities).not.toContain("prepare");
    const step = steps.find((one) => one.state === "current")!.id;
    const own = await as("secretary").post(`/api/requests/${id}/proposal`, { step, verdict: "approve", comment: "" });
    expect(own.status).toBe(403);
    const line = { person: world.people.srh, year: 2026, days: 5, reason: "retour anticipé" };
    expect(await as("srh").post("/api/leave/corrections", line)).toMatchObject({
      status: 403,
      body: { code: "leave.own_account" },
    });
  });
  test("a secretary prepares for the director and cannot decide; what he signed on paper has him as its author", async () => {
    const request = await file("khalid", "2026-12-28", "2026-12-29");
    await visa("dpb", request.id);
    await visa("hr2", request.id);
    const seen = await view("secretary", request.id);
    expect(seen.abilities).toEqual(expect.arrayContaining(["prepare", "record_paper"]));
    expect(seen.abilities).not.toContain("decide");
    expect(await act("secretary", request.id, "approve")).toMatchObject({
      status: 403,
      body: { code: "requests.not_your_turn" },
    });
    const step = seen.currentStep!;
    expect(
      (await as("secretary").post(`/api/requests/${request.id}/proposal`, { step, verdict: "approve", comment: "" }))
        .status,
    ).toBe(204);
    const noProof = await as("secretary").post(`/api/requests/${request.id}/paper-act`, {
      step,
      version: seen.version,
      author: world.people.director,
      verdict: "approve",
      proof: "x",
    });
    expect(noProof).toMatchObject({ status: 422, body: { code: "requests.proof_missing" } });
    const proof = await scanBy("secretary");
    const done = await as("secretary").post(`/api/requests/${request.id}/paper-act`, {
      step,
      version: seen.version,
      author: world.people.director,
      verdict: "approve",
      proof,
    });
    expect(done.status, JSON.stringify(done.body)).toBe(200);
    const last = (await view("khalid", request.id)).steps.at(-1) as unknown as {
      actedBy: { id: string };
      enteredBy: { id: string };
      hasProof: boolean;
    };
    expect(last).toMatchObject({
      actedBy: { id: world.people.director },
      enteredBy: { id: world.people.secretary },
      hasProof: true,
    });
    await t.settle();
    const told = body<{ items: { text: string }[] }>(await as("director").get("/api/notifications")).items;
    expect(told.some(({ text }) => text.includes("ورقي"))).toBe(true);
  });
});

test("when a holiday is added over a granted leave, the count and the account follow and those concerned are told", async () => {
  const request = await file("rajae", "2027-01-18", "2027-01-22");
  for (const login of ["boa", "dag", "hr1"]) await visa(login, request.id);
  expect((await act("director", request.id, "approve")).status).toBe(200);
  await t.settle();
  const before = body<{ buckets: { balance: number }[] }>(await as("rajae").get("/api/leave/balance")).buckets.reduce(
    (sum, b) => sum + b.balance,
    0,
  );
  const name = { ar: "عطلة استثنائية", fr: "Jour férié exceptionnel" };
  expect(
    (
      await as("hr1").post("/api/calendar/overrides", {
        kind: "exceptional",
        day: "2027-01-20",
        name,
        source: "communiqué",
      })
    ).status,
  ).toBe(201);
  await t.settle();
  expect((await view("rajae", request.id)).facts).toMatchObject({ days: 4, recountedFrom: 5 });
  const after = body<{ buckets: { balance: number }[] }>(await as("rajae").get("/api/leave/balance")).buckets.reduce(
    (sum, b) => sum + b.balance,
    0,
  );
  expect(after).toBe(before + 1);
  const notices = body<{ items: { text: string }[] }>(await as("rajae").get("/api/notifications")).items.map(
    ({ text }) => text.replace(/[\u2066-\u2069]/g, ""),
  );
  expect(notices.some((text) => text.includes("أعيد احتساب"))).toBe(true);
}, 60_000);

test("when the day after a leave becomes a holiday, the return moves and the count stands", async () => {
  const request = await file("mouad", "2027-02-01", "2027-02-03");
  expect(request.facts).toMatchObject({ days: 3, returnOn: "2027-02-04" });
  const name = { ar: "عطلة استثنائية", fr: "Jour férié exceptionnel" };
  const added = { kind: "exceptional", day: "2027-02-04", name, source: "communiqué" };
  expect((await as("hr1").post("/api/calendar/overrides", added)).status).toBe(201);
  await t.settle();
  expect((await view("mouad", request.id)).facts).toMatchObject({ days: 3, returnOn: "2027-02-05" });
}, 60_000);

test("of two requests sent at once for the same days, one is taken and the other is told why not", async () => {
  const form = { from: "2027-03-08", to: "2027-03-09" };
  const made = await Promise.all(
    [1, 2, 3].map(async () =>
      body<{ id: string }>(await as("imane").post("/api/requests", { kind: "leave.annual", language: "ar", form })),
    ),
  );
  const answers = await Promise.all(
    made.map(({ id }) => as("imane").post(`/api/requests/${id}/submission`, { version: 1 })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422]);
  const refused = answers.filter(({ status }) => status === 422);
  for (const { body: told } of refused)
    expect(told).toMatchObject({ fields: [{ path: "form.from", code: "leave.overlap" }] });
});

test("a draft put away is in no list any more", async () => {
  const form = { from: "2027-04-05", to: "2027-04-06" };
  const { id } = body<{ id: string }>(
    await as("kawtar").post("/api/requests", { kind: "leave.annual", language: "ar", form }),
  );
  expect((await as("kawtar").del(`/api/requests/${id}`)).status).toBe(204);
  const listed = body<{ items: { id: string }[] }>(await as("kawtar").get("/api/requests")).items;
  expect(listed.map((row) => row.id)).not.toContain(id);
});

test("days that no calendar reaches are told, whatever the field", async () => {
  const beyond = await as("imane").get("/api/leave/preview?from=2026-12-01&to=2999-12-01");
  expect(beyond).toMatchObject({ status: 422, body: { fields: [{ path: "to", code: "http.day_out_of_range" }] } });
  const long = await as("imane").get("/api/leave/preview?from=2026-12-01&to=2140-12-01");
  expect(long.status).toBe(200);
  expect(body<{ problems: { code: string }[] }>(long).problems.map(({ code }) => code)).toContain("leave.too_long");
});

test("annulling gives the days back, voids the number with its reason and revokes the paper", async () => {
  const request = await file("kawtar", "2026-12-14", "2026-12-15");
  for (const login of ["sse", "dpb", "hr1"]) await visa(login, request.id);
  await act("director", request.id, "approve");
  await t.settle();
  const { paper, version } = await view("hr1", request.id);
  expect(
    (await as("kawtar").post(`/api/requests/${request.id}/annulment`, { version, reason: "ضرورة المصلحة" })).status,
  ).toBe(403);
  expect(
    (await as("hr1").post(`/api/requests/${request.id}/annulment`, { version, reason: "ضرورة المصلحة" })).status,
  ).toBe(204);
  const lines = body<{ entries: { request: string | null; days: number }[] }>(
    await as("kawtar").get("/api/leave/balance"),
  ).entries.filter((e) => e.request === request.id);
  expect(lines.reduce((sum, line) => sum + line.days, 0)).toBe(0);
  expect(body<{ revokedAt: string | null }>(await as("kawtar").get(`/api/papers/${paper}`)).revokedAt).not.toBeNull();
});

describe("what the form refuses", () => {
  const refusal = async (login: string, form: object) => {
    const made = body<{ id: string }>(
      await as(login).post("/api/requests", { kind: "leave.annual", language: "ar", form }),
    );
    const answer = await as(login).post(`/api/requests/${made.id}/submission`, { version: 1 });
    return body<{ fields: { path: string; code: string; title: string }[] }>(answer).fields.map((f) => [
      f.path,
      f.code,
    ]);
  };
  test("dates reversed, all weekend, in the past, too soon after entry, too many days, one's own replacement", async () => {
    expect(await refusal("imane", { from: "2026-12-10", to: "2026-12-08" })).toEqual([
      ["form.to", "leave.dates_reversed"],
    ]);
    expect(await refusal("imane", { from: "2026-12-12", to: "2026-12-13" })).toEqual([
      ["form.to", "leave.no_working_day"],
    ]);
    expect(await refusal("imane", { from: "2026-11-02", to: "2026-11-03" })).toEqual([
      ["form.from", "leave.in_the_past"],
    ]);
    expect(await refusal("newcomer", { from: "2026-12-07", to: "2026-12-08" })).toEqual([
      ["form.from", "leave.too_soon"],
    ]);
    expect(await refusal("imane", { from: "2026-12-07", to: "2027-02-26" })).toEqual([
      ["form.to", "leave.balance_short"],
    ]);
    expect(await refusal("imane", { from: "2026-12-07", to: "2026-12-08", replacement: world.people.imane })).toEqual([
      ["form.replacement", "leave.replacement_self"],
    ]);
  });
});
