import {
  appendFileSync,
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
} from "node:fs";

const LARGEST_BYTES = 10 * 1024 * 1024;
const KEPT = 4;

/** Opens a log for a child process; the child writes to it directly, so its words outlive the supervisor. */
export function openLog(file: string): number {
  rotate(file);
  return openSync(file, "a", 0o600);
}

/** Adds a line; on a full disk it is lost, and the supervisor goes on. */
export function note(file: string, line: string): void {
  try {
    appendFileSync(file, `${new Date().toISOString()} ${line}\n`, { mode: 0o600 });
  } catch {
    // Whoever supervises must outlive what he could write about.
  }
}

/**
 * Moves a log that has grown too large to `.1`, `.1` to `.2` and so on. The file is copied and emptied, never renamed,
 * because processes hold it open; what is written between the two steps (milliseconds) is lost.
 */
export function rotate(file: string, largest_bytes = LARGEST_BYTES): void {
  if (!existsSync(file) || statSync(file).size < largest_bytes) return;
  for (let n = KEPT - 1; n >= 1; n--) if (existsSync(`${file}.${n}`)) renameSync(`${file}.${n}`, `${file}.${n + 1}`);
  try {
    copyFileSync(file, `${file}.1`);
  } catch {
    // No room for the copy: emptying it makes some.
    rmSync(`${file}.1`, { force: true });
  }
  truncateSync(file);
}

/** The last lines of a log, for the person who must know why a process ended. */
export function lastLines(file: string, count = 15): string {
  if (!existsSync(file)) return "";
  return readFileSync(file, "utf8").trimEnd().split("\n").slice(-count).join("\n");
}
