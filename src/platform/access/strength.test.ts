import { afterAll, beforeAll, expect, it } from "vitest";
import { asPerson, asSystem, type TestDatabase, testDatabase } from "#platform/testing/database.ts";
import { type Strength, system } from "../actor.ts";
import { many, sql } from "../db/db.ts";
import { newId } from "../ids.ts";
import type { Level } from "../wire/level.ts";
import { authorize } from "./authorize.ts";
import { visible } from "./compile.ts";
import { countVisible, newestVisible } from "./list.ts";
import { addPrincipal, setClearance } from "./principals.ts";
import { createResource } from "./resources.ts";

let t: TestDatabase;
const cleared = newId();
const ordinary = newId();
const papers = new Map<Level, string>();
beforeAll(async () => {
  t = await testDatabase();
  await t.as(asSystem, async (ctx) => {
    for (const id of [cleared, ordinary]) await addPrincipal(ctx, { id, kind: "person" });
    await setClearance(ctx, { person: cleared, level: 4 });
    for (const level of [0, 1, 2, 3, 4] as const) {
      const id = newId();
      papers.set(level, id);
      const entries = [cleared, ordinary].map((principal) => ({ principal, verbs: ["read" as const] }));
      await createResource(ctx, { id, kind: "test.paper", entries, level });
    }
  });
});
afterAll(() => t.close());

const by = (person: string, strength: Strength) => ({ ...asPerson(person), strength });
const EXPECTED: [Strength, Level][] = [
  ["none", 0],
  ["password", 1],
  ["two_factor", 2],
  ["passkey", 4],
];

it.each(EXPECTED)(
  "a session opened by %s shows up to level %i, by each wall alone and in each form",
  async (strength, level) => {
    const actor = by(cleared, strength);
    const seen = await t.as(actor, async (ctx) => {
      const behind = await many<{ level: Level }>(ctx.tx, sql`select level from access.resource order by level`);
      const listed = await newestVisible(ctx, { limit: 10 });
      return { behind: behind.map((row) => row.level), listed: listed.items.length, count: await countVisible(ctx) };
    });
    const upTo = [0, 1, 2, 3, 4].filter((one) => one <= level);
    expect(seen).toEqual({ behind: upTo, listed: upTo.length, count: upTo.length });
    // As the owner of the tables, whom the second wall does not bind.
    for (const form of ["probe", "hashed", "driven"] as const) {
      const rows = await t.as(actor, (ctx) =>
        many(t.ownerDb, sql`select r.id from access.resource r where ${visible(ctx, "read", sql`r.id`, form)}`),
      );
      expect(rows).toHaveLength(upTo.length);
    }
    if (level < 4)
      await expect(t.as(actor, (ctx) => authorize(ctx, papers.get(4)!, "read"))).rejects.toMatchObject({ status: 404 });
  },
);

it("never shows more than the person is cleared for, and binds no act of the system", async () => {
  const count = (actor: Parameters<typeof t.as>[0]) => t.as(actor, (ctx) => countVisible(ctx));
  expect(await count(by(ordinary, "passkey"))).toBe(2);
  expect(await count(system("digest", cleared))).toBe(5);
});
