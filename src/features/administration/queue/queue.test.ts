import { afterAll, beforeAll, expect, test } from "vitest";
import { drain } from "#platform/events/drain.ts";
import { subscriber } from "#platform/events/subscriber.ts";
import { newId } from "#platform/ids.ts";
import type { TestDiwan } from "../../../testing.ts";
import type { ParkedEvent, QueuedJob } from "../schema.ts";
import { testHouse } from "../world.fixture.ts";

let t: TestDiwan;
let people: Awaited<ReturnType<typeof testHouse>>["people"];
beforeAll(async () => {
  ({ t, people } = await testHouse());
});
afterAll(() => t.close());

type Jobs = { items: QueuedJob[]; next: string | null; counts: { waiting: number; running: number; failed: number } };
const jobs = async (query: string): Promise<Jobs> =>
  (await t.http(people.admin).get(`/api/administration/jobs?${query}`)).body;

const insertFailed = (count: number) =>
  t.owner.query(
    `insert into jobs.job (id, name, payload, requested_by, state, attempts, error, run_at, created_at, finished_at)
    select gen_random_uuid(), 'papers.render', '{}', $1, 'failed', 8, 'disk full', $2, $2::timestamptz - (i / 3) * interval '1 second', $2
    from generate_series(1, $3::int) as i`,
    [people.admin, t.clock.now(), count],
  );

test("failures are listed with their error and who waits, page by page without a gap, among ten thousand", async () => {
  await insertFailed(10_000);
  await t.owner.query("analyze jobs.job");
  const seen = new Set<string>();
  let cursor = "";
  for (let page = 0; page < 4; page++) {
    const answer = await jobs(`limit=200&cursor=${cursor}`);
    for (const { id } of answer.items) seen.add(id);
    cursor = answer.next!;
  }
  expect(seen.size).toBe(800);
  const { items, counts } = await jobs("limit=1");
  expect(counts).toMatchObject({ failed: 10_000 });
  expect(items[0]).toMatchObject({
    title: "تجهيز ملف وثيقة صادرة",
    error: "disk full",
    attempts: 8,
    requestedBy: { id: people.admin },
  });
  const { rows } = await t.owner.query(
    `explain (format json) select * from jobs.job where state = 'failed' and (created_at, id) < (now(), '${newId()}')
      order by created_at desc, id desc limit 50`,
  );
  expect(JSON.stringify(rows[0]["QUERY PLAN"])).toContain("Index Scan");
  expect((await t.http(people.agent).get("/api/administration/jobs")).status).toBe(403);
  expect((await t.http(people.admin).get("/api/administration/jobs?cursor=x")).status).toBe(422);
});

test("one is tried again, one is given up with its reason, then all are tried again; each is told to the log", async () => {
  const admin = t.http(people.admin);
  await t.owner.query("delete from jobs.job where id in (select id from jobs.job order by created_at limit 9900)");
  const [first, second] = (await jobs("limit=2")).items;
  expect((await admin.post("/api/administration/jobs/retry", { job: first!.id })).body).toEqual({ count: 1 });
  expect((await admin.post("/api/administration/jobs/retry", { job: first!.id })).status).toBe(404);
  const giveUp = `/api/administration/jobs/${second!.id}/discard`;
  expect((await admin.post(giveUp, { reason: "" })).status).toBe(422);
  expect((await admin.post(giveUp, { reason: "الوثيقة ألغيت" })).status).toBe(204);
  expect((await admin.post(giveUp, { reason: "الوثيقة ألغيت" })).status).toBe(404);
  expect((await jobs("limit=1")).counts).toMatchObject({ failed: 98 });
  expect((await admin.post("/api/administration/jobs/retry", { job: "all" })).body).toEqual({ count: 98 });
  expect(await jobs("state=failed")).toMatchObject({ items: [], next: null, counts: { failed: 0 } });
  const { rows } = await t.owner.query("select count(*)::int as n from graphile_worker.jobs");
  expect(rows[0].n, "each is in the queue proper").toBeGreaterThanOrEqual(99);
  await t.owner.query("delete from jobs.job");
  await drain(t.platform, []);
  const told = await t.owner.query("select body from events.event where type = 'administration.job_discarded'");
  expect(told.rows[0].body).toEqual({ job: "papers.render", reason: "الوثيقة ألغيت" });
});

test("a parked event is tried again by whoever serves its subscriber, or given up with a reason", async () => {
  let broken = true;
  const frail = subscriber("x.frail", ["people.unit_created"], async () => {
    if (broken) throw new Error("no such post");
  });
  for (let tries = 0; tries < 8; tries++) {
    await drain(t.platform, [frail]);
    t.clock.advance(300_000);
  }
  await t.owner.query(
    "insert into events.parked (subscriber, seq, tries, error, parked_at) select 'x.gone', seq, 6, 'x', now() from events.event where seq < 3",
  );
  const admin = t.http(people.admin);
  const parked = async (): Promise<ParkedEvent[]> =>
    ((await admin.get("/api/administration/parked")).body as { items: ParkedEvent[] }).items;
  const mine = (await parked()).filter(({ subscriber }) => subscriber === "x.frail");
  expect(mine[0]).toMatchObject({ error: "Error: no such post", tries: 6, isWanted: false });
  expect(mine[0]!.sentence).toContain("مديرية الغابات");
  broken = false;
  const { subscriber: name, seq } = mine[0]!;
  expect((await admin.post("/api/administration/parked/retry", { which: { subscriber: name, seq } })).body).toEqual({
    count: 1,
  });
  expect((await parked()).find((one) => one.subscriber === name && one.seq === seq)).toMatchObject({ isWanted: true });
  await drain(t.platform, [frail]);
  expect((await parked()).some((one) => one.subscriber === name && one.seq === seq)).toBe(false);
  const give = { subscriber: "x.gone", seq: 1, reason: "لم يعد له معنى" };
  expect((await admin.post("/api/administration/parked/discard", give)).status).toBe(204);
  expect((await admin.post("/api/administration/parked/discard", give)).status).toBe(404);
  await admin.post("/api/administration/parked/retry", { which: "all" });
  await drain(t.platform, [frail]);
  expect((await parked()).map((one) => [one.subscriber, one.isWanted])).toEqual([
    ["x.gone", true],
    ["x.gone", true],
  ]);
  expect((await t.http(people.auditor).get("/api/administration/parked")).status).toBe(403);
});
