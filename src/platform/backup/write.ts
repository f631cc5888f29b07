import { createWriteStream, existsSync, statfsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { syncFolder } from "../storage/durable.ts";
import { openArchive } from "./archive.ts";
import { BackupError, type Manifest } from "./manifest.ts";

/** Left free beside what is written, so that a backup never fills the disk it lies on. */
const SPARE_BYTES = 64 * 1024 * 1024;

/**
 * Writes the bytes of a backup to one file. They go to `<file>.part`, reach the disk, and only then get the name: a file
 * of that name is a whole backup.
 * @param expected about how many bytes will come
 * @throws BackupError backup.exists, backup.no_room (asked before, or met), backup.interrupted
 */
export async function writeBackup(
  bytes: Readable | AsyncIterable<Buffer>,
  target: string,
  expected: number,
): Promise<Manifest> {
  const path = resolve(target);
  if (existsSync(path)) throw new BackupError("backup.exists", { path });
  mustHaveRoom(dirname(path), expected);
  const part = `${path}.part`;
  try {
    await pipeline(bytes, createWriteStream(part, { mode: 0o600, flush: true }));
    const { manifest } = await openArchive(part);
    await rename(part, path);
    await syncFolder(dirname(path));
    return manifest;
  } catch (error) {
    await rm(part, { force: true });
    throw asBackupError(error, dirname(path));
  }
}

/** @throws BackupError backup.no_room with both numbers in MB */
export function mustHaveRoom(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  const [free, needed] = [bavail * bsize, bytes + SPARE_BYTES];
  if (free < needed)
    throw new BackupError("backup.no_room", { path: folder, free: megabytes(free), needed: megabytes(needed) });
}

const megabytes = (bytes: number) => `${Math.ceil(bytes / 1024 / 1024)}`;

function asBackupError(error: unknown, folder: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  const { bavail, bsize } = statfsSync(folder);
  if (code === "ENOSPC" || code === "EDQUOT")
    return new BackupError("backup.no_room", { path: folder, free: megabytes(bavail * bsize), needed: "?" });
  if (code === "ECONNRESET") return new BackupError("backup.interrupted");
  // Cut off before its end: the archive has no manifest.
  if (error instanceof BackupError && error.code === "backup.not_a_backup")
    return new BackupError("backup.interrupted");
  return error;
}
