import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { asPerson, asSystem, type TestDatabase, testDatabase } from "#platform/testing/database.ts";
import type { Ctx } from "../context.ts";
import { newId } from "../ids.ts";
import type { Problem } from "../problem.ts";
import { abilities, authorize, personsWhoMay } from "./authorize.ts";
import { countVisible, newestVisible, type Place } from "./list.ts";
import { may, worlds } from "./oracle.ts";
import { addMembership, addPrincipal } from "./principals.ts";
import { requestAccess } from "./request-access.ts";
import { closeResource, createResource, setLabel } from "./resources.ts";
import { why } from "./why.ts";
import { instant, loadWorld } from "./world.ts";

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t.close());

const AT = 3;
/** Everything a person can be told, as text: lists page by page, counts, abilities, refusals, explanations. */
async function answers(ctx: Ctx, person: string, things: string[]): Promise<string> {
  const told: unknown[] = [];
  for (const kinds of [["test.case"], ["test.paper", "test.case"], undefined]) {
    let before: Place | null = null;
    do {
      const page: { items: unknown[]; next: Place | null } = await newestVisible(ctx, {
        limit: 2,
        before,
        ...(kinds && { kinds }),
      });
      told.push(page);
      before = page.next;
    } while (before);
    told.push(await countVisible(ctx, kinds ? { kinds } : {}), await countVisible(ctx, { atMost: 3 }));
  }
  told.push([...(await abilities(ctx, things, ["read", "write", "decide"]))]);
  for (const thing of things) {
    for (const verb of ["read", "write"] as const) told.push(await outcome(authorize(ctx, thing, verb)));
    told.push(
      await outcome(why(ctx, person, thing, "write")),
      await personsWhoMay(ctx, thing, "read"),
      await outcome(requestAccess(ctx, `/x/${thing}`)),
    );
  }
  return JSON.stringify(told);
}

const outcome = (act: Promise<unknown>) =>
  act.catch((error: Problem) => [error.code, error.status, error.params, error.message]);

it("two worlds that differ only in what a person may not see answer him alike (T-SE-01)", { timeout: 240_000 }, () =>
  fc.assert(
    fc.asyncProperty(worlds, fc.nat({ max: 3 }), async (world, person) => {
      const { principals, things } = await loadWorld(t.platform, t.ownerDb, world);
      const me = principals[person]!;
      const seen = world.resources.map((thing) => may(world, person, thing, "read", AT));
      const holdsSeen = (index: number): boolean =>
        world.resources.some((thing, at) => thing.parent === index && (seen[at] || holdsSeen(at)));
      const open = things.flatMap((id, index) =>
        seen[index] || world.resources[index]!.closed ? [] : [{ id, closable: !holdsSeen(index) }],
      );
      const ask = () => {
        t.clock.set(instant(AT));
        return t.as(asPerson(me), (ctx) => answers(ctx, me, things));
      };
      const before = await ask();
      t.clock.set(instant(AT));
      await t.as(asSystem, (ctx) => changeUnseen(ctx, open));
      expect(await ask()).toBe(before);
    }),
    { numRuns: Number(process.env.DIWAN_WORLDS ?? 12) },
  ),
);

/** New things for others, of known and of unheard kinds; what was hidden is filled, raised, closed. */
async function changeUnseen(ctx: Ctx, hidden: { id: string; closable: boolean }[]): Promise<void> {
  const [other, group] = [newId(), newId()];
  await addPrincipal(ctx, { id: other, kind: "guest" }); // a new member of staff would rightly be seen: he reads what everyone reads
  await addPrincipal(ctx, { id: group, kind: "group" });
  await addMembership(ctx, { child: other, parent: group });
  const entries = [{ principal: group, verbs: ["manage"] as const }];
  for (const kind of ["test.case", "test.paper", "test.unheard"])
    await createResource(ctx, { id: newId(), kind, entries });
  for (const { id } of hidden) await createResource(ctx, { id: newId(), kind: "test.paper", parent: id, entries });
  for (const [index, { id, closable }] of hidden.entries()) {
    if (index % 2 === 0) await setLabel(ctx, id, { level: 4, comps: ["medical", "discipline"] });
    else if (closable) await closeResource(ctx, id);
  }
}
