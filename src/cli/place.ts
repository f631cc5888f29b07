import { join } from "node:path";

/** In a folder of its own, for the folder around it is root's when Diwan was started by root. */
export const socketOf = (dataDir: string): string => join(dataDir, "run", "console", "diwan.sock");

/** Tells, before the bytes of a backup, what the one who writes them needs to know. */
export const BACKUP_HEADER = "x-diwan-backup";
