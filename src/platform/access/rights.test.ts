import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asPerson, asSystem, type TestDatabase, testDatabase } from "#platform/testing/database.ts";
import type { Ctx } from "../context.ts";
import { newId } from "../ids.ts";
import type { Problem } from "../problem.ts";
import type { Level } from "../wire/level.ts";
import { abilities, authorize, can, personsWhoMay } from "./authorize.ts";
import { countVisible } from "./list.ts";
import { proposeLowering, settleLowering } from "./lowering.ts";
import {
  addMembership,
  addPrincipal,
  clearanceOf,
  endMembership,
  epochOf,
  personsOf,
  setClearance,
} from "./principals.ts";
import { accessRequests, requestAccess } from "./request-access.ts";
import { closeResource, createResource, moveResource, setEntries, setHold, setLabel } from "./resources.ts";
import { why } from "./why.ts";

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase({ at: "2026-03-02T08:00:00Z" });
});
afterAll(() => t.close());

const system = <T>(run: (ctx: Ctx) => Promise<T>) => t.as(asSystem, run);
const as = <T>(person: string, run: (ctx: Ctx) => Promise<T>) => t.as(asPerson(person), run);
const at = (instant: string) => t.clock.set(instant);
const refusal = (act: Promise<unknown>) =>
  act.then(
    () => null,
    (error: Problem) => ({ code: error.code, status: error.status, params: error.params }),
  );

/** An agent, her head's post, an outsider; a case that the agent opened and the post may decide. */
async function office() {
  const [agent, outsider, head, post, file] = Array.from({ length: 5 }, () => newId()) as [
    string,
    string,
    string,
    string,
    string,
  ];
  await system(async (ctx) => {
    for (const id of [agent, outsider, head]) await addPrincipal(ctx, { id, kind: "person" });
    await addPrincipal(ctx, { id: post, kind: "post" });
    const entries = [
      { principal: agent, verbs: ["comment"] as const },
      { principal: post, verbs: ["decide", "share"] as const },
    ];
    await createResource(ctx, { id: file, kind: "test.case", entries });
  });
  return { agent, outsider, head, post, file };
}

describe("rights follow the post, and its dates to the instant", () => {
  it("an interim holds from its first instant to just before its last, without a job", async () => {
    at("2026-03-02T08:00:00Z");
    const { outsider, post, file } = await office();
    const dates = { from: new Date("2026-03-10T08:00:00Z"), until: new Date("2026-03-20T16:30:00Z") };
    await system((ctx) => addMembership(ctx, { child: outsider, parent: post, ...dates, act: "people.interim:1" }));
    const decides = async (instant: string) => {
      at(instant);
      return as(outsider, (ctx) => can(ctx, file, "decide"));
    };
    expect(await decides("2026-03-10T07:59:59.999Z")).toBe(false);
    expect(await decides("2026-03-10T08:00:00.000Z")).toBe(true);
    expect(await decides("2026-03-20T16:29:59.999Z")).toBe(true);
    expect(await decides("2026-03-20T16:30:00.000Z")).toBe(false);
  });

  it("tells until when what is cached about a person stays true", async () => {
    at("2026-03-02T08:00:00Z");
    const { head, post } = await office();
    const before = await system((ctx) => epochOf(ctx, head));
    expect(before.until).toBeNull();
    const from = new Date("2026-04-01T00:00:00Z");
    await system((ctx) =>
      addMembership(ctx, { child: head, parent: post, from, until: new Date("2026-05-01T00:00:00Z") }),
    );
    const after = await system((ctx) => epochOf(ctx, head));
    expect(after.epoch).toBeGreaterThan(before.epoch);
    expect(after.until).toEqual(from);
  });

  it("begins no right in the past and ends none there", async () => {
    at("2026-03-02T08:00:00Z");
    const { head, post, file } = await office();
    await system((ctx) =>
      addMembership(ctx, { child: head, parent: post, from: new Date("2025-01-01T00:00:00Z"), act: "a" }),
    );
    expect((await system((ctx) => why(ctx, head, file, "read"))).ways[0]?.steps[0]?.since).toEqual(
      new Date("2026-03-02T08:00:00Z"),
    );
    at("2026-03-09T08:00:00Z");
    expect(
      await system((ctx) =>
        endMembership(ctx, { child: head, parent: post, act: "a" }, new Date("2026-03-01T00:00:00Z")),
      ),
    ).toBe(1);
    expect((await system((ctx) => why(ctx, head, file, "read", new Date("2026-03-09T07:59:59Z")))).allowed).toBe(true);
    expect(await system((ctx) => personsOf(ctx, post))).toEqual([]);
  });

  it("refuses a circle of principals", async () => {
    const { post } = await office();
    const unit = newId();
    await system(async (ctx) => {
      await addPrincipal(ctx, { id: unit, kind: "unit" });
      await addMembership(ctx, { child: post, parent: unit });
    });
    expect(await refusal(system((ctx) => addMembership(ctx, { child: unit, parent: post })))).toMatchObject({
      code: "access.circle",
      status: 409,
    });
  });

  it("misses no path when two memberships that meet are written at once", async () => {
    const { agent, post, file } = await office();
    const unit = newId();
    await system((ctx) => addPrincipal(ctx, { id: unit, kind: "unit" }));
    await Promise.all([
      system((ctx) => addMembership(ctx, { child: agent, parent: unit })),
      system((ctx) => addMembership(ctx, { child: unit, parent: post })),
    ]);
    expect(await as(agent, (ctx) => can(ctx, file, "decide"))).toBe(true);
  });
});

describe("404 to one who may not know, 403 to one who may (T-SE-05)", () => {
  it("answers the same for what is hidden, closed, and was never there", async () => {
    const { agent, outsider, file } = await office();
    expect(await refusal(as(agent, (ctx) => authorize(ctx, file, "decide")))).toMatchObject({
      code: "access.forbidden",
      status: 403,
    });
    const never = await refusal(as(outsider, (ctx) => authorize(ctx, newId(), "decide")));
    expect(never?.status).toBe(404);
    expect(await refusal(as(outsider, (ctx) => authorize(ctx, file, "decide")))).toEqual(never);
    expect(await refusal(as(outsider, (ctx) => authorize(ctx, file, "decide", { mayKnow: true })))).toMatchObject({
      status: 403,
    });
    await system((ctx) => closeResource(ctx, file));
    expect(await refusal(as(agent, (ctx) => authorize(ctx, file, "comment")))).toEqual(never);
  });

  it("sends abilities for what may be seen, and leaves the rest out", async () => {
    const { agent, file } = await office();
    const hidden = (await office()).file;
    const held = await as(agent, (ctx) => abilities(ctx, [file, hidden, newId()], ["read", "comment", "decide"]));
    expect([...held]).toEqual([[file, { read: true, comment: true, decide: false }]]);
  });
});

describe("labels hold whatever a list says", () => {
  it("hides above the clearance, and from one without the compartment", async () => {
    at("2026-03-02T08:00:00Z");
    const { agent, file } = await office();
    await system((ctx) => setLabel(ctx, file, { level: 3, comps: ["medical"] }));
    expect(await as(agent, (ctx) => can(ctx, file, "read"))).toBe(false);
    await system((ctx) => setClearance(ctx, { person: agent, level: 3, until: new Date("2026-06-01T00:00:00Z") }));
    expect(await as(agent, (ctx) => can(ctx, file, "read"))).toBe(false);
    await system((ctx) =>
      setClearance(ctx, { person: agent, level: 3, comps: ["medical"], until: new Date("2026-06-01T00:00:00Z") }),
    );
    expect(await as(agent, (ctx) => can(ctx, file, "read"))).toBe(true);
    at("2026-06-01T00:00:00Z");
    expect(await as(agent, (ctx) => can(ctx, file, "read"))).toBe(false);
    expect(await as(agent, (ctx) => clearanceOf(ctx, agent))).toEqual({ level: 1, comps: [] });
  });

  it("is raised freely, and lowered by two persons only", async () => {
    const { agent, head, file } = await office();
    await system((ctx) => setLabel(ctx, file, { level: 2, comps: ["medical"] }));
    const two = { code: "access.two_persons", status: 409 };
    expect(await refusal(system((ctx) => setLabel(ctx, file, { level: 1, comps: ["medical"] })))).toMatchObject(two);
    expect(await refusal(system((ctx) => setLabel(ctx, file, { level: 3 })))).toMatchObject(two);
    await system(async (ctx) => {
      for (const person of [agent, head]) await setClearance(ctx, { person, level: 3, comps: ["medical"] });
      await setEntries(
        ctx,
        file,
        [agent, head].map((principal) => ({ principal, verbs: ["manage"] })),
      );
    });
    const propose = (level: Level, reason: string) =>
      as(agent, (ctx) => proposeLowering(ctx, file, { level, comps: [] }, reason));
    expect(await refusal(propose(1, ""))).toMatchObject({ code: "access.not_a_lowering" });
    await propose(1, "published by decision 12");
    expect(await refusal(propose(0, "again"))).toMatchObject({ code: "access.lowering_proposed", status: 409 });
    expect(await refusal(as(agent, (ctx) => settleLowering(ctx, file, true)))).toMatchObject({
      code: "access.second_person",
      status: 403,
    });
    const level = async () =>
      (await t.owner.query("select level, comps from access.resource where id = $1", [file])).rows[0];
    expect(await level()).toEqual({ level: 2, comps: ["medical"] });
    await as(head, (ctx) => settleLowering(ctx, file, true));
    expect(await level()).toEqual({ level: 1, comps: [] });
    expect(await refusal(as(head, (ctx) => settleLowering(ctx, file, true)))).toMatchObject({ status: 404 });
    await as(agent, (ctx) => proposeLowering(ctx, file, { level: 0 }, "withdrawn below"));
    await as(agent, (ctx) => settleLowering(ctx, file, false));
    expect(await level()).toEqual({ level: 1, comps: [] });
    const told = await t.owner.query(
      "select type from events.event where subject = $1 and type like 'access.l%' order by id",
      [file],
    );
    expect(
      told.rows
        .map(({ type }) => type)
        .filter((type) => type.includes("lower"))
        .sort(),
    ).toEqual([
      "access.label_lowered",
      "access.lowering_declined",
      "access.lowering_proposed",
      "access.lowering_proposed",
    ]);
  });
});

describe("lists are inherited", () => {
  it("by what lies inside, unless it has its own; moves and changes reach all heirs and no other", async () => {
    const { agent, outsider, file } = await office();
    const [paper, sealed, inner, other] = Array.from({ length: 4 }, () => newId()) as [string, string, string, string];
    await system(async (ctx) => {
      await createResource(ctx, { id: paper, kind: "test.paper", parent: file });
      await createResource(ctx, {
        id: sealed,
        kind: "test.paper",
        parent: file,
        entries: [{ principal: outsider, verbs: ["read"] }],
      });
      await createResource(ctx, { id: inner, kind: "test.paper", parent: sealed });
      await createResource(ctx, { id: other, kind: "test.case", entries: [{ principal: outsider, verbs: ["write"] }] });
    });
    const reads = async (person: string) => {
      const held = await as(person, (ctx) => abilities(ctx, [file, paper, sealed, inner], ["read"]));
      return [file, paper, sealed, inner].map((id) => held.has(id));
    };
    expect(await reads(agent)).toEqual([true, true, false, false]);
    expect(await reads(outsider)).toEqual([false, false, true, true]);
    await system((ctx) => setEntries(ctx, file, [{ principal: outsider, verbs: ["read"] }]));
    expect(await reads(agent)).toEqual([false, false, false, false]);
    await system((ctx) => setEntries(ctx, sealed, null));
    await system((ctx) => setEntries(ctx, file, [{ principal: agent, verbs: ["read"] }]));
    expect(await reads(agent)).toEqual([true, true, true, true]);
    await system((ctx) => moveResource(ctx, sealed, other));
    expect(await reads(agent)).toEqual([true, true, false, false]);
    expect(await as(outsider, (ctx) => can(ctx, inner, "write"))).toBe(true);
    expect(await refusal(system((ctx) => moveResource(ctx, sealed, inner)))).toMatchObject({ code: "access.circle" });
  });

  it("even when the heir is being created while the list changes", async () => {
    const { agent, outsider, file } = await office();
    const [folder, paper] = [newId(), newId()];
    await system((ctx) => createResource(ctx, { id: folder, kind: "test.case", parent: file }));
    let changed: Promise<void> | undefined;
    await system(async (ctx) => {
      await createResource(ctx, { id: paper, kind: "test.paper", parent: folder });
      changed = system((later) => setEntries(later, file, [{ principal: outsider, verbs: ["read"] }]));
      await new Promise((resolve) => setTimeout(resolve, 150));
    });
    await changed;
    expect(await as(agent, (ctx) => can(ctx, paper, "read"))).toBe(false);
    expect(await as(outsider, (ctx) => can(ctx, paper, "read"))).toBe(true);
  });

  it("and stay so when many create, move and change at once", async () => {
    const { agent, outsider, file } = await office();
    const folders = await Promise.all(
      Array.from({ length: 6 }, async (_, index) => {
        const id = newId();
        const own = index % 2 === 0 && { entries: [{ principal: agent, verbs: ["read"] as const }] };
        await system((ctx) => createResource(ctx, { id, kind: "test.case", parent: file, ...own }));
        return id;
      }),
    );
    const folder = (turn: number) => folders[turn % folders.length]!;
    const acts: ((turn: number) => (ctx: Ctx) => Promise<unknown>)[] = [
      (turn) => (ctx) => createResource(ctx, { id: newId(), kind: "test.paper", parent: folder(turn) }),
      (turn) => (ctx) =>
        setEntries(ctx, turn % 3 ? folder(turn) : file, [{ principal: turn % 2 ? agent : outsider, verbs: ["read"] }]),
      (turn) => (ctx) => setEntries(ctx, folder(turn), null),
      (turn) => (ctx) => moveResource(ctx, folder(turn), turn % 2 ? file : folder(turn + 1)),
    ];
    const done = await Promise.allSettled(
      Array.from({ length: 80 }, (_, turn) => system(acts[turn % acts.length]!(turn * 7))),
    );
    // Refusals of circles are answers; a deadlock that outlived the retries would not be.
    const failures = done.flatMap((one) => (one.status === "rejected" ? [(one.reason as Problem).code] : []));
    expect(failures.filter((code) => code !== "access.circle")).toEqual([]);
    const { rows } =
      await t.owner.query(`select r.id from access.resource r left join access.resource p on p.id = r.parent
      where not (r.acl_from = r.id or (r.acl_from = p.acl_from and r.acl = p.acl))`);
    expect(rows).toEqual([]);
  });

  it("closes with all inside, but not while anything there is on hold", async () => {
    const { agent, file } = await office();
    const paper = newId();
    await system(async (ctx) => {
      await createResource(ctx, { id: paper, kind: "test.paper", parent: file });
      await setHold(ctx, paper, "inquiry 3/2026");
    });
    expect(await refusal(system((ctx) => closeResource(ctx, file)))).toMatchObject({
      code: "access.on_hold",
      status: 409,
    });
    await system((ctx) => setHold(ctx, paper, null));
    await system((ctx) => closeResource(ctx, file));
    expect(await as(agent, (ctx) => can(ctx, paper, "read"))).toBe(false);
    const late = { id: newId(), kind: "test.paper", parent: file };
    expect(await refusal(system((ctx) => createResource(ctx, late)))).toMatchObject({
      code: "access.container_closed",
    });
    expect(await refusal(system((ctx) => createResource(ctx, { id: newId(), kind: "test.case" })))).toMatchObject({
      code: "access.list_needed",
    });
  });
});

describe("why", () => {
  it("names the acts that open a thing, now and as it was", async () => {
    at("2026-03-02T08:00:00Z");
    const { head, post, file } = await office();
    at("2026-03-03T08:00:00Z");
    await system((ctx) => addMembership(ctx, { child: head, parent: post, act: "people.appointment:7" }));
    at("2026-03-04T08:00:00Z");
    await system((ctx) => setLabel(ctx, file, { level: 2 }));
    at("2026-03-05T08:00:00Z");
    await system((ctx) => setClearance(ctx, { person: head, level: 2, act: "cleared" }));
    at("2026-03-06T08:00:00Z");
    await system((ctx) => endMembership(ctx, { child: head, parent: post, act: "people.appointment:7" }));
    at("2026-03-07T08:00:00Z");
    const on = (day: number) => system((ctx) => why(ctx, head, file, "decide", new Date(`2026-03-0${day}T12:00:00Z`)));
    expect(await on(1)).toMatchObject({ allowed: false, resource: null });
    expect(await on(2)).toMatchObject({ allowed: false, ways: [], level: { required: 1, held: 1, ok: true } });
    expect(await on(3)).toMatchObject({
      allowed: true,
      ways: [
        {
          principal: post,
          kind: "post",
          verbs: ["read", "share", "decide"],
          steps: [{ child: head, parent: post, act: "people.appointment:7" }],
        },
      ],
    });
    expect(await on(4)).toMatchObject({ allowed: false, level: { required: 2, held: 1, ok: false } });
    expect(await on(5)).toMatchObject({ allowed: true, level: { required: 2, held: 2, ok: true } });
    expect(await on(6)).toMatchObject({ allowed: false, ways: [] });
  });

  it("is told to one who sees the thing about himself, to one who may share it about others, to nobody else", async () => {
    at("2026-03-02T08:00:00Z");
    const { agent, head, outsider, post, file } = await office();
    await system((ctx) => addMembership(ctx, { child: head, parent: post }));
    expect((await as(agent, (ctx) => why(ctx, agent, file, "decide"))).allowed).toBe(false);
    expect((await as(head, (ctx) => why(ctx, outsider, file, "read"))).allowed).toBe(false);
    expect(await refusal(as(agent, (ctx) => why(ctx, outsider, file, "read")))).toMatchObject({ status: 403 });
    expect(await refusal(as(outsider, (ctx) => why(ctx, outsider, file, "read")))).toMatchObject({ status: 404 });
  });
});

describe("asking for access", () => {
  it("reaches the owner of a link once a day, and tells the asker the same in every case", async () => {
    at("2026-03-02T08:00:00Z");
    const { agent, head, outsider, post, file } = await office();
    await system((ctx) => addMembership(ctx, { child: head, parent: post }));
    const ask = (person: string, path: string) => as(person, (ctx) => requestAccess(ctx, path, "for the audit"));
    expect(await ask(outsider, `/cases/${file}?page=3`)).toBe(await ask(outsider, `/cases/${newId()}`));
    await ask(outsider, `/cases/${file}`);
    const asked = await as(head, (ctx) => accessRequests(ctx, file));
    expect(asked).toMatchObject([{ person: outsider, note: "for the audit" }]);
    expect(await refusal(as(agent, (ctx) => accessRequests(ctx, file)))).toMatchObject({ status: 403 });
    const told = await t.owner.query("select body from events.event where type = 'access.requested' and subject = $1", [
      file,
    ]);
    expect(told.rows).toEqual([{ body: { person: outsider, owners: [head] } }]);
  });
});

it("names the persons who may act, and gives none to a stranger", async () => {
  at("2026-03-02T08:00:00Z");
  const { agent, head, outsider, post, file } = await office();
  await system((ctx) => addMembership(ctx, { child: head, parent: post }));
  expect(await as(agent, (ctx) => personsWhoMay(ctx, file, "decide"))).toEqual([head]);
  expect(await as(outsider, (ctx) => personsWhoMay(ctx, file, "decide"))).toEqual([]);
  expect(await as(outsider, (ctx) => countVisible(ctx))).toBe(0);
});
