import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asPerson, asSystem, type TestDatabase, testDatabase } from "#platform/testing/database.ts";
import { ANONYMOUS, operator, system } from "../actor.ts";
import { many, sql } from "../db/db.ts";
import { newId } from "../ids.ts";
import { addPrincipal, EVERYONE } from "./principals.ts";
import { createResource } from "./resources.ts";

let t: TestDatabase;
let app: pg.Pool;
const [agent, stranger, mine, deposit] = Array.from({ length: 4 }, () => newId()) as [string, string, string, string];

beforeAll(async () => {
  t = await testDatabase();
  app = t.pool;
  await t.owner.query(`create table access.wall_note (id uuid primary key references access.resource, words text not null);
    create table access.wall_line (note uuid not null references access.wall_note, words text not null);
    grant select, insert, update, delete on access.wall_note, access.wall_line to diwan_app;
    select access.protect('access.wall_note'); select access.protect('access.wall_line', 'note');
    create view access.wall_open_note with (security_invoker = true) as select * from access.wall_note;
    grant select on access.wall_open_note to diwan_app`);
  await t.as(asSystem, async (ctx) => {
    for (const id of [agent, stranger]) await addPrincipal(ctx, { id, kind: "person" });
    await createResource(ctx, { id: mine, kind: "wall.note", entries: [{ principal: agent, verbs: ["write"] }] });
    await sql`insert into access.wall_note values (${mine}, 'mine')`.execute(ctx.tx);
    await sql`insert into access.wall_line values (${mine}, 'first')`.execute(ctx.tx);
  });
});
afterAll(() => t.close());

/** How many rows of each guarded relation a transaction with these settings sees. */
async function counted(settings: Record<string, string>): Promise<number[]> {
  const client = await app.connect();
  try {
    await client.query("begin");
    for (const [name, value] of Object.entries(settings))
      await client.query("select set_config($1, $2, true)", [name, value]);
    const { rows } =
      await client.query(`select array[(select count(*) from access.resource), (select count(*) from access.wall_note),
      (select count(*) from access.wall_line), (select count(*) from access.wall_open_note)]::int[] as counts`);
    return rows[0].counts;
  } finally {
    await client.query("rollback");
    client.release();
  }
}

describe("without a whole answer to who, what and when, nothing is seen", () => {
  const at = "2026-11-24T11:00:00Z";
  const whole = { "diwan.kind": "person", "diwan.at": at, "diwan.ceiling": "4" };
  it.each([
    ["no setting", {}],
    ["empty settings", { "diwan.actor": "", "diwan.kind": "", "diwan.at": "" }],
    ["no instant", { "diwan.actor": agent, "diwan.kind": "person" }],
    ["no actor", { "diwan.kind": "person", "diwan.at": at }],
    ["an unknown actor", { ...whole, "diwan.actor": newId() }],
    ["a stranger", { ...whole, "diwan.actor": stranger }],
    ["a system act for a stranger", { ...whole, "diwan.actor": stranger, "diwan.kind": "system" }],
    ["the operator", { ...whole, "diwan.actor": "", "diwan.kind": "operator" }],
    ["no strength of the session", { "diwan.actor": agent, "diwan.kind": "person", "diwan.at": at }],
  ])("%s", async (_name, settings) => {
    expect(await counted(settings)).toEqual([0, 0, 0, 0]);
  });

  it("and with it, what is his", async () => {
    expect(await counted({ ...whole, "diwan.actor": agent })).toEqual([1, 1, 1, 1]);
    expect(await counted({ "diwan.actor": "", "diwan.kind": "system", "diwan.at": at })).toEqual([1, 1, 1, 1]);
  });

  it("settings do not outlive their transaction", async () => {
    await counted({ ...whole, "diwan.actor": agent });
    expect(await counted({})).toEqual([0, 0, 0, 0]);
  });

  it("an actor of each kind, through the platform", async () => {
    const seen = (actor: Parameters<typeof t.as>[0]) =>
      t.as(actor, (ctx) => many(ctx.tx, sql`select id from access.wall_note`));
    expect(await seen(asPerson(agent))).toHaveLength(1);
    expect(await seen(system("index"))).toHaveLength(1);
    expect(await seen(system("recount", agent))).toHaveLength(1);
    expect(await seen(system("recount", stranger))).toHaveLength(0);
    expect(await seen(operator("root"))).toHaveLength(0);
    expect(await seen(ANONYMOUS)).toHaveLength(0);
  });
});

describe("writing behind the wall", () => {
  const insert = (id: string) => sql`insert into access.wall_note values (${id}, 'x')`;

  it("changes and deletes nothing that is not seen", async () => {
    const touched = await t.as(asPerson(stranger), async (ctx) => [
      await sql`update access.wall_note set words = 'theirs'`.execute(ctx.tx),
      await sql`delete from access.wall_line`.execute(ctx.tx),
    ]);
    expect(touched.map((result) => Number(result.numAffectedRows))).toEqual([0, 0]);
  });

  it("lets a deposit be made into what the depositor will not see, in the act that creates it and not after", async () => {
    await t.as(asPerson(stranger), async (ctx) => {
      await createResource(ctx, { id: deposit, kind: "wall.note", entries: [{ principal: agent, verbs: ["read"] }] });
      await insert(deposit).execute(ctx.tx);
    });
    const [later, elsewhere] = [newId(), newId()];
    const entries = [{ principal: agent, verbs: ["read"] as const }];
    await t.as(asSystem, (ctx) => createResource(ctx, { id: later, kind: "wall.note", entries }));
    await expect(t.as(asPerson(stranger), (ctx) => insert(later).execute(ctx.tx))).rejects.toThrow(
      /row-level security/,
    );
    await expect(t.as(asPerson(stranger), (ctx) => insert(elsewhere).execute(ctx.tx))).rejects.toThrow(
      /row-level security/,
    );
  });

  it.each([
    "resource",
    "resource_past",
    "membership",
    "principal",
    "principal_of",
    "clearance",
    "acl",
    "acl_entry",
    "epoch",
    "request",
  ])("access.%s cannot be written past the functions", async (table) => {
    await expect(app.query(`delete from access.${table}`)).rejects.toThrow(/permission denied/);
    await expect(app.query(`insert into access.${table} select * from access.${table}`)).rejects.toThrow(
      /permission denied/,
    );
  });

  it("closure and inheritance are not the product's to recompute", async () => {
    await expect(app.query("select access.refresh_closure('{}')")).rejects.toThrow(/permission denied/);
    await expect(app.query("select access.readopt(null, null, null, null, null)")).rejects.toThrow(/permission denied/);
    await expect(app.query("select access.protect('access.wall_note')")).rejects.toThrow(/permission denied/);
  });
});

describe("the house keeps its own rules", () => {
  it("every table that has a resource's id stands behind the wall, or says in its comment why it is open", async () => {
    const { rows } = await t.owner.query(`select c.conrelid::regclass::text as table from pg_constraint c
      join pg_class t on t.oid = c.conrelid
      where c.contype = 'f' and c.confrelid = 'access.resource'::regclass and not (t.relrowsecurity and t.relforcerowsecurity)
        and coalesce(obj_description(t.oid), '') not like 'open: %'`);
    expect(rows).toEqual([]);
  });

  it("no view looks over the wall", async () => {
    const { rows } =
      await t.owner.query(`select c.oid::regclass::text as view from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('v', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker')
        and not coalesce(c.reloptions @> '{security_invoker=true}', false)`);
    expect(rows).toEqual([]);
  });

  it("the product's role owns nothing and bypasses nothing", async () => {
    const { rows } = await app.query(
      `select rolsuper or rolbypassrls as above from pg_roles where rolname = current_user`,
    );
    expect(rows).toEqual([{ above: false }]);
    const owned = await app.query(
      "select relname from pg_class where relowner = current_user::regrole and relname not like 'pg_%'",
    );
    expect(owned.rows).toEqual([]);
  });

  it("everyone is one principal, to which staff belongs and a guest does not", async () => {
    const guest = newId();
    await t.as(asSystem, (ctx) => addPrincipal(ctx, { id: guest, kind: "guest" }));
    const { rows } = await t.owner.query(
      "select person from access.principal_of where principal = $1 and person = any($2)",
      [EVERYONE, [guest, agent]],
    );
    expect(rows).toEqual([{ person: agent }]);
  });
});
