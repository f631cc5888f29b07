import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  statfsSync,
  statSync,
} from "node:fs";
import { ClusterError, folderErrorFrom } from "./embedded-error.ts";
import { SOCKET_PORT } from "./embedded-settings.ts";
import { type ServerUser, serverMajor } from "./embedded-user.ts";

/** sun_path of a Unix socket address holds 108 bytes with its closing zero (unix(7)). */
const SOCKET_PATH_BYTES = 107;
/** A new cluster takes about 45 MB with its first write-ahead log; starting an old one needs one log segment. */
const BYTES_TO_CREATE = 96 * 1024 * 1024;
const BYTES_TO_START = 20 * 1024 * 1024;

/** Makes the data folder and its `run` and `log`; returns its real path. Throws ClusterError when it may not. */
export function prepareDataFolder(dataDir: string, user: ServerUser): string {
  try {
    const closed = user.switch ? 0o711 : 0o700;
    mkdirSync(dataDir, { recursive: true, mode: closed });
    const folder = realpathSync(dataDir);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    mkdirSync(`${folder}/run`, { recursive: true, mode: closed });
    mkdirSync(`${folder}/log`, { recursive: true, mode: 0o700 });
    openForPassing(folder, user);
    if (user.switch) mustBeReachable(folder, user);
    return folder;
  } catch (error) {
    throw folderErrorFrom(error, dataDir, user.name);
  }
}

/**
 * Root's folder lets the user of the programs read its names (to make them durable), and anybody pass, for the public
 * side is another user; what lies in it has its own walls, and `run` (the socket of the database) lets nobody else pass.
 */
function openForPassing(folder: string, user: ServerUser): void {
  for (const path of [folder, `${folder}/run`]) {
    if (!user.switch || !existsSync(path) || statSync(path).uid !== process.getuid?.()) continue;
    chownSync(path, process.getuid(), user.gid);
    chmodSync(path, path === folder ? 0o751 : 0o750);
  }
}

/** Every parent must let the server's user pass; a folder under a 0700 home does not. */
function mustBeReachable(folder: string, user: ServerUser): void {
  const test = spawnSync("test", ["-x", folder], { uid: user.uid, gid: user.gid, cwd: "/" });
  if (test.status !== 0) throw new ClusterError("db.folder_unreachable", { folder, user: user.name });
}

/** What stands in `pg`: nothing yet, or a cluster this server can open. Throws for everything between. */
export function inspectCluster(folder: string, user: ServerUser): "absent" | "present" {
  const pg = `${folder}/pg`;
  try {
    const state = existsSync(pg) ? inspectExisting(pg, user) : "absent";
    mustHaveRoom(folder, state === "absent" ? BYTES_TO_CREATE : BYTES_TO_START);
    return state;
  } catch (error) {
    throw folderErrorFrom(error, pg, user.name);
  }
}

function inspectExisting(pg: string, user: ServerUser): "absent" | "present" {
  const owner = statSync(pg).uid;
  if (owner !== user.uid) {
    const command = `chown -R ${user.name} ${pg}`;
    throw new ClusterError("db.wrong_owner", { folder: pg, owner: `${owner}`, user: user.name, command });
  }
  const names = readdirSync(pg);
  if (names.length === 0) {
    rmdirSync(pg);
    return "absent";
  }
  if (!names.includes("PG_VERSION")) throw new ClusterError("db.not_a_cluster", { folder: pg });
  const found = readFileSync(`${pg}/PG_VERSION`, "utf8").trim();
  const versions = { folder: pg, found, ours: `${serverMajor}` };
  if (Number(found) > serverMajor) throw new ClusterError("db.newer_version", versions);
  if (Number(found) < serverMajor) throw new ClusterError("db.older_version", versions);
  chmodSync(pg, 0o700);
  return "present";
}

function mustHaveRoom(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize >= bytes) return;
  const mb = (n: number) => `${Math.round(n / 1024 / 1024)}`;
  throw new ClusterError("db.disk_low", { folder, free: mb(bavail * bsize), needed: mb(bytes) });
}

/**
 * The folder of the socket: `run/pg` of the data folder, or a short private folder when that path is too long for a
 * socket address. Outside the data folder it must be a real folder of ours, never a link somebody else prepared.
 */
export function socketFolder(folder: string, user: ServerUser, log: (line: string) => void): string {
  const own = `${folder}/run/pg`;
  const fits = Buffer.byteLength(`${own}/.s.PGSQL.${SOCKET_PORT}.lock`) <= SOCKET_PATH_BYTES;
  const chosen = fits ? own : shortFolder(folder);
  mkdirSync(chosen, { recursive: true, mode: 0o700 });
  if (user.switch && lstatSync(chosen).uid === process.getuid?.()) chownSync(chosen, user.uid, user.gid);
  const found = lstatSync(chosen);
  if (!found.isDirectory() || found.uid !== user.uid) {
    const command = `rm -r ${chosen}`;
    throw new ClusterError("db.wrong_owner", { folder: chosen, owner: `${found.uid}`, user: user.name, command });
  }
  chmodSync(chosen, 0o700);
  if (!fits) log(`socket path too long for the data folder, using ${chosen}`);
  return chosen;
}

function shortFolder(folder: string): string {
  const name = `diwan-${createHash("sha256").update(folder).digest("hex").slice(0, 12)}`;
  if (process.getuid?.() === 0) return `/run/${name}`;
  const runtime = process.env.XDG_RUNTIME_DIR ?? "";
  return runtime !== "" && runtime.length < 60 && existsSync(runtime) ? `${runtime}/${name}` : `/tmp/${name}`;
}
