import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "#platform/testing/database.ts";
import { system } from "../actor.ts";
import { transact } from "../command.ts";
import type { Ctx } from "../context.ts";
import { many, sql } from "../db/db.ts";
import { openPool } from "../db/open.ts";
import { cursorStates, parkedEvents, wantParked } from "./cursors.ts";
import { MAX_TRIES, retryDelay_ms } from "./deliver.ts";
import { drain } from "./drain.ts";
import { emit } from "./emit.ts";
import { startEvents } from "./events.ts";
import { type RecordedEvent, subscriber } from "./subscriber.ts";

let t: Awaited<ReturnType<typeof testDatabase>>;
beforeEach(async () => {
  t = await testDatabase();
  await sql`create table events.effect (who text not null, seq bigint not null, type text not null)`.execute(t.ownerDb);
});
afterEach(() => t.close());

const tell = (...types: string[]) =>
  transact(t.platform, { actor: system("test"), locale: "ar", requestId: "test" }, async (ctx) => {
    for (const type of types) await emit(ctx, type, null, { told: type });
  });
const note = (who: string) => (ctx: Ctx, event: RecordedEvent) =>
  sql`insert into events.effect (who, seq, type) values (${who}, ${event.seq}::bigint, ${event.type})`
    .execute(ctx.tx)
    .then(() => undefined);
const effects = async (who: string): Promise<string[]> =>
  (await many<{ type: string }>(t.db, sql`select type from events.effect where who = ${who} order by seq`)).map(
    (row) => row.type,
  );

describe("a subscriber", () => {
  test("receives the types it asked for, in order, as the system actor of its name", async () => {
    const seen: string[] = [];
    const exact = subscriber("x.exact", ["leave.given"], async (ctx, event) => {
      seen.push(`${event.seq} ${event.type} ${ctx.actor.kind} ${ctx.actor.name} ${JSON.stringify(event.body)}`);
    });
    const feature = subscriber("x.feature", ["leave.*", "papers.issued"], note("feature"));
    const all = subscriber("x.all", ["*"], note("all"));
    await tell("leave.asked", "leave.given", "papers.issued", "papers.voided", "leavers.left");
    await drain(t.platform, [exact, feature, all]);
    expect(seen).toEqual(['1 leave.given system subscriber:x.exact {"told":"leave.given"}']);
    expect(await effects("feature")).toEqual(["leave.asked", "leave.given", "papers.issued"]);
    expect(await effects("all")).toHaveLength(5);
  });

  test("may tell in its turn, and drain waits for that too", async () => {
    const first = subscriber("x.first", ["leave.asked"], (ctx) => emit(ctx, "papers.issued", null, {}));
    const second = subscriber("x.second", ["papers.issued"], note("second"));
    await tell("leave.asked");
    const drained = await drain(t.platform, [second, first]);
    expect(drained).toEqual({ sequenced: 2, handled: 2, waiting: [], complete: true });
    expect(await effects("second")).toEqual(["papers.issued"]);
  });

  test("who came later has the whole history, or only what follows, as it asked", async () => {
    await tell("leave.asked");
    await drain(t.platform, []);
    const index = subscriber("x.index", ["*"], note("index"));
    const message = subscriber("x.message", ["*"], note("message"), { since: "now" });
    await drain(t.platform, [index, message]);
    await tell("leave.given");
    await drain(t.platform, [index, message]);
    expect(await effects("index")).toEqual(["leave.asked", "leave.given"]);
    expect(await effects("message")).toEqual(["leave.given"]);
  });
});

describe("a failure", () => {
  const failing = (name: string, fails: () => boolean) =>
    subscriber(name, ["*"], async (ctx, event) => {
      await note(name)(ctx, event);
      if (event.type === "leave.bad" && fails()) throw new Error("no such post");
    });

  test("leaves no half effect, waits longer each time, then is parked while the others go on", async () => {
    const frail = failing("x.frail", () => true);
    const sound = subscriber("x.sound", ["*"], note("sound"));
    await tell("leave.asked", "leave.bad", "leave.given");
    for (let tries = 1; tries < MAX_TRIES; tries++) {
      expect((await drain(t.platform, [frail, sound])).waiting).toEqual(["x.frail"]);
      expect(await cursorStates(t.db)).toMatchObject([
        { subscriber: "x.frail", next_seq: 1, tries, error: "Error: no such post" },
        {},
      ]);
      t.clock.advance(retryDelay_ms(tries) - 1);
      await drain(t.platform, [frail, sound]);
      expect((await cursorStates(t.db))[0]).toMatchObject({ tries });
      t.clock.advance(1);
    }
    expect(await effects("sound")).toHaveLength(3);
    expect(await effects("x.frail")).toEqual(["leave.asked"]);
    expect((await drain(t.platform, [frail, sound])).waiting).toEqual([]);
    expect(await effects("x.frail")).toEqual(["leave.asked", "leave.given"]);
    expect(await parkedEvents(t.db)).toMatchObject([
      { subscriber: "x.frail", seq: 1, type: "leave.bad", tries: MAX_TRIES, error: "Error: no such post" },
    ]);
  });

  test("that was parked can be tried again, once its cause is gone", async () => {
    let broken = true;
    const frail = failing("x.frail", () => broken);
    await tell("leave.bad");
    for (let tries = 1; tries <= MAX_TRIES; tries++) {
      await drain(t.platform, [frail]);
      t.clock.advance(retryDelay_ms(tries));
    }
    const want = () => transact(t.platform, t.call(system("test")), (ctx) => wantParked(ctx.tx, "all", ctx.at));
    expect(await want()).toBe(1);
    await drain(t.platform, [frail]);
    expect(await parkedEvents(t.db)).toMatchObject([{ seq: 0, tries: MAX_TRIES + 1, wanted_at: null }]);
    broken = false;
    expect(await effects("x.frail")).toEqual([]);
    expect(await want()).toBe(1);
    await drain(t.platform, [frail]);
    expect(await parkedEvents(t.db)).toEqual([]);
    expect(await effects("x.frail")).toEqual(["leave.bad"]);
    expect(await want()).toBe(0);
  });
});

describe("two running processes", () => {
  test("handle each event once, within the tenth of a second a person would notice", async () => {
    const pools = [1, 2].map(() => openPool(t.platform.config.database.app));
    const slow = subscriber("x.slow", ["*"], async (ctx, event) => {
      await note("slow")(ctx, event);
      await sleep(2);
    });
    const running = await Promise.all(pools.map((pool) => startEvents(t.platform, pool, [slow])));
    await sleep(300);
    const waits: number[] = [];
    for (let round = 0; round < 10; round++) {
      const told = performance.now();
      await tell("leave.asked");
      while ((await effects("slow")).length <= round) await sleep(2);
      waits.push(performance.now() - told);
    }
    await Promise.all(Array.from({ length: 20 }, () => tell("leave.given")));
    await running[0]!.drain();
    expect(await effects("slow")).toHaveLength(30);
    expect(waits.sort((a, b) => a - b)[5]).toBeLessThan(1_000);
    await Promise.all(running.map((events) => events.stop()));
    await Promise.all(pools.map((pool) => pool.end()));
  });

  test("hear again after their connection was cut", async () => {
    const pool = openPool(t.platform.config.database.app);
    const events = await startEvents(t.platform, pool, [subscriber("x.all", ["*"], note("all"))]);
    await sleep(200);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where query like 'listen%' and datname = current_database() and pid <> pg_backend_pid()`.execute(t.db);
    await sleep(1_300);
    await tell("leave.asked");
    for (let step = 0; step < 100 && (await effects("all")).length === 0; step++) await sleep(20);
    expect(await effects("all")).toEqual(["leave.asked"]);
    await events.stop();
    await pool.end();
  });
});
