import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "#platform/testing/database.ts";
import { system } from "../../actor.ts";
import { transact } from "../../command.ts";
import type { Ctx } from "../../context.ts";
import { noteSignedBy, parseNote, parseNoteKey } from "../../crypto/note.ts";
import { many, one, sql } from "../../db/db.ts";
import { drain } from "../../events/drain.ts";
import { emit, eraseBody } from "../../events/emit.ts";
import { auditStatus, checkpointSource } from "../audit.ts";
import { parseCheckpoint } from "../checkpoint.ts";
import { signCheckpoint } from "../checkpointer.ts";
import { consistencyRanges } from "../merkle.ts";
import { verifyConsistency, verifyInclusion } from "../proofs.ts";
import { listAudit, proofOf } from "../query.ts";
import { loadFrontier, loadRanges } from "../store.ts";
import { verifyExport } from "../verify/verify.ts";
import { exportAudit } from "./export.ts";

const root = mkdtempSync(join(tmpdir(), "export-"));
afterAll(() => rmSync(root, { recursive: true }));
let made = 0;
let t: Awaited<ReturnType<typeof testDatabase>>;
beforeEach(async () => {
  t = await testDatabase();
});
afterEach(() => t.close());

const source = () => checkpointSource(t.platform);
const act = <T>(run: (ctx: Ctx) => Promise<T>, name = "test") =>
  transact(t.platform, { actor: system(name), locale: "ar", requestId: "test" }, run);
async function tell(count: number, type = "leave.asked"): Promise<void> {
  await act(async (ctx) => {
    for (let n = 0; n < count; n++) await emit(ctx, type, `subject-${n}`, { n, name: "سعيد" });
  });
  await drain(t.platform, []);
}
async function exported(): Promise<string> {
  const dir = join(root, `export-${made++}`);
  await exportAudit(source(), dir);
  return dir;
}
const faults = async (dir: string) =>
  (await verifyExport(dir, { trustedKeys: [source().signer.verifierKey] })).findings.map(({ code, seq }) => [
    code,
    seq,
  ]);

describe("an export of the database", () => {
  test("verifies by itself, by key, and against every checkpoint ever signed", async () => {
    const remembered: string[] = [];
    for (const count of [0, 3, 253, 1, 30]) {
      await tell(count);
      t.clock.advance(60_000);
      remembered.push((await signCheckpoint(source())).note);
    }
    const dir = await exported();
    expect(await verifyExport(dir, { remembered, trustedKeys: [source().signer.verifierKey] })).toMatchObject({
      ok: true,
      size: 287,
      checkpoints: 5,
      findings: [],
    });
  });

  test("verifies with an erased body, and holds nothing of it", async () => {
    await tell(5);
    const erased = await one<{ id: string; salt: Buffer }>(t.db, sql`select id, salt from events.event where seq = 2`);
    await act((ctx) => eraseBody(ctx, erased.id, "r"));
    await drain(t.platform, []);
    const dir = await exported();
    expect(await verifyExport(dir)).toMatchObject({ ok: true, erased: 1, findings: [] });
    const { stdout } = await promisify(execFile)("grep", [
      "-c",
      erased.salt.toString("hex"),
      join(dir, "entries/000.jsonl"),
    ]).catch((error: { stdout: string }) => error);
    expect(stdout.trim()).toBe("0");
  });

  test.each([
    ["an event's type", sql`update events.event set type = 'leave.refused' where seq = 3`, [["entry_altered", 3]]],
    ["an event's actor", sql`update events.event set actor = 'another' where seq = 3`, [["entry_altered", 3]]],
    ["an event's time", sql`update events.event set at = at + interval '1 ms' where seq = 3`, [["entry_altered", 3]]],
    ["what an event says", sql`update events.event set body = '{"n":9}' where seq = 3`, [["body_altered", 3]]],
    ["a body, in silence", sql`update events.event set body = null, salt = null where seq = 3`, [["body_missing", 3]]],
    ["an event's existence", sql`delete from events.event where seq = 3`, [["entry_missing", 3]]],
    ["a commitment", sql`update audit.leaf set commitment = hash where seq = 3`, [["entry_altered", 3]]],
  ])("names the place where the owner of the database changed %s", async (_what, tamper, found) => {
    await tell(8);
    await signCheckpoint(source());
    await tamper.execute(t.ownerDb);
    expect(await faults(await exported())).toEqual(found);
  });

  test("names the event whose leaf was recomputed too, by the checkpoint that saw the former one", async () => {
    await tell(8);
    await signCheckpoint(source());
    await tell(1);
    await sql`update audit.leaf set hash = commitment where seq = 3`.execute(t.ownerDb);
    expect(await faults(await exported())).toEqual([
      ["entry_altered", 3],
      ["checkpoint_mismatch", 8],
    ]);
  });

  test("is not written over anything", async () => {
    const dir = join(root, "full");
    mkdirSync(dir);
    writeFileSync(join(dir, "x"), "");
    await expect(exportAudit(source(), dir)).rejects.toMatchObject({ code: "audit.export_folder_not_empty" });
  });

  test("brings its own verifier, which runs alone", async () => {
    await tell(20);
    const dir = await exported();
    const run = promisify(execFile);
    const args = [
      "verifier/audit/verify/main.mjs",
      ".",
      "--key",
      source().signer.verifierKey,
      "--checkpoint",
      "checkpoint",
    ];
    const { stdout } = await run(process.execPath, args, { cwd: dir });
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, trust: "trusted_keys", size: 20 });
    writeFileSync(join(dir, "entries/000.jsonl"), "x\n");
    await expect(run(process.execPath, args, { cwd: dir })).rejects.toMatchObject({ code: 1 });
  });
});

describe("a checkpoint", () => {
  test("is signed once for each size, by whichever process comes first, and time never goes back", async () => {
    await tell(3);
    const [one, two] = await Promise.all([signCheckpoint(source()), signCheckpoint(source())]);
    expect(one.note).toBe(two.note);
    t.clock.advance(-3_600_000);
    await tell(1);
    const later = await signCheckpoint(source());
    expect(later.at.getTime()).toBe(one.at.getTime());
    expect(await auditStatus(t.platform)).toMatchObject({ size: 4, signed: { size: 4, at: later.at } });
  });

  test("is consistent with each earlier one, by proof", async () => {
    const seen = [];
    for (const count of [1, 254, 1, 1, 20]) {
      await tell(count);
      seen.push(await signCheckpoint(source()));
    }
    for (const newer of seen)
      for (const older of seen.filter(({ size }) => size <= newer.size)) {
        const proof = await loadRanges(t.db, consistencyRanges(older.size, newer.size));
        expect(verifyConsistency(older.size, newer.size, older.root, newer.root, proof)).toBe(true);
        expect((await loadFrontier(t.db, older.size)).root()).toEqual(older.root);
      }
  });
});

test("the proof of an event is checked with the institution's key alone", async () => {
  await tell(300);
  const { id } = await one<{ id: string }>(t.db, sql`select id from events.event where seq = 77`);
  expect(await proofOf(t.db, id)).toBeNull();
  await signCheckpoint(source());
  const proof = (await proofOf(t.db, id))!;
  const note = parseNote(proof.checkpoint)!;
  expect(noteSignedBy(note, [parseNoteKey(source().signer.verifierKey)!])).not.toBeNull();
  const path = proof.path.map((hex) => Buffer.from(hex, "hex"));
  const { root: signed } = parseCheckpoint(note.text)!;
  expect(proof.entry).toMatchObject({ seq: 77, id, type: "leave.asked", actor: "test" });
  expect(verifyInclusion(Buffer.from(proof.leaf, "hex"), 77, proof.size, path, signed)).toBe(true);
});

describe("the audit page", () => {
  test("lists the newest first, page by page, by actor, type, subject and time", async () => {
    await tell(4);
    t.clock.advance(60_000);
    await tell(2, "papers.issued");
    await act((ctx) => emit(ctx, "leave.given", "subject-1", {}), "other");
    const seqs = async (filter: Parameters<typeof listAudit>[1]) =>
      (await listAudit(t.db, filter)).map(({ seq }) => seq);
    expect(await seqs({})).toEqual([5, 4, 3, 2, 1, 0]);
    await drain(t.platform, []);
    expect(await seqs({ limit: 3 })).toEqual([6, 5, 4]);
    expect(await seqs({ limit: 3, before: 4 })).toEqual([3, 2, 1]);
    expect(await seqs({ type: "leave.*" })).toEqual([6, 3, 2, 1, 0]);
    expect(await seqs({ type: "papers.issued" })).toEqual([5, 4]);
    expect(await seqs({ subject: "subject-1" })).toEqual([6, 5, 1]);
    expect(await seqs({ actor: "other" })).toEqual([6]);
    const minute = t.clock.now();
    expect(await seqs({ from: minute })).toEqual([6, 5, 4]);
    expect(await seqs({ to: minute, subject: "subject-1" })).toEqual([1]);
    expect((await many(t.db, sql`select 1 from events.event`)).length).toBe(7);
  });
});
