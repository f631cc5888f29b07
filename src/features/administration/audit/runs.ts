import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { requireStepUp } from "#features/accounts/api.ts";
import { system } from "#platform/actor.ts";
import { auditStatus, checkpointSource } from "#platform/audit/audit.ts";
import { archiveOf } from "#platform/audit/export/archive.ts";
import { exportAudit } from "#platform/audit/export/export.ts";
import { findingArgs } from "#platform/audit/verify/finding.ts";
import { verifyExport } from "#platform/audit/verify/verify.ts";
import { command, transact } from "#platform/command.ts";
import type { Call, Ctx } from "#platform/context.ts";
import { emit } from "#platform/events/emit.ts";
import { newId } from "#platform/ids.ts";
import { enqueue, type JobRun, job } from "#platform/jobs/job.ts";
import type { AuditRun, AuditState } from "../schema.ts";
import { requireAuditReader } from "./log.ts";
import { namesOf } from "./sentences.ts";
import * as store from "./store.ts";

const SHOWN_RUNS = 10;
const SHOWN_FINDINGS = 20;
const DAY_MS = 86_400_000;
/** A file that holds every name of the house is not left lying about. */
const FILE_DAYS = 7;

/** Asks for the whole log as a file, or for a check of it where it stands. The answer comes by a job. */
export const askRun = command(
  "administration.ask_audit_run",
  z.object({ kind: z.enum(["export", "verification"]) }),
  async (ctx, { kind }) => {
    await requireAuditReader(ctx);
    if (kind === "export") await requireStepUp(ctx);
    const id = newId(ctx.at);
    await store.insertRun(ctx, { id, kind });
    await emit(
      ctx,
      kind === "export" ? "administration.audit_export_asked" : "administration.audit_check_asked",
      id,
      {},
    );
    await enqueue(ctx, runJob, { run: id }, { title: { key: `administration.audit_${kind}_job` } });
    return { id };
  },
);

/** Writes the log to a folder of its own, has the verifier read it there, and keeps the file when one was asked for. */
export const runJob = job({
  name: "administration.audit_run",
  payload: z.object({ run: z.uuid() }),
  maxAttempts: 3,
  async run(run, { run: id }) {
    const { platform } = run;
    const call: Call = { actor: system(runJob.name, run.requestedBy ?? undefined), locale: "ar", requestId: run.id };
    const asked = await transact(platform, call, (ctx) => store.runById(ctx, id));
    if (!asked || asked.done_at) return;
    await mkdir(join(platform.config.dataDir, "tmp"), { recursive: true, mode: 0o700 });
    const work = await mkdtemp(join(platform.config.dataDir, "tmp", "audit-"));
    try {
      const result = await carryOut(run, join(work, "log"), asked.kind === "export");
      await transact(platform, call, async (ctx) => {
        await store.finishRun(ctx, id, result);
        const done = asked.kind === "export" ? "administration.audit_exported" : "administration.audit_checked";
        await emit(ctx, done, id, { size: result.size, sound: result.sound, findings: result.findings.length });
      });
      await run.result("/administration/audit?tab=runs");
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  },
});

async function carryOut({ platform, progress }: JobRun, dir: string, keep: boolean): Promise<store.RunResult> {
  const { size } = await exportAudit(checkpointSource(platform), dir, progress);
  const { verifierKey } = platform.keys.signer("audit");
  const { ok, findings } = await verifyExport(dir, { trustedKeys: [verifierKey] });
  const result = { size, sound: ok, findings: findings.slice(0, SHOWN_FINDINGS), digest: null, file_size: null };
  if (!keep) return result;
  const stored = await platform.blobs.put(archiveOf(dir, "diwan-audit", platform.clock.now()), { label: "audit" });
  return { ...result, digest: stored.digest, file_size: stored.size };
}

/** Exports are taken away within a week; the file then goes, its line stays. */
export const removeFilesJob = job({
  name: "administration.remove_audit_files",
  payload: z.unknown(),
  cron: "40 2 * * *",
  async run({ platform, id: requestId }) {
    const call: Call = { actor: system(removeFilesJob.name), locale: "ar", requestId };
    const before = new Date(platform.clock.now().getTime() - FILE_DAYS * DAY_MS);
    for (const { id, digest } of await transact(platform, call, (ctx) => store.filesBefore(ctx, before))) {
      await transact(platform, call, (ctx) => store.forgetFile(ctx, id));
      await platform.blobs.delete(digest);
    }
  },
});

/** How long the log is, what signs it, and what was lately done with it. */
export async function auditState(ctx: Ctx): Promise<AuditState> {
  await requireAuditReader(ctx);
  const { size, signed, verifierKey } = await auditStatus(ctx.platform);
  const rows = await store.latestRuns(ctx, SHOWN_RUNS);
  const names = await namesOf(
    ctx,
    rows.map((row) => row.asked_by),
  );
  return {
    size,
    signedSize: signed?.size ?? 0,
    signedAt: signed?.at.toISOString() ?? null,
    verifierKey,
    runs: rows.map((row) => presentRun(ctx, row, names)),
  };
}

function presentRun(ctx: Ctx, row: store.RunRow, names: Awaited<ReturnType<typeof namesOf>>): AuditRun {
  const name = row.asked_by ? names.get(row.asked_by) : undefined;
  return {
    id: row.id,
    kind: row.kind,
    by: row.asked_by && name ? { id: row.asked_by, name } : null,
    askedAt: row.asked_at.toISOString(),
    doneAt: row.done_at?.toISOString() ?? null,
    size: row.size,
    isSound: row.sound,
    findings: row.findings.map((finding) => ({
      code: finding.code,
      severity: finding.severity,
      sentence: ctx.platform.catalogue.format(ctx.locale, `audit.${finding.code}`, findingArgs(finding)),
    })),
    fileSize: row.digest ? row.file_size : null,
  };
}
