import { afterAll, beforeAll, expect, test } from "vitest";
import { buildWorld, type World } from "#features/demonstration/api.ts";
import { system } from "#platform/actor.ts";
import { transact } from "#platform/command.ts";
import { type TestDiwan, testDiwan } from "../../testing.ts";
import { diskHealth } from "./status.ts";

let t: TestDiwan;
let world: World;
beforeAll(async () => {
  t = await testDiwan();
  world = await transact(t.platform, { actor: system("test"), locale: "ar", requestId: "test" }, buildWorld);
});
afterAll(() => t.close());

test("the administrator sees the state of this machine and nobody else does", async () => {
  const { status, body } = await t.http(world.people.admin!).get("/api/administration/status");
  expect(status).toBe(200);
  expect(body).toMatchObject({ version: expect.stringMatching(/^\d+\.\d+/), packages: { missing: [], command: "" } });
  const { database, disk, audit } = body as {
    database: { bytes: number };
    disk: { free: number; total: number };
    audit: { size: number };
  };
  expect(database.bytes).toBeGreaterThan(1_000_000);
  expect(disk.total).toBeGreaterThan(disk.free);
  expect(audit.size).toBeGreaterThanOrEqual(0);

  const other = Object.entries(world.people).find(([login]) => login !== "admin")![1];
  expect((await t.http(other).get("/api/administration/status")).status).toBe(403);
  expect((await t.http(null).get("/api/administration/status")).status).toBe(401);
});

test("the disk alarm rings under a tenth of free space", () => {
  expect(diskHealth(9, 100).alarm).toBe(true);
  expect(diskHealth(10, 100).alarm).toBe(false);
});
