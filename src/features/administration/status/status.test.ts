import { afterAll, beforeAll, expect, test } from "vitest";
import { system } from "#platform/actor.ts";
import { transact } from "#platform/command.ts";
import { emit } from "#platform/events/emit.ts";
import { enqueue } from "#platform/jobs/job.ts";
import { storageJobs } from "#platform/storage/jobs.ts";
import { blobAt } from "#platform/storage/store.ts";
import { NOON } from "#platform/testing/database.ts";
import { loadOrIssue } from "#platform/tls/certificate.ts";
import { answerAs } from "#platform/tls/current.ts";
import type { Named } from "#platform/tls/named.ts";
import type { TestDiwan } from "../../../testing.ts";
import type { Alarm, StatusView } from "../schema.ts";
import { testHouse } from "../world.fixture.ts";
import { auditLevel, backupLevel, diskLevel, processesLevel } from "./health.ts";

let t: TestDiwan;
let people: Awaited<ReturnType<typeof testHouse>>["people"];
const asSystem = { actor: system("test"), locale: "ar", requestId: "test" } as const;
beforeAll(async () => {
  ({ t, people } = await testHouse());
});
afterAll(() => t.close());

const admin = () => t.http(people.admin);
const status = async (): Promise<StatusView> => (await admin().get("/api/administration/status")).body;
const alarms = async () => ((await admin().get("/api/administration/alarms")).body as { items: Alarm[] }).items;
const DAY_MS = 86_400_000;

test("the administrator sees the state of this machine and nobody else does", async () => {
  const seen = await status();
  expect(seen).toMatchObject({
    version: expect.stringMatching(/^\d+\.\d+/),
    programs: { level: "good", command: "" },
    database: { kind: "embedded", level: "good" },
    certificate: { level: "good", shown: null },
    secondFactor: { rule: "administrators", level: "good" },
  });
  expect(seen.database.bytes).toBeGreaterThan(1_000_000);
  expect(seen.disk.total).toBeGreaterThan(seen.disk.free);
  expect(seen.processes.items.find(({ pid }) => pid === process.pid)!.memory).toBeGreaterThan(10_000_000);
  expect((await t.http(people.agent).get("/api/administration/status")).status).toBe(403);
  expect((await t.http(people.auditor).get("/api/administration/alarms")).status).toBe(403);
  expect((await t.http(null).get("/api/administration/status")).status).toBe(401);
});

test("a certificate is announced to the administrator on every screen from thirty days before its end", async () => {
  const { dataDir } = t.platform.config;
  const certificate = await loadOrIssue({ dataDir, host: "diwan.example.ma", now: t.clock.now() });
  answerAs(t.platform, { certificate: () => certificate } as unknown as Named);
  const ofCertificate = async () => (await alarms()).filter(({ what }) => what === "certificate");
  const before = (days: number) => t.clock.set(new Date(certificate.notAfter.getTime() - days * DAY_MS));
  before(31);
  expect((await status()).certificate).toMatchObject({ level: "good", shown: { daysLeft: 31, source: "internal" } });
  expect(await ofCertificate()).toEqual([]);
  before(30);
  expect((await status()).certificate).toMatchObject({ level: "warn", shown: { daysLeft: 30 } });
  expect(await ofCertificate()).toEqual([{ what: "certificate", level: "warn", days: 30 }]);
  before(-1);
  expect(await ofCertificate()).toEqual([{ what: "certificate", level: "bad", days: -1 }]);
  t.clock.set(new Date(NOON));
});

test("the last backup is known by its event, and ages", async () => {
  expect((await status()).backup).toEqual({ level: "warn", at: null });
  await transact(t.platform, asSystem, (ctx) => emit(ctx, "backup.written", null, { path: "/mnt/x.tar" }));
  await t.settle();
  const now = t.clock.now();
  expect((await status()).backup).toEqual({ level: "good", at: now.toISOString() });
  const days = (n: number) => new Date(now.getTime() - n * 86_400_000);
  expect([7, 8, 30, 31].map((n) => backupLevel(days(n), now))).toEqual(["good", "warn", "warn", "bad"]);
});

test("a stored file that cannot be read is an alarm until it is whole again", async () => {
  const { storage } = t.platform;
  const ofStorage = async () => (await alarms()).filter(({ what }) => what === "storage");
  const { digest } = await t.platform.blobs.put(Buffer.from("a paper"), { label: "level-1" });
  expect((await status()).storage).toMatchObject({ level: "good", findings: 0 });
  expect(await ofStorage()).toEqual([]);
  await storage.objects.remove((await blobAt(storage.db, digest))!.object);
  t.clock.advance(DAY_MS);
  const [check] = storageJobs;
  await transact(t.platform, asSystem, (ctx) => enqueue(ctx, check!, {}));
  await t.settle();
  expect((await status()).storage).toMatchObject({ level: "bad", findings: 1, count: 1 });
  expect(await ofStorage()).toEqual([{ what: "storage", level: "bad", days: null }]);
  await t.platform.blobs.put(Buffer.from("a paper"), { label: "level-1" });
  expect(await ofStorage()).toEqual([]);
  t.clock.set(new Date(NOON));
});

test("each level has its limit", () => {
  expect([10, 9, 2].map((free) => diskLevel(free, 100))).toEqual(["good", "warn", "bad"]);
  expect(processesLevel(["supervisor", "main"]), "the public side has died").toBe("bad");
  expect(processesLevel(["main"]), "started by hand").toBe("good");
  const now = new Date("2026-11-24T12:00:00Z");
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
  expect(auditLevel(null, now), "all is signed, however long ago").toBe("good");
  expect([4, 6].map((minutes) => auditLevel(ago(minutes), now))).toEqual(["good", "bad"]);
});
