import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { pruneProofsJob } from "#features/requests/proofs.ts";
import { housekeepingJobs } from "#platform/housekeeping/housekeeping.ts";
import { enqueue, type Job } from "#platform/jobs/job.ts";
import { asSystem } from "#platform/testing/database.ts";
import { type Bed, grantLeave, openBed, view } from "./walls/insider.ts";

const DAY_MS = 86_400_000;
// Many requests one after another; a busy machine is slow, not wrong.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let bed: Bed;
beforeAll(async () => {
  bed = await openBed();
}, 60_000);
afterAll(() => bed.t.close());

/** Runs a job through the queue, and gives the row that an operator sees. */
async function night(...jobs: Job[]): Promise<{ name: string; state: string; done: number; total: number | null }[]> {
  const ids = await bed.t.as(asSystem, async (ctx) => {
    const made = [];
    for (const one of jobs) made.push(await enqueue(ctx, one, {}));
    return made;
  });
  await bed.t.settle();
  const { rows } = await bed.t.owner.query(
    "select name, state, done, total from jobs.job where id = any($1) order by name",
    [ids],
  );
  return rows;
}

async function put(words: string): Promise<string> {
  const { digest } = await bed.t.platform.blobs.put(Buffer.from(words), { label: "level-1" });
  await age(digest);
  return digest;
}
/** As if it had been put two days ago. */
const age = (digest: string) =>
  bed.t.owner.query("update storage.blob set put_at = $2 where address = $1", [
    digest,
    new Date(bed.t.clock.now().getTime() - 2 * DAY_MS),
  ]);

test("only a blob that no row names, wherever it could be named, is swept", async () => {
  const request = await grantLeave(bed, "fatima", "2026-12-07", "2026-12-11");
  const paper = (await view(bed, "fatima", request)).paper!;
  const { rows } = await bed.t.owner.query("select digest from papers.paper where id = $1", [paper]);
  await age(rows[0].digest);
  const [orphan, inDocument, inList] = [await put("orphan"), await put("document"), await put("list")];
  await bed.t.owner.query(
    "update requests.request set facts = facts || jsonb_build_object('scan', $1::text) where id = $2",
    [inDocument, request],
  );
  await bed.t.owner.query(`create table papers.later (pages text[] not null);
    grant select on papers.later to diwan_app; insert into papers.later values (array['${inList}'])`);
  const fresh = await bed.t.platform.blobs.put(Buffer.from("fresh"), { label: "level-1" });
  expect(await night(housekeepingJobs[0]!)).toMatchObject([{ name: "storage.sweep", state: "done", done: 1 }]);
  const there = async (digest: string) => bed.t.platform.blobs.has(digest);
  expect(await there(orphan)).toBe(false);
  for (const digest of [rows[0].digest, inDocument, inList, fresh.digest]) expect(await there(digest)).toBe(true);
});

test("answers, ended jobs and unused scans go after their time, and each run says how many", async () => {
  await bed.as("said").post("/api/requests", { kind: "leave.annual", language: "ar", form: {} });
  await bed.t.owner.query("insert into requests.proof values ('d', 'application/pdf', 1, 's', $1, $2)", [
    bed.world.people.said,
    bed.t.clock.now(),
  ]);
  const count = async (table: string) => (await bed.t.owner.query(`select count(*)::int as n from ${table}`)).rows[0].n;
  const kept = await count("http.idempotency");
  expect(kept).toBeGreaterThan(0);
  const jobs = housekeepingJobs.slice(1, 3);
  expect((await night(...jobs, pruneProofsJob)).map(({ done }) => done)).toEqual([0, 0, 0]);
  expect(await count("http.idempotency")).toBe(kept);
  bed.t.clock.advance(8 * DAY_MS);
  expect(await night(...jobs, pruneProofsJob)).toMatchObject([
    { name: "http.prune_answers", state: "done", done: kept },
    { name: "jobs.prune", state: "done", done: expect.any(Number) },
    { name: "requests.prune_proofs", state: "done", done: 1 },
  ]);
  expect(await count("http.idempotency")).toBe(0);
});
