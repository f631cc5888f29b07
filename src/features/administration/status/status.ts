import { readFileSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { secondFactorRule } from "#features/accounts/api.ts";
import { requireRole } from "#features/people/api.ts";
import { auditStatus } from "#platform/audit/audit.ts";
import { listAudit } from "#platform/audit/query.ts";
import type { Ctx } from "#platform/context.ts";
import { parkedCount } from "#platform/events/cursors.ts";
import { houseProcesses } from "#platform/host/processes.ts";
import { installCommand, missingPackages, systemPackages } from "#platform/host/system-packages.ts";
import { jobCounts } from "#platform/jobs/store.ts";
import { storageCounts } from "#platform/storage/store.ts";
import { certificateAt } from "#platform/tls/current.ts";
import type { Alarm, StatusView } from "../schema.ts";
import {
  auditLevel,
  backupLevel,
  certificateLevel,
  diskLevel,
  factorLevel,
  processesLevel,
  storageLevel,
} from "./health.ts";
import { databaseState } from "./store.ts";

const { version } = JSON.parse(readFileSync(new URL("../../../../package.json", import.meta.url), "utf8")) as {
  version: string;
};

/** The health of this instance, for the administrator alone. */
export async function readStatus(ctx: Ctx): Promise<StatusView> {
  await requireRole(ctx, "administrator");
  const { config } = ctx.platform;
  const jobs = await jobCounts(ctx.tx);
  const parked = await parkedCount(ctx.tx);
  const rule = await secondFactorRule(ctx);
  return {
    version,
    programs: programs(),
    database: {
      level: "good",
      kind: config.externalDatabase ? "external" : "embedded",
      ...(await databaseState(ctx.tx)),
    },
    processes: processes(ctx),
    disk: await disk(config.dataDir),
    certificate: certificate(ctx),
    backup: await backup(ctx),
    secondFactor: { level: factorLevel(rule), rule },
    jobs: { level: jobs.failed > 0 ? "warn" : "good", ...jobs },
    parked: { level: parked > 0 ? "warn" : "good", count: parked },
    audit: await audit(ctx),
    storage: await storage(ctx),
  };
}

/** What every screen of an administrator says until it is mended: whatever is bad, and a certificate about to end. */
export async function readAlarms(ctx: Ctx): Promise<Alarm[]> {
  const status = await readStatus(ctx);
  const parts = ["certificate", "disk", "processes", "backup", "audit", "storage"] as const;
  return parts.flatMap((what) => {
    const level = status[what].level;
    if (level === "good" || (level === "warn" && what !== "certificate")) return [];
    return [{ what, level, days: what === "certificate" ? certificateDays(status) : null }];
  });
}

/** Of the two that can end, the one that ends first and is announced. */
function certificateDays({ certificate: { shown } }: StatusView): number | null {
  if (!shown) return null;
  return shown.alarm === "none" ? (shown.root?.daysLeft ?? null) : shown.daysLeft;
}

function programs(): StatusView["programs"] {
  const needed = systemPackages().filter((each) => each.group === "run");
  const missing = missingPackages(needed);
  const isOff = (name: string) => missing.some((each) => each.function === name);
  return {
    level: missing.length > 0 ? "warn" : "good",
    command: missing.length > 0 ? installCommand(missing) : "",
    functions: [...new Set(needed.map((each) => each.function))].map((name) => ({ name, on: !isOff(name) })),
  };
}

function processes({ at }: Ctx): StatusView["processes"] {
  const found = houseProcesses(at);
  return {
    level: processesLevel(found.map(({ name }) => name)),
    items: found.map(({ name, pid, startedAt, memory }) => ({ name, pid, memory, since: startedAt.toISOString() })),
  };
}

async function disk(folder: string): Promise<StatusView["disk"]> {
  const { bavail, blocks, bsize } = await statfs(folder);
  const [free, total] = [bavail * bsize, blocks * bsize];
  return { level: diskLevel(free, total), free, total, folder };
}

function certificate({ platform }: Ctx): StatusView["certificate"] {
  const state = certificateAt(platform);
  if (!state) return { level: "good", shown: null };
  const { source, subject, issuer, names, daysLeft, alarm, notAfter, root } = state;
  return {
    level: certificateLevel(state),
    shown: {
      source,
      subject,
      issuer,
      names,
      daysLeft,
      alarm,
      notAfter: notAfter.toISOString(),
      root: root ? { daysLeft: root.daysLeft, alarm: root.alarm, notAfter: root.notAfter.toISOString() } : null,
    },
  };
}

async function backup(ctx: Ctx): Promise<StatusView["backup"]> {
  const last = (await listAudit(ctx.tx, { type: "backup.written", limit: 1 }))[0]?.at ?? null;
  return { level: backupLevel(last, ctx.at), at: last?.toISOString() ?? null };
}

async function audit(ctx: Ctx): Promise<StatusView["audit"]> {
  const { size, signed, unsignedSince } = await auditStatus(ctx.platform);
  return {
    level: auditLevel(unsignedSince, ctx.at),
    size,
    signedSize: signed?.size ?? 0,
    signedAt: signed?.at.toISOString() ?? null,
  };
}

async function storage(ctx: Ctx): Promise<StatusView["storage"]> {
  const { count, bytes, findings, oldest_check } = await storageCounts(ctx.tx);
  const checkedSince = oldest_check?.toISOString() ?? null;
  return { level: storageLevel(findings), count, bytes, findings, checkedSince };
}
