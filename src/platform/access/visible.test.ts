import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asPerson, type TestDatabase, testDatabase } from "#platform/testing/database.ts";
import type { Ctx } from "../context.ts";
import { type Db, many, one, type Sql, sql, type Tx } from "../db/db.ts";
import { newId } from "../ids.ts";
import { abilities } from "./authorize.ts";
import { type Form, type Parts, partsFor, rowRule, visible } from "./compile.ts";
import { counted, countVisible, newest, newestVisible } from "./list.ts";
import { MINUTES, may, type World, worlds } from "./oracle.ts";
import type { Walk } from "./reach.ts";
import { VERBS, type Verb } from "./verbs.ts";
import { instant, type Loaded, loadWorld } from "./world.ts";

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t.close());

const RUNS = Number(process.env.DIWAN_WORLDS ?? 12);
const FORMS: Form[] = ["probe", "hashed", "driven"];
const WALKS: Walk[] = ["lists", "probe", "hashed"];
const KINDS = ["test.case", "test.paper"];

type Seen = { world: World; loaded: Loaded; person: number; at: number };

const oracle = ({ world, loaded, person, at }: Seen, verb: Verb) =>
  world.resources
    .flatMap((thing, index) => (may(world, person, thing, verb, at) ? [loaded.things[index]!] : []))
    .sort();

async function ids(on: Db | Tx, query: Sql<{ id: string }>): Promise<string[]> {
  return (await many(on, query)).map(({ id }) => id).sort();
}

/** Every person at every minute, so that each boundary is met exactly. */
async function everywhere(world: World, check: (seen: Seen, reader: string) => Promise<void>): Promise<void> {
  const loaded = await loadWorld(t.platform, t.ownerDb, world);
  for (let person = 0; person < world.persons; person++)
    for (let at = 0; at <= MINUTES; at += 2)
      await check({ world, loaded, person, at: at + (person % 2) }, loaded.principals[person]!);
}

function asReader<T>(seen: Seen, reader: string, run: (ctx: Ctx) => Promise<T>): Promise<T> {
  t.clock.set(instant(seen.at));
  return t.as(asPerson(reader), run);
}

const property = (check: (world: World) => Promise<void>) =>
  fc.assert(fc.asyncProperty(worlds, check), { numRuns: RUNS });

describe("the compiled predicate, row level security and the oracle agree (T-SE-03)", { timeout: 240_000 }, () => {
  it("predicate alone, in every form and walk, for reading and for writing", () =>
    property((world) =>
      everywhere(world, async (seen, person) => {
        for (const verb of ["read", "write"] as const) {
          const reader = { person, at: instant(seen.at), mask: VERBS[verb] };
          for (const form of FORMS)
            expect(
              await ids(t.ownerDb, sql`select _r.id from access.resource _r where ${rowRule(partsFor(reader), form)}`),
              form,
            ).toEqual(oracle(seen, verb));
          for (const form of FORMS)
            for (const atMost of [null, 2])
              expect((await one(t.ownerDb, counted(reader, KINDS, form, atMost))).n).toBe(
                Math.min(oracle(seen, verb).length, atMost ?? 100),
              );
          const told: unknown[] = [];
          for (const walk of WALKS) {
            const rows = await many(t.ownerDb, newest(reader, { kinds: KINDS, limit: 100, before: null }, walk));
            expect(rows.map(({ id }) => id).sort(), walk).toEqual(oracle(seen, verb));
            told.push(rows);
          }
          // To the byte: which walk is taken depends on what others have, and must not show.
          expect(told).toEqual(WALKS.map(() => told[0]));
        }
      }),
    ));

  it("row level security alone, in both forms, with the predicate mutated to TRUE", () =>
    property((world) =>
      everywhere(world, (seen, reader) =>
        asReader(seen, reader, async (ctx) => {
          for (const form of ["", "hash", "probe"]) {
            await sql`select set_config('diwan.form', ${form}, true)`.execute(ctx.tx);
            expect(await ids(ctx.tx, sql`select r.id from access.resource r where true`), form).toEqual(
              oracle(seen, "read"),
            );
          }
        }),
      ),
    ));

  it("both: lists, counts, predicates on a column, abilities", () =>
    property((world) =>
      everywhere(world, (seen, reader) =>
        asReader(seen, reader, async (ctx) => {
          const expected = oracle(seen, "read");
          const { items } = await newestVisible(ctx, { limit: 100 });
          expect(items.map(({ id }) => id).sort()).toEqual(expected);
          expect(await countVisible(ctx)).toBe(expected.length);
          for (const form of FORMS) {
            const query = sql<{
              id: string;
            }>`select q.id from access.resource q where ${visible(ctx, "write", sql`q.id`, form)}`;
            expect(await ids(ctx.tx, query), form).toEqual(oracle(seen, "write"));
          }
          const held = await abilities(ctx, seen.loaded.things, ["read", "decide"]);
          expect([...held.keys()].sort()).toEqual(expected);
          expect(
            [...held]
              .filter(([, can]) => can.decide)
              .map(([id]) => id)
              .sort(),
          ).toEqual(oracle(seen, "decide"));
        }),
      ),
    ));
});

describe("each condition of the predicate matters (T-SE-02)", { timeout: 60_000 }, () => {
  // Person 0 belongs to group 4 during [1, 3); nobody else is named. One thing for each condition that hides it.
  const world: World = {
    persons: 4,
    groups: 5,
    memberships: [
      { child: 0, parent: 4, since: 1, until: 3 },
      { child: 1, parent: 5, since: 0, until: null },
    ],
    clearances: [],
    resources: [
      {
        kind: "test.case",
        parent: -1,
        entries: [{ principal: 4, mask: VERBS.read | VERBS.write }],
        level: 1,
        comps: [],
        closed: false,
      },
      {
        kind: "test.case",
        parent: -1,
        entries: [{ principal: 4, mask: VERBS.read | VERBS.write }],
        level: 2,
        comps: [],
        closed: false,
      },
      {
        kind: "test.case",
        parent: -1,
        entries: [{ principal: 4, mask: VERBS.read | VERBS.write }],
        level: 1,
        comps: ["medical"],
        closed: false,
      },
      {
        kind: "test.case",
        parent: -1,
        entries: [{ principal: 4, mask: VERBS.read | VERBS.write }],
        level: 1,
        comps: [],
        closed: true,
      },
      {
        kind: "test.case",
        parent: -1,
        entries: [{ principal: 4, mask: VERBS.read }],
        level: 1,
        comps: [],
        closed: false,
      },
      {
        kind: "test.case",
        parent: -1,
        entries: [{ principal: 5, mask: VERBS.read | VERBS.write }],
        level: 1,
        comps: [],
        closed: false,
      },
    ],
  };
  const PARTS: (keyof Parts)[] = ["open", "level", "comps", "person", "since", "until", "mask"];

  it.each(PARTS.flatMap((part) => FORMS.map((form) => [part, form] as const)))(
    "without %s (%s) something leaks",
    async (part, form) => {
      const loaded = await loadWorld(t.platform, t.ownerDb, world);
      let leaks = 0;
      for (let at = 0; at <= 3; at++) {
        const seen = { world, loaded, person: 0, at };
        const whole = partsFor({ person: loaded.principals[0]!, at: instant(at), mask: VERBS.write });
        const query = (parts: Parts) =>
          sql<{ id: string }>`select _r.id from access.resource _r where ${rowRule(parts, form)}`;
        expect(await ids(t.ownerDb, query(whole))).toEqual(oracle(seen, "write"));
        const mutant = { ...whole, [part]: sql<boolean>`true` };
        const leaked = await ids(t.ownerDb, query(mutant));
        if (leaked.join() !== oracle(seen, "write").join()) leaks++;
        // The second wall holds what the first let through (it knows reading only, so `mask` is the first wall's alone).
        if (part !== "mask") {
          const behind = await asReader(seen, loaded.principals[0]!, (ctx) => ids(ctx.tx, query(mutant)));
          expect(behind).toEqual(oracle(seen, "write"));
        }
      }
      expect(leaks).toBeGreaterThan(0);
    },
  );
});

it("takes no column that its own subquery would capture", async () => {
  await asReader(
    {
      world: { persons: 0, groups: 0, memberships: [], clearances: [], resources: [] },
      loaded: { principals: [], things: [] },
      person: 0,
      at: 0,
    },
    newId(),
    async (ctx) => {
      for (const column of [sql`id`, sql`_r.id`, sql`coalesce(q.id, id)`, sql`${"q.id"}`, sql.ref("q.id")])
        expect(() => visible(ctx, "read", column)).toThrow(/qualified/);
      expect(() => visible(ctx, "read", sql`r.id`)).not.toThrow();
    },
  );
});
