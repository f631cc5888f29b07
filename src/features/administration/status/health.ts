import type { SecondFactorRule } from "#features/accounts/api.ts";
import type { CertificateState } from "#platform/tls/state.ts";
import type { Level } from "../schema.ts";

const DAY_MS = 86_400_000;
const LOW_DISK = 0.1;
const FULL_DISK = 0.03;
const BACKUP_OLD_DAYS = 7;
const BACKUP_TOO_OLD_DAYS = 30;
/** A checkpoint is signed each minute in which something happened; an entry unsigned for this long means signing failed. */
const UNSIGNED_MS = 5 * 60_000;

/** Bytes: under a tenth free the disk is about to be full, under three hundredths it is. */
export const diskLevel = (free: number, total: number): Level =>
  free < total * FULL_DISK ? "bad" : free < total * LOW_DISK ? "warn" : "good";

/** A month before its end a certificate is announced, a week before it is urgent. */
export function certificateLevel(state: Pick<CertificateState, "alarm" | "root"> | null): Level {
  const alarms = [state?.alarm ?? "none", state?.root?.alarm ?? "none"];
  if (alarms.some((alarm) => alarm === "urgent" || alarm === "expired")) return "bad";
  return alarms.includes("soon") ? "warn" : "good";
}

export function backupLevel(last: Date | null, now: Date): Level {
  const days = last ? (now.getTime() - last.getTime()) / DAY_MS : BACKUP_OLD_DAYS + 1;
  return days > BACKUP_TOO_OLD_DAYS ? "bad" : days > BACKUP_OLD_DAYS ? "warn" : "good";
}

export const factorLevel = (rule: SecondFactorRule): Level => (rule === "nobody" ? "warn" : "good");

export const auditLevel = (unsignedSince: Date | null, now: Date): Level =>
  unsignedSince && now.getTime() - unsignedSince.getTime() > UNSIGNED_MS ? "bad" : "good";

/** A file that cannot be read is a paper lost until a backup gives it back. */
export const storageLevel = (findings: number): Level => (findings > 0 ? "bad" : "good");

/** The public side is one of the processes that our supervisor keeps alive. */
export const processesLevel = (names: readonly string[]): Level =>
  names.includes("supervisor") && !names.includes("desk") ? "bad" : "good";
