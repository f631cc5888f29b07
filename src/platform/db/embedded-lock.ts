import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import type { Socket } from "node:net";
import { ClusterError } from "./embedded-error.ts";

/** The data folder belongs to one Diwan at a time; this is the proof of belonging. */
export interface FolderLock {
  /** Gives the folder back; done when another may take it. The kernel does the same when this process dies. */
  release(): Promise<void>;
}

const HELD_BY_ANOTHER = 75;
/** A holder that was just killed needs a moment to let go. */
const PATIENCE_S = 0.5;

/**
 * Takes the data folder for this process, or throws `db.in_use` with the pid of the holder.
 *
 * Node has no flock(2), and a pid file alone is wrong after a crash (pids are reused). So flock(1), part of every
 * Debian, holds the lock and lives exactly as long as the pipe from this process to it: kill -9 closes the pipe.
 */
export async function lockFolder(dataDir: string): Promise<FolderLock> {
  const file = `${dataDir}/run/lock`;
  const holder = spawn(
    "flock",
    [`--timeout=${PATIENCE_S}`, "--no-fork", "--conflict-exit-code", `${HELD_BY_ANOTHER}`, file, "cat"],
    {
      stdio: ["pipe", "pipe", "pipe"],
      detached: true,
      cwd: "/",
    },
  );
  await heldBy(holder, file, dataDir);
  writeFileSync(file, `${process.pid}\n`);
  holder.unref();
  return {
    release: () =>
      new Promise((resolve) => {
        if (holder.exitCode !== null || holder.signalCode !== null) return resolve();
        holder.ref();
        holder.once("exit", () => resolve());
        holder.stdin?.end();
      }),
  };
}

/** Resolves when `cat` echoes a byte, which it can do only once flock has the lock. */
function heldBy(holder: ChildProcess, file: string, dataDir: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let words = "";
    holder.stderr?.on("data", (chunk: Buffer) => {
      words += chunk.toString();
    });
    holder.stdin?.on("error", () => {
      // The holder has gone; its exit code says why.
    });
    holder.once("error", reject);
    holder.once("exit", (code) => {
      if (code === HELD_BY_ANOTHER)
        reject(new ClusterError("db.in_use", { folder: dataDir, pid: readFileSync(file, "utf8").trim() || "?" }));
      else reject(new ClusterError("db.start_failed", { folder: dataDir }, words.trim()));
    });
    holder.stdout?.once("data", () => {
      for (const end of holder.stdio) (end as Socket | null)?.unref();
      resolve();
    });
    holder.stdin?.write("\n");
  });
}
