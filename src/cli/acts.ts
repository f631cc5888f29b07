import { join } from "node:path";
import { checkpointSource } from "#platform/audit/audit.ts";
import { exportAudit } from "#platform/audit/export/export.ts";
import { newId } from "#platform/ids.ts";
import { type Act, type Asked, type Ground, settle } from "./ground.ts";
import { readAs } from "./read-as.ts";
import { status } from "./status.ts";
import { STORAGE_ACTS } from "./storage.ts";
import { USER_ACTS } from "./users.ts";

/** What the operator can have done to a data folder, by the words of the command; each is told to the audit log. */
export const ACTS: Record<string, Act> = {
  status,
  ...USER_ACTS,
  ...STORAGE_ACTS,
  "audit export": exportLog,
  get: readAs,
};

/** Into the data folder, which this process may write; the console takes it to where the operator wants it. */
async function exportLog(ground: Ground, asked: Asked) {
  await settle(ground, asked, "audit.exported");
  const path = join(ground.platform.config.dataDir, "tmp", `audit-${newId()}`);
  const { size } = await exportAudit(checkpointSource(ground.platform), path);
  return { path, entries: size, verifierKey: ground.platform.keys.signer("audit").verifierKey };
}
