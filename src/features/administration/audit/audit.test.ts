import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyExport } from "#platform/audit/verify/verify.ts";
import type { TestDiwan } from "../../../testing.ts";
import type { AuditLine, AuditState } from "../schema.ts";
import { testHouse, unproved } from "../world.fixture.ts";

let t: TestDiwan;
let people: Awaited<ReturnType<typeof testHouse>>["people"];
beforeAll(async () => {
  ({ t, people } = await testHouse());
  await t.settle();
});
afterAll(() => t.close());

const read = async (query = "", locale: "ar" | "fr" = "ar"): Promise<{ items: AuditLine[]; next: string | null }> =>
  (await t.http(people.auditor, locale).get(`/api/administration/audit?${query}`)).body;
/** Without the marks that keep a name's direction. */
const plain = (text: string | null) => text?.replace(/[\u2066-\u2069]/g, "");
const state = async (): Promise<AuditState> =>
  (await t.http(people.auditor).get("/api/administration/audit/state")).body;

test("auditors and administrators read the log in sentences, and to nobody else it is open", async () => {
  const { items } = await read("type=people.role_given&limit=1");
  expect(items[0]).toMatchObject({
    type: "people.role_given",
    actorKind: "system",
    body: { role: expect.any(String) },
  });
  const given = (await read("type=people.role_given")).items.find(({ subject }) => subject === people.auditor)!;
  expect(plain(given.sentence)).toBe("إسناد مهمة المدقق إلى بشرى الكتاني");
  expect(plain((await read(`subject=${people.auditor}&type=people.role_given`, "fr")).items[0]!.sentence)).toBe(
    "Attribution du rôle auditeur à Bouchra Kettani",
  );
  expect((await t.http(people.admin).get("/api/administration/audit")).status).toBe(200);
  expect((await t.http(people.agent).get("/api/administration/audit")).status).toBe(403);
  expect((await t.http(people.hr).get("/api/administration/audit/state")).status).toBe(403);
  const types: { types: string[] } = (await t.http(people.auditor).get("/api/administration/audit/types")).body;
  const { rows } = await t.owner.query("select distinct type from events.event where seq is not null order by type");
  expect(types.types).toEqual(rows.map((row) => row.type));
});

test("looking is itself told, with what was looked for", async () => {
  await read("type=accounts.*");
  await t.settle();
  const { items } = await read(`actor=${people.auditor}&type=administration.audit_read&limit=1`);
  expect(items[0]).toMatchObject({
    actor: people.auditor,
    actorName: { fr: "Bouchra Kettani" },
    body: { type: "accounts.*" },
  });
});

test("pages follow each other without a gap, and days filter by the calendar of Morocco", async () => {
  const first = await read("limit=5");
  const second = await read(`limit=5&cursor=${first.next}`);
  const both = [...first.items, ...second.items].map(({ seq }) => seq);
  expect(both).toEqual(Array.from({ length: 10 }, (_, i) => both[0]! - i));
  expect((await read("to=2026-11-23")).items).toEqual([]);
  expect((await read("from=2026-11-24&to=2026-11-24")).items.length).toBeGreaterThan(0);
});

test("the log is exported by a job into one file that the verifier accepts, and checked in place", async () => {
  const auditor = t.http(people.auditor);
  const ask = (kind: string) => auditor.post("/api/administration/audit/runs", { kind });
  const cold = await auditor.post("/api/administration/audit/runs", { kind: "export" }, unproved(people.auditor));
  expect(cold).toMatchObject({ status: 401, body: { code: "accounts.step_up_required" } });
  expect((await ask("export")).status).toBe(202);
  t.clock.advance(1_000);
  expect((await ask("verification")).status).toBe(202);
  await t.settle();
  const [checked, exported] = (await state()).runs;
  expect(checked).toMatchObject({ kind: "verification", isSound: true, findings: [], fileSize: null });
  expect(exported).toMatchObject({ kind: "export", isSound: true, by: { id: people.auditor } });
  const tray: { items: { title: string; href: string }[] } = (await auditor.get("/api/jobs")).body;
  expect(tray.items.map(({ title }) => title)).toContain("تصدير سجل التدقيق");

  const file = await auditor.get(`/api/administration/audit/runs/${exported!.id}/file`);
  expect(file.headers["content-disposition"]).toContain(".tar.gz");
  expect(file.raw.length).toBe(exported!.fileSize);
  const dir = mkdtempSync(join(tmpdir(), "diwan-export-"));
  writeFileSync(join(dir, "log.tar.gz"), file.raw);
  execFileSync("tar", ["-xzf", "log.tar.gz"], { cwd: dir });
  const report = await verifyExport(join(dir, "diwan-audit"), { trustedKeys: [(await state()).verifierKey] });
  expect(report).toMatchObject({ ok: true, size: exported!.size, trust: "trusted_keys" });
  rmSync(dir, { recursive: true });
  expect(existsSync(join(t.platform.config.dataDir, "tmp")) && (await state()).runs.length).toBe(2);
  expect((await t.http(people.agent).get(`/api/administration/audit/runs/${exported!.id}/file`)).status).toBe(403);
});

test("a log changed behind Diwan's back is found by the check, with the place", async () => {
  t.clock.advance(1_000);
  await t.owner.query("alter table events.event disable trigger user");
  await t.owner.query('update events.event set body = \'{"role":"hr"}\' where seq = 3');
  await t.http(people.admin).post("/api/administration/audit/runs", { kind: "verification" });
  await t.settle();
  const [run] = (await state()).runs;
  expect(run).toMatchObject({ isSound: false, findings: [{ code: "body_altered", severity: "problem" }] });
  expect(run!.findings[0]!.sentence).toContain("3");
});
