import { spawn } from "node:child_process";
import {
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { ClientConfig } from "pg";
import { createCluster } from "./embedded-create.ts";
import { clusterErrorFrom } from "./embedded-error.ts";
import { inspectCluster, prepareDataFolder, socketFolder } from "./embedded-folder.ts";
import { type FolderLock, lockFolder } from "./embedded-lock.ts";
import {
  isServerOf,
  probe,
  programOf,
  readPidFile,
  removeStalePidFiles,
  type StopMode,
  stopServer,
} from "./embedded-postmaster.ts";
import {
  APP,
  DATABASE,
  HOST_RULES,
  identityMap,
  OWNER,
  SOCKET_PORT,
  SUPERUSER,
  serverSettings,
} from "./embedded-settings.ts";
import { forgetOldPrograms, type ServerUser, serverPrograms, serverUser } from "./embedded-user.ts";

export { ClusterError } from "./embedded-error.ts";

export interface ClusterOptions {
  /** The data folder of Diwan; the cluster is `pg` inside it, the socket in `run`, the server's log in `log`. */
  dataDir: string;
  /** Receives one line for each thing the supervisor does; for the log, not for users. */
  log: (line: string) => void;
  /** False only for tests: a crash of the machine may then lose or damage data. */
  fsync?: boolean;
  /** When the caller already holds the data folder. Otherwise the cluster takes it and gives it back at `stop`. */
  lock?: FolderLock;
}

export interface Cluster {
  /** Owns the tables and migrates; may create roles; is no superuser. */
  owner: ClientConfig;
  /** Runs the product: owns nothing, row-level security applies. */
  app: ClientConfig;
  /** Only for maintenance and tests. */
  superuser: ClientConfig;
  socketDir: string;
  pid: number;
  /** True when a server that outlived its parent was taken over instead of started. */
  adopted: boolean;
  /** Resolves with the server's last words when it ends without having been asked. */
  lost: Promise<string>;
  stop(mode?: StopMode): Promise<void>;
}

/**
 * Starts, or takes over, the embedded PostgreSQL of a data folder, creating it the first time.
 * Throws ClusterError (`db.*`) for everything an operator can mend.
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const user = serverUser();
  const folder = prepareDataFolder(options.dataDir, user);
  const lock = options.lock ?? (await lockFolder(folder));
  try {
    const server = await openServer(folder, user, options);
    return clusterOf(server, folder, options.lock ? undefined : lock);
  } catch (error) {
    if (!options.lock) await lock.release();
    throw error;
  }
}

interface Server {
  pid: number;
  socketDir: string;
  adopted: boolean;
}

async function openServer(folder: string, user: ServerUser, options: ClusterOptions): Promise<Server> {
  const { log, fsync = true } = options;
  const state = inspectCluster(folder, user);
  const programs = serverPrograms(folder, user);
  const socketDir = socketFolder(folder, user, log);
  const settings = serverSettings(socketDir, fsync);
  if (state === "absent") {
    log("creating the database cluster");
    await createCluster(folder, programs, user, fsync);
  }
  const orphan = await takeOverOrStop(
    folder,
    programs,
    socketDir,
    { settings, identities: identityMap(user.name) },
    log,
  );
  if (orphan) return { pid: orphan, socketDir, adopted: true };
  if (removeStalePidFiles(`${folder}/pg`, socketDir)) log("removed the pid file of a server that is no more");
  writeSettings(`${folder}/pg`, user, settings);
  const pid = await launch(folder, programs, user);
  forgetOldPrograms(folder);
  return { pid, socketDir, adopted: false };
}

/**
 * A server that outlived its parent (kill -9) is taken over when it is the one we would start: same program, same
 * settings, answering. Any other is stopped in order, so that the new one starts from a clean shutdown.
 */
async function takeOverOrStop(
  folder: string,
  programs: string,
  socketDir: string,
  wanted: { settings: string; identities: string },
  log: (line: string) => void,
): Promise<number | undefined> {
  const pg = `${folder}/pg`;
  const found = readPidFile(pg);
  if (!found || !isServerOf(found.pid, pg)) return undefined;
  const same =
    programOf(found.pid) === realpathSync(`${programs}/bin/postgres`) &&
    readIfThere(`${pg}/diwan.conf`) === wanted.settings &&
    readIfThere(`${pg}/pg_ident.conf`) === wanted.identities;
  if (same) {
    let state = await probe(socketDir);
    while (state === "starting" && isServerOf(found.pid, pg)) {
      await sleep(100);
      state = await probe(socketDir);
    }
    if (state === "ready") {
      log(`took over the running server ${found.pid}`);
      return found.pid;
    }
  }
  log(`stopping the server ${found.pid} left by an earlier run`);
  await stopServer(found.pid, pg, "fast");
  return undefined;
}

function readIfThere(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

function writeSettings(pg: string, user: ServerUser, settings: string): void {
  const files = { "diwan.conf": settings, "pg_hba.conf": HOST_RULES, "pg_ident.conf": identityMap(user.name) };
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(`${pg}/${name}`, text, { mode: 0o600 });
    if (user.switch) chownSync(`${pg}/${name}`, user.uid, user.gid);
  }
}

/** Starts the server with its words going straight to its log file, so that they outlive this process too. */
async function launch(folder: string, programs: string, user: ServerUser): Promise<number> {
  const pg = `${folder}/pg`;
  const logFile = `${folder}/log/postgres.log`;
  const from = existsSync(logFile) ? statSync(logFile).size : 0;
  const identity = user.switch ? { uid: user.uid, gid: user.gid } : {};
  const out = openSync(logFile, "a", 0o600);
  const env = { PATH: process.env.PATH, LC_ALL: "C.UTF-8", TZ: "UTC" };
  const child = spawn(`${programs}/bin/postgres`, ["-D", pg], {
    ...identity,
    env,
    cwd: "/",
    detached: true,
    stdio: ["ignore", out, out],
  });
  closeSync(out);
  child.unref();
  let failure: Error | undefined;
  child.once("error", (error) => {
    failure = error;
  });
  while (failure === undefined && child.exitCode === null && child.signalCode === null) {
    const file = readPidFile(pg);
    if (file?.pid === child.pid && file?.status === "ready") return child.pid as number;
    await sleep(10);
  }
  throw failure ?? clusterErrorFrom(lastWords(logFile, from), folder);
}

function lastWords(logFile: string, from: number): string {
  const text = readFileSync(logFile).subarray(from).toString("utf8").trim();
  return text.split("\n").slice(-8).join("\n");
}

function clusterOf(server: Server, folder: string, lock: FolderLock | undefined): Cluster {
  const pg = `${folder}/pg`;
  const at = { host: server.socketDir, port: SOCKET_PORT, database: DATABASE };
  let asked = false;
  let tell: (words: string) => void;
  const lost = new Promise<string>((resolve) => {
    tell = resolve;
  });
  const watch = setInterval(() => {
    if (isServerOf(server.pid, pg)) return;
    clearInterval(watch);
    if (!asked) tell(lastWords(`${folder}/log/postgres.log`, 0));
  }, 500);
  watch.unref();
  return {
    owner: { ...at, user: OWNER },
    app: { ...at, user: APP },
    superuser: { ...at, user: SUPERUSER },
    ...server,
    lost,
    async stop(mode = "fast") {
      asked = true;
      clearInterval(watch);
      await stopServer(server.pid, pg, mode);
      await lock?.release();
    },
  };
}
