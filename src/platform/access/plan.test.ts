import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asPerson, type TestCluster, type TestDatabase, testDatabase } from "#platform/testing/database.ts";
import { fillWorld, type Readers } from "../../../bench/support/access-world.ts";
import { type Db, one, type Sql, sql, type Tx } from "../db/db.ts";
import { openPool } from "../db/open.ts";
import type { Form } from "./compile.ts";
import { counted, newest } from "./list.ts";
import { type Walk, walkFor } from "./reach.ts";

const RESOURCES = 30_000;
const SPACES = 600;
const SCANNED_MAX = 10_000;
const AT = new Date("2026-06-01T09:00:00Z");
const KIND = "documents.document";

let t: TestDatabase;
let readers: Readers;
beforeAll(async () => {
  t = await testDatabase();
  const cluster = JSON.parse(process.env.DIWAN_TEST_CLUSTER!) as TestCluster;
  const superuser = openPool({ ...cluster.superuser, database: t.platform.config.database.owner.database }, 1);
  readers = await fillWorld(superuser, { resources: RESOURCES, people: 200, spaces: SPACES });
  await superuser.end();
}, 120_000);
afterAll(() => t.close());

type Node = {
  "Node Type": string;
  "Index Name"?: string;
  "Relation Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  Plans?: Node[];
};

async function planOf(on: Db | Tx, query: Sql<unknown>): Promise<Node[]> {
  const row = await one<{ "QUERY PLAN": { Plan: Node }[] }>(on, sql`explain (analyze, format json) ${query}`);
  const flat = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(flat)];
  return flat(row["QUERY PLAN"][0]!.Plan);
}

const reader = (person: string) => ({ person, at: AT, mask: 1 });
const touched = (node: Node) => (node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0)) * node["Actual Loops"];

function mustUse(plan: Node[], indexes: string[]): void {
  const used = plan.flatMap((node) => node["Index Name"] ?? []);
  expect(used.some((index) => indexes.includes(index))).toBe(true);
  expect(used.filter((index) => index.startsWith("resource_") && !indexes.includes(index))).toEqual([]);
  expect(plan.filter((node) => node["Node Type"] === "Seq Scan" && touched(node) > SCANNED_MAX)).toEqual([]);
}

/** Rows of access.resource that were read. */
const read = (plan: Node[]) =>
  plan.reduce((sum, node) => sum + (node["Relation Name"] === "resource" ? touched(node) : 0), 0);

/** With row level security, as the product runs it. */
function behindTheWall(person: string, form: string, query: Sql<unknown>): Promise<Node[]> {
  t.clock.set(AT);
  return t.as(asPerson(person), async (ctx) => {
    await sql`select set_config('diwan.form', ${form}, true)`.execute(ctx.tx);
    return planOf(ctx.tx, query);
  });
}

describe("the plans are those that were measured (T-SE-04)", { timeout: 60_000 }, () => {
  const asked = { kinds: [KIND], limit: 51, before: null };
  const byDate = ["resource_kind_newest", "resource_newest"];
  const INDEX: Record<Walk, string[]> = { lists: ["resource_acl_newest"], probe: byDate, hashed: byDate };

  it.each(["lists", "probe", "hashed"] as const)("the newest, by %s, alone and behind the wall", async (walk) => {
    const person = walk === "lists" ? readers.one : walk === "probe" ? readers.all : readers.some[0]!;
    const query = newest(reader(person), asked, walk);
    mustUse(await planOf(t.ownerDb, query), INDEX[walk]);
    const plan = await behindTheWall(person, walk === "probe" ? "probe" : "", query);
    mustUse(plan, INDEX[walk]);
    // It stops at the limit: it does not read the kind to its end.
    expect(read(plan)).toBeLessThan(RESOURCES / 4);
  });

  it("a later page begins where the earlier ended", async () => {
    const middle = { at: "2025-01-01T00:00:00Z", id: "00000000-0000-0000-0000-000000000000" };
    const plan = await behindTheWall(
      readers.all,
      "probe",
      newest(reader(readers.all), { ...asked, before: middle }, "probe"),
    );
    mustUse(plan, byDate);
    expect(read(plan)).toBeLessThan(1_000);
  });

  it.each(["driven"] as Form[])("a count, %s", async (form) => {
    mustUse(await behindTheWall(readers.some[0]!, "", counted(reader(readers.some[0]!), [KIND], form, null)), [
      "resource_acl_newest",
    ]);
  });
});

describe("the walk is chosen by what it costs", () => {
  it.each([
    ["one space", { acls: 1, share: 0 }, "lists"],
    ["7 % of 20,000", { acls: 1_400, share: 0.06 }, "hashed"],
    ["everything, few lists", { acls: 30, share: 1 }, "hashed"],
    ["many lists of which few are seen lately", { acls: 300, share: 0.002 }, "lists"],
    ["everything, 20,000 lists", { acls: 20_000, share: 1 }, "probe"],
    ["many small lists that hold next to nothing", { acls: 2_000, share: 0 }, "lists"],
  ] as const)("%s", (_name, reach, walk) => {
    expect(walkFor(reach, 51, 1)).toBe(walk);
  });
});
