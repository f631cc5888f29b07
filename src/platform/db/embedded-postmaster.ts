import { existsSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { DATABASE, OWNER, SOCKET_PORT } from "./embedded-settings.ts";

export type StopMode = "smart" | "fast" | "immediate";

const SIGNALS = { smart: "SIGTERM", fast: "SIGINT", immediate: "SIGQUIT" } as const;
const PATIENCE_MS = { smart: 60_000, fast: 30_000, immediate: 10_000 } as const;

/** The pid file's lines, as miscadmin.h numbers them: pid, folder, start, port, socket folder, address, memory, status. */
interface PidFile {
  pid: number;
  socketDir: string;
  status: string;
}

export function readPidFile(pg: string): PidFile | undefined {
  try {
    const lines = readFileSync(`${pg}/postmaster.pid`, "utf8").split("\n");
    const pid = Number(lines[0]);
    return pid > 0 ? { pid, socketDir: lines[4]?.trim() ?? "", status: lines[7]?.trim() ?? "" } : undefined;
  } catch {
    return undefined;
  }
}

/** True while the process lives and is a server working in this very folder: a pid alone is reused after a crash. */
export function isServerOf(pid: number, pg: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === pg && readFileSync(`/proc/${pid}/comm`, "utf8").trim() === "postgres";
  } catch {
    return false;
  }
}

/** The program file a process runs, without the mark the kernel adds when the file was replaced. */
export function programOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/exe`);
  } catch {
    return "";
  }
}

/**
 * Removes the pid file and the socket's lock file of a server that is no more. PostgreSQL heals most of these itself,
 * but refuses to start when the old pid now belongs to another program of the same user.
 */
export function removeStalePidFiles(pg: string, socketDir: string): boolean {
  const files = [
    `${pg}/postmaster.pid`,
    `${socketDir}/.s.PGSQL.${SOCKET_PORT}.lock`,
    `${socketDir}/.s.PGSQL.${SOCKET_PORT}`,
  ];
  const stale = files.filter((file) => existsSync(file));
  for (const file of stale) rmSync(file, { force: true });
  return stale.length > 0;
}

/**
 * Asks the server for a session over its socket, as a client would (protocol 3.0), and hangs up.
 * `ready`: it answered with a session. `starting`: it recovers or shuts down. `deaf`: no answer in time.
 */
export function probe(socketDir: string, timeout_ms = 2000): Promise<"ready" | "starting" | "deaf"> {
  return new Promise((resolve) => {
    const socket = connect(`${socketDir}/.s.PGSQL.${SOCKET_PORT}`);
    let answer = Buffer.alloc(0);
    const finish = (verdict: "ready" | "starting" | "deaf") => {
      socket.destroy();
      resolve(verdict);
    };
    socket.setTimeout(timeout_ms, () => finish("deaf"));
    socket.once("error", () => finish("deaf"));
    socket.once("close", () => finish("deaf"));
    socket.once("connect", () => socket.write(startupMessage(OWNER, DATABASE)));
    socket.on("data", (chunk) => {
      answer = Buffer.concat([answer, chunk]);
      if (answer[0] === 0x52) finish("ready");
      else if (answer[0] === 0x45) finish(answer.includes("C57P03") ? "starting" : "deaf");
    });
  });
}

function startupMessage(user: string, database: string): Buffer {
  const pairs = Buffer.from(`user\0${user}\0database\0${database}\0\0`);
  const head = Buffer.alloc(8);
  head.writeInt32BE(pairs.length + 8, 0);
  head.writeInt32BE(0x0003_0000, 4);
  return Buffer.concat([head, pairs]);
}

/**
 * Stops the server of this folder and returns when it is gone. A server that does not obey is asked again, harder;
 * the last resort loses nothing either, because what was committed is in the write-ahead log.
 */
export async function stopServer(pid: number, pg: string, mode: StopMode): Promise<void> {
  const harder: StopMode[] = mode === "immediate" ? ["immediate"] : [mode, "immediate"];
  for (const step of harder) {
    if (!signal(pid, pg, SIGNALS[step])) return;
    if (await gone(pid, pg, PATIENCE_MS[step])) return;
  }
  signal(pid, pg, "SIGKILL");
  await gone(pid, pg, 10_000);
}

function signal(pid: number, pg: string, name: NodeJS.Signals): boolean {
  if (!isServerOf(pid, pg)) return false;
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
}

async function gone(pid: number, pg: string, patience_ms: number): Promise<boolean> {
  const until = performance.now() + patience_ms;
  while (isServerOf(pid, pg)) {
    if (performance.now() > until) return false;
    await sleep(20);
  }
  return true;
}
