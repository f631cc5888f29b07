import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { openPool } from "../db/open.ts";
import { openPlatform } from "../open.ts";
import { asSystem, type TestDatabase, testDatabase } from "../testing/database.ts";
import { type Road, roadTo } from "../testing/road.ts";
import { enqueue, job } from "./job.ts";
import { hurryFromTheFuture, startWorker } from "./worker.ts";

let t: TestDatabase;
beforeEach(async () => {
  t = await testDatabase();
});
afterEach(() => t.close());

const stateOf = async (id: string) =>
  (await t.owner.query("select state, attempts, error from jobs.job where id = $1", [id])).rows[0];
const queued = async () =>
  (await t.owner.query("select (run_at <= now()) as due, locked_by from graphile_worker._private_jobs")).rows;

describe("a database that goes away while a job runs", () => {
  let road: Road;
  let ends: (() => Promise<unknown>)[];
  beforeEach(async () => {
    ends = [];
    road = await roadTo(t.platform.config.database.owner);
  });
  afterEach(async () => {
    for (const end of ends.reverse()) await end();
    await road.cut();
  });

  test("costs that job one try: it is put back, done, and the next ones follow without a restart", async () => {
    const { config } = t.platform;
    const database = { owner: road.to(config.database.owner), app: road.to(config.database.app) };
    const { platform, close } = openPlatform({ ...config, database }, [], { clock: t.clock, connections: 4 });
    const owner = openPool(database.owner, 4);
    ends.push(close, () => owner.end());
    let started = 0;
    let goOn = () => undefined as unknown;
    const gate = new Promise((resolve) => {
      goOn = () => resolve(null);
    });
    const work = job({
      name: "test.work",
      payload: z.unknown(),
      async run({ progress }) {
        if (started++ === 0) await gate;
        await progress(1);
      },
    });
    const worker = await startWorker(platform, owner, [work]);
    ends.push(() => worker.stop());
    const first = await t.as(asSystem, (ctx) => enqueue(ctx, work, { n: 1 }));
    await expect.poll(() => started).toBe(1);
    await road.cut();
    goOn();
    const second = await t.as(asSystem, (ctx) => enqueue(ctx, work, { n: 2 }));
    await new Promise((resolve) => setTimeout(resolve, 500));
    await road.mend();
    await expect.poll(async () => (await stateOf(first)).state).toBe("done");
    await expect.poll(async () => (await stateOf(second)).state).toBe("done");
    expect(await stateOf(first)).toMatchObject({ attempts: 2, error: null });
    await expect.poll(queued).toEqual([]);
  });
});

describe("a clock that is put back by an hour", () => {
  const work = job({ name: "test.work", payload: z.unknown(), run: async () => undefined });
  const putBack = (minutes: number) =>
    t.owner.query(
      `update graphile_worker._private_jobs set created_at = created_at + make_interval(mins => $1),
        updated_at = updated_at + make_interval(mins => $1), run_at = run_at + make_interval(mins => $1),
        locked_at = locked_at + make_interval(mins => $1)`,
      [minutes],
    );

  test("delays no job that was waiting, and keeps the wait of one that has to", async () => {
    await t.as(asSystem, (ctx) => enqueue(ctx, work, {}));
    await putBack(60);
    expect(await queued()).toMatchObject([{ due: false }]);
    await hurryFromTheFuture(t.owner);
    expect(await queued()).toMatchObject([{ due: true }]);
    await t.owner.query("delete from graphile_worker._private_jobs");
    await t.as(asSystem, (ctx) => enqueue(ctx, work, {}, { runAt: new Date(ctx.at.getTime() + 600_000) }));
    await putBack(60);
    await hurryFromTheFuture(t.owner);
    const { rows } = await t.owner.query(
      "select extract(epoch from run_at - now())::int as seconds from graphile_worker._private_jobs",
    );
    expect(Math.abs(rows[0].seconds - 600)).toBeLessThan(30);
  });

  test("does not keep what a killed worker had locked", async () => {
    const id = await t.as(asSystem, (ctx) => enqueue(ctx, work, {}));
    await t.owner.query("update graphile_worker._private_jobs set locked_by = 'gone', locked_at = now()");
    await putBack(60);
    const worker = await startWorker(t.platform, t.owner, [work]);
    await expect.poll(async () => (await stateOf(id)).state).toBe("done");
    await worker.stop();
  });
});
