import { afterAll, beforeAll, expect, test } from "vitest";
import { checkpointSource } from "#platform/audit/audit.ts";
import { signCheckpoint } from "#platform/audit/checkpointer.ts";
import { emit } from "#platform/events/emit.ts";
import { Sequencer } from "#platform/events/sequencer.ts";
import { newId } from "#platform/ids.ts";
import { takeNumber } from "#platform/numbering/numbering.ts";
import { asSystem, type TestDatabase, testDatabase } from "#platform/testing/database.ts";

/** Another machine on the same database may have the wrong time, or ours be put back while Diwan is stopped. */
let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase({ at: "2026-01-01T00:30:00Z" });
});
afterAll(() => t.close());

const act = (n: number) =>
  t.as(asSystem, async (ctx) => {
    const { reference } = await takeNumber(ctx, "test", "{seq:0000}/{year}", newId());
    await emit(ctx, "test.acted", null, { n });
    return reference;
  });
const sign = async () => {
  while ((await new Sequencer(t.db).batch("wait")) > 0);
  return signCheckpoint(checkpointSource(t.platform));
};

test("by an hour, the log keeps the order in which things were told, numbers have no gap and no twin, and checkpoints never go back", async () => {
  const references = [await act(0), await act(1)];
  const before = await sign();
  t.clock.advance(-3_600_000);
  references.push(await act(2), await act(3));
  const after = await sign();
  expect(references).toEqual(["0001/2026", "0002/2026", "0003/2026", "0004/2026"]);
  const { rows } = await t.owner.query("select (body->>'n')::int as n from events.event order by seq");
  expect(rows.map(({ n }) => n)).toEqual([0, 1, 2, 3]);
  expect(after.size).toBe(before.size + 2);
  expect(after.at.getTime()).toBeGreaterThanOrEqual(before.at.getTime());
});
