import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import type { Keys } from "../crypto/keys.ts";
import { Outage } from "../db/away.ts";
import type { Db } from "../db/db.ts";
import { type CheckpointSource, latestCheckpoint, type SignedCheckpoint, signCheckpoint } from "./checkpointer.ts";
import { type Exported, exportAudit } from "./export/export.ts";
import { entryTime, logSize } from "./store.ts";

const MINUTE_MS = 60_000;

/** What the audit log needs of the platform. */
export interface AuditPlatform {
  db: Db;
  clock: Clock;
  log: Logger;
  keys: Keys;
}

export interface Audit {
  /** Signs the log as it stands now; answers the last checkpoint when nothing happened since. */
  checkpoint: () => Promise<SignedCheckpoint>;
  /** Writes the whole log to a new or empty folder. */
  export: (dir: string) => Promise<Exported>;
  stop: () => Promise<void>;
}

/** Signs a checkpoint each minute in which something happened. Several processes may do so on one database. */
export function startAudit(platform: AuditPlatform): Audit {
  const source = checkpointSource(platform);
  const outage = new Outage(platform.log, "checkpoints");
  let working: Promise<unknown> = Promise.resolve();
  const sign = () => {
    working = signCheckpoint(source).then(
      () => outage.over(),
      (error: unknown) => outage.failed(error, "checkpoint failed"),
    );
  };
  sign();
  const timer = setInterval(sign, MINUTE_MS);
  return {
    checkpoint: () => signCheckpoint(source),
    export: (dir) => exportAudit(source, dir),
    stop: async () => {
      clearInterval(timer);
      await working;
    },
  };
}

/** For a program that exports or signs without the minute's timer. */
export const checkpointSource = ({
  db,
  clock,
  keys,
}: Pick<AuditPlatform, "db" | "clock" | "keys">): CheckpointSource => ({
  db,
  clock,
  signer: keys.signer("audit"),
});

export interface AuditStatus {
  /** Entries in the log. */
  size: number;
  /** Entries that the last checkpoint signs, and when. */
  signed: { size: number; at: Date } | null;
  /** When the first entry that no checkpoint signs was made; null when all are signed. */
  unsignedSince: Date | null;
  /** The key to hand to whoever will verify. */
  verifierKey: string;
}

export async function auditStatus({ db, keys }: Pick<AuditPlatform, "db" | "keys">): Promise<AuditStatus> {
  const last = await latestCheckpoint(db);
  return {
    size: await logSize(db),
    signed: last && { size: last.size, at: last.at },
    unsignedSince: await entryTime(db, last?.size ?? 0),
    verifierKey: keys.signer("audit").verifierKey,
  };
}
