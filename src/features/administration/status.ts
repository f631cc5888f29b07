import { readFileSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { requireRole } from "#features/people/api.ts";
import { auditStatus } from "#platform/audit/audit.ts";
import type { Ctx } from "#platform/context.ts";
import { installCommand, missingPackages, systemPackages } from "#platform/host/system-packages.ts";
import type { StatusView } from "./schema.ts";
import { databaseState } from "./store.ts";

/** Below this share of free space the data folder is about to be full. */
const LOW_DISK = 0.1;
const { version } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as {
  version: string;
};

/** The health of this instance, for the administrator alone. */
export async function readStatus(ctx: Ctx): Promise<StatusView> {
  await requireRole(ctx, "administrator");
  const missing = missingPackages(systemPackages().filter((each) => each.group === "run"));
  const audit = await auditStatus(ctx.platform);
  return {
    version,
    database: await databaseState(ctx.tx),
    disk: await diskState(ctx.platform.config.dataDir),
    packages: { missing: missing.map((each) => each.name), command: missing.length > 0 ? installCommand(missing) : "" },
    audit: { size: Number(audit.size), signedAt: audit.signed?.at.toISOString() ?? null },
  };
}

async function diskState(folder: string): Promise<StatusView["disk"]> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return diskHealth(bavail * bsize, blocks * bsize);
}

/** Free and total in bytes, with the alarm under a tenth. */
export const diskHealth = (free: number, total: number): StatusView["disk"] => ({
  free,
  total,
  alarm: free < total * LOW_DISK,
});
