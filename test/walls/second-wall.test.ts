import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { many, sql } from "#platform/db/db.ts";
import { newId } from "#platform/ids.ts";
import { asPerson } from "#platform/testing/database.ts";
import { type Bed, fileLeave, grantLeave, openBed, routesById, STRANGER, told, view } from "./insider.ts";

// The mutant: every predicate of the first wall is true, and nobody insists on anything.
vi.mock("#platform/access/compile.ts", async (original) => {
  const compile = await original<typeof import("#platform/access/compile.ts")>();
  const { sql } = await import("#platform/db/db.ts");
  const yes = () => sql<boolean>`true`;
  return { ...compile, visible: yes, rowVisible: yes, rowRule: yes };
});
vi.mock("#platform/access/authorize.ts", async (original) => ({
  ...(await original<typeof import("#platform/access/authorize.ts")>()),
  authorize: async () => undefined,
  can: async () => true,
}));

// Many requests one after another; a busy machine is slow, not wrong.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let bed: Bed;
let paper: string;
let request: string;
beforeAll(async () => {
  bed = await openBed();
  request = await grantLeave(bed, "fatima", "2026-12-07", "2026-12-11");
  paper = (await view(bed, "fatima", request)).paper!;
  await fileLeave(bed, "said", "2026-12-14", "2026-12-15");
}, 120_000);
afterAll(() => bed.t.close());

test("without the first wall, row level security still hides every request and paper", async () => {
  const stranger = bed.as(STRANGER);
  for (const { name, method, url, body } of await routesById()) {
    if (!/ \/(requests|papers)\//.test(name)) continue;
    const nothing = told(await stranger[method](url(newId()), body));
    for (const id of [request, paper]) expect(told(await stranger[method](url(id), body)), name).toBe(nothing);
  }
  for (const url of [`/api/requests/${request}`, `/api/papers/${paper}`, `/api/papers/${paper}/file`])
    expect((await stranger.get(url)).status, url).toBe(404);
  expect((await stranger.get(`/api/papers?person=${bed.world.people.fatima}`)).body).toMatchObject({ items: [] });
  expect((await stranger.get("/api/work")).body).toMatchObject({ items: [] });
});

test("it hides the leave account from all but its person, the HR office and who decides", async () => {
  const lines = (login: string) =>
    bed.t.as(asPerson(bed.world.people[login]!), (ctx) =>
      many(ctx.tx, sql`select id from leave.entry where person = ${bed.world.people.fatima}`),
    );
  expect(await lines(STRANGER)).toEqual([]);
  for (const login of ["fatima", "hr1", "ses", "dag"]) expect(await lines(login), login).not.toEqual([]);
});
