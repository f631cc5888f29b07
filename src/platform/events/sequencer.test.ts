import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "#platform/testing/database.ts";
import { operator, system } from "../actor.ts";
import { commitmentOf } from "../audit/entry.ts";
import { loadFrontier } from "../audit/store.ts";
import { transact } from "../command.ts";
import type { Ctx } from "../context.ts";
import { many, one, sql } from "../db/db.ts";
import { drain } from "./drain.ts";
import { emit, eraseBody } from "./emit.ts";
import { Sequencer } from "./sequencer.ts";

let t: Awaited<ReturnType<typeof testDatabase>>;
beforeEach(async () => {
  t = await testDatabase();
});
afterEach(() => t.close());

const inTransaction = <T>(run: (ctx: Ctx) => Promise<T>): Promise<T> =>
  transact(t.platform, { actor: system("test"), locale: "ar", requestId: "test" }, run);
const tell = (ctx: Ctx, subject: string, body: Record<string, unknown> = {}) =>
  emit(ctx, "test.thing_told", subject, body);
const sequencedSubjects = async (): Promise<string[]> => {
  const rows = await many<{ seq: number; subject: string }>(
    t.db,
    sql`select seq, subject from events.event where seq is not null order by seq`,
  );
  expect(rows.map((row) => row.seq)).toEqual(rows.map((_, place) => place));
  return rows.map((row) => row.subject);
};

/** A transaction that stays open until told. */
async function openTransaction(): Promise<{ ctx: Ctx; commit: () => Promise<void>; fail: () => Promise<void> }> {
  const opened = Promise.withResolvers<Ctx>();
  const ending = Promise.withResolvers<void>();
  const ended = inTransaction(async (ctx) => {
    opened.resolve(ctx);
    await ending.promise;
  });
  const end = async () => void (await ended.catch(() => undefined));
  return {
    ctx: await opened.promise,
    commit: () => {
      ending.resolve();
      return end();
    },
    fail: () => {
      ending.reject(new Error("no"));
      return end();
    },
  };
}

describe("the sequencer", () => {
  test("keeps the order of telling inside a transaction", async () => {
    await inTransaction(async (ctx) => {
      for (const subject of ["a", "b", "c", "d"]) await tell(ctx, subject);
    });
    expect(await new Sequencer(t.db).batch()).toBe(4);
    expect(await sequencedSubjects()).toEqual(["a", "b", "c", "d"]);
  });

  test("waits for no running transaction: its events take their place when it commits, and none moves", async () => {
    const sequencer = new Sequencer(t.db);
    const long = await openTransaction();
    await tell(long.ctx, "long-1");
    await inTransaction((ctx) => tell(ctx, "short"));
    expect(await sequencer.batch()).toBe(1);
    expect(await sequencedSubjects()).toEqual(["short"]);
    await tell(long.ctx, "long-2");
    await inTransaction((ctx) => tell(ctx, "next"));
    await long.commit();
    await sequencer.batch();
    expect(await sequencedSubjects()).toEqual(["short", "long-1", "long-2", "next"]);
  });

  test("keeps a cause before its effect, whatever the age of their transactions", async () => {
    const sequencer = new Sequencer(t.db);
    const older = await openTransaction();
    await tell(older.ctx, "older");
    const third = await openTransaction();
    await tell(third.ctx, "third");
    await inTransaction((ctx) => tell(ctx, "cause"));
    await tell(older.ctx, "effect");
    await older.commit();
    await sequencer.batch();
    await third.commit();
    await sequencer.batch();
    expect(await sequencedSubjects()).toEqual(["older", "cause", "effect", "third"]);
  });

  test("leaves no gap for a transaction that failed", async () => {
    const lost = await openTransaction();
    await tell(lost.ctx, "never");
    await lost.fail();
    await inTransaction((ctx) => tell(ctx, "kept"));
    await new Sequencer(t.db).batch();
    expect(await sequencedSubjects()).toEqual(["kept"]);
  });

  test("with writers, long transactions and rival sequencers at once gives one order, causes before effects", async () => {
    await sql`create table events.baton (held int not null); insert into events.baton values (0)`.execute(t.ownerDb);
    let writing = true;
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let round = 0; round < 25; round++)
        await inTransaction(async (ctx) => {
          await tell(ctx, `w${writer}`, { round });
          if (round % 5 === writer) await sleep(15);
          const { held } = await one<{ held: number }>(
            ctx.tx,
            sql`update events.baton set held = held + 1 returning held`,
          );
          await tell(ctx, "baton", { held });
        });
    });
    const rivals = [new Sequencer(t.db), new Sequencer(t.db), new Sequencer(t.db)].map(async (sequencer) => {
      while (writing) {
        await sequencer.batch();
        await sleep(1);
      }
    });
    await Promise.all(writers);
    writing = false;
    await Promise.all(rivals);
    expect((await drain(t.platform, [])).complete).toBe(true);
    const subjects = await sequencedSubjects();
    expect(subjects).toHaveLength(200);
    const bodies = await many<{ body: { held?: number; round?: number }; subject: string }>(
      t.db,
      sql`select body, subject from events.event order by seq`,
    );
    const heldIn = bodies.flatMap(({ body }) => (body.held === undefined ? [] : [body.held]));
    expect(heldIn).toEqual(Array.from({ length: 100 }, (_, place) => place + 1));
    expect((await loadFrontier(t.db)).size).toBe(200);
  });

  test("does not slow down as the log grows: its index forgets what got its place", async () => {
    await sql`alter table events.event set (autovacuum_enabled = off)`.execute(t.ownerDb);
    const sequencer = new Sequencer(t.db);
    for (let round = 0; round < 60; round++) {
      await sql`insert into events.event (id, at, actor_kind, type, version, body, salt)
        select gen_random_uuid(), '2026-01-01', 'system', 'test.thing_told', 1, '{}', decode(repeat('00', 16), 'hex')
        from generate_series(1, 100)`.execute(t.db);
      expect(await sequencer.batch()).toBe(100);
    }
    const index = sql<{ bytes: number }>`select pg_relation_size('events.event_unsequenced') as bytes`;
    expect((await one(t.db, index)).bytes).toBeLessThan(65_536);
  });

  test("writes the commitment of what was said, whatever JSON that is", async () => {
    const bodies = fc
      .sample(fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue({ stringUnit: "binary" })), 60)
      .filter(storable);
    await inTransaction(async (ctx) => {
      for (const [place, body] of bodies.entries()) await tell(ctx, String(place), body);
    });
    await new Sequencer(t.db).batch();
    const rows = await many<{ subject: string; salt: Buffer; commitment: Buffer }>(
      t.db,
      sql`select e.subject, e.salt, l.commitment from events.event e join audit.leaf l on l.seq = e.seq`,
    );
    expect(rows).toHaveLength(bodies.length);
    for (const { subject, salt, commitment } of rows)
      expect(commitment).toEqual(commitmentOf(salt, JSON.parse(JSON.stringify(bodies[Number(subject)]))));
  });
});

const storable = (body: object): boolean => {
  const texts: unknown[] = [];
  JSON.stringify(body, (key, value: unknown) => {
    texts.push(key, value);
    return value;
  });
  return texts.every((text) => typeof text !== "string" || (text.isWellFormed() && !text.includes("\0")));
};

describe("the product's role", () => {
  test.each([
    ["change an event", sql`update events.event set type = 'test.other'`],
    ["remove an event", sql`delete from events.event`],
    ["empty the table", sql`truncate events.event`],
    [
      "choose a place",
      sql`insert into events.event (id, at, actor_kind, type, version, seq, body, salt)
        values (gen_random_uuid(), '2026-01-01', 'system', 'test.thing_told', 1, 9, '{}', decode(repeat('00', 16), 'hex'))`,
    ],
    ["change a leaf", sql`update audit.leaf set hash = commitment`],
    ["remove a leaf", sql`delete from audit.leaf`],
    ["change a checkpoint", sql`update audit.checkpoint set note = ''`],
  ])("cannot %s", async (_what, query) => {
    await inTransaction((ctx) => tell(ctx, "x"));
    await drain(t.platform, []);
    await expect(query.execute(t.db)).rejects.toThrow(/permission denied/);
  });

  test.each([
    ["a gap", [1]],
    ["a place already given", [0, 0]],
  ])("cannot make %s", async (_what, firsts) => {
    const ids: string[] = [];
    for (let event = 0; event < 2; event++) await inTransaction((ctx) => tell(ctx, String(event)));
    for (const { id } of await many<{ id: string }>(t.db, sql`select id from events.event order by ord`)) ids.push(id);
    const assign = async () => {
      for (const [place, first] of firsts.entries())
        await sql`select events.assign_seq(${[ids[place]]}::uuid[], ${first}::bigint)`.execute(t.db);
    };
    await expect(assign()).rejects.toThrow(/next place is/);
  });
});

describe("a body", () => {
  const bodyOf = (subject: string) =>
    one<{ id: string; body: unknown; salt: unknown }>(
      t.db,
      sql`select id, body, salt from events.event where subject = ${subject}`,
    );

  test("is erased with a reason, and the erasure is told", async () => {
    await inTransaction((ctx) => tell(ctx, "x", { secret: 1 }));
    const { id } = await bodyOf("x");
    expect(await inTransaction((ctx) => eraseBody(ctx, id, "too early"))).toBe(false);
    await drain(t.platform, []);
    const call = { actor: operator("root"), locale: "fr" as const, requestId: "test" };
    expect(await transact(t.platform, call, (ctx) => eraseBody(ctx, id, "demande du 3 mars"))).toBe(true);
    expect(await bodyOf("x")).toEqual({ id, body: null, salt: null });
    const told = sql`select type, actor_kind, actor, body from events.event where subject = ${id}`;
    expect(await many(t.db, told)).toEqual([
      {
        type: "events.body_erased",
        actor_kind: "operator",
        actor: "root",
        body: { seq: 0, reason: "demande du 3 mars" },
      },
    ]);
    expect(await inTransaction((ctx) => eraseBody(ctx, id, "again"))).toBe(false);
  });

  test("is not erased without a reason, and the record of an erasure never is", async () => {
    await inTransaction((ctx) => tell(ctx, "x"));
    await drain(t.platform, []);
    const { id } = await bodyOf("x");
    await expect(inTransaction((ctx) => eraseBody(ctx, id, " "))).rejects.toThrow(/needs a reason/);
    await inTransaction((ctx) => eraseBody(ctx, id, "r"));
    await drain(t.platform, []);
    const record = await bodyOf(id);
    expect(await inTransaction((ctx) => eraseBody(ctx, record.id, "r"))).toBe(false);
  });

  test.each([{ n: Number.NaN }, { s: "a\u0000b" }, { s: "\ud800" }, { big: 1n }])(
    "that no JSON can hold is refused: %o",
    async (body) => {
      await expect(inTransaction((ctx) => tell(ctx, "x", body))).rejects.toThrow(TypeError);
    },
  );
});
