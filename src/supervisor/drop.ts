import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, lstatSync, mkdirSync, realpathSync } from "node:fs";
import type { ServerUser } from "#platform/db/embedded-user.ts";

/** What the inside writes, below the data folder; the rest of it stays root's. */
const WRITTEN = ["blobs", "keys", "desk", "tmp", "run/console"];

/** The user's own, and the group's as said: a set group bit gives what is made inside to the same group. */
const SHARED = [
  { name: "desk", inside: "owns", mode: 0o2750 },
  { name: "desk/keys", inside: "owns", mode: 0o2750 },
  { name: "desk/deposits", inside: "empties", mode: 0o2770 },
  { name: "desk/compiled", inside: "stays out", mode: 0o700 },
] as const;

/**
 * Gives the user of the programs what they write, made when it is not there. What root made before, or at the console
 * meanwhile, changes hands; the many files of `blobs` only when the folder itself is not theirs yet (it changes last).
 */
export function handOver(dataDir: string, user: ServerUser): void {
  for (const name of WRITTEN) {
    mkdirSync(`${dataDir}/${name}`, { recursive: true, mode: 0o700 });
    const path = realpathSync(`${dataDir}/${name}`);
    if (name === "blobs" && lstatSync(path).uid === user.uid) continue;
    chown(path, user.uid, user.gid);
  }
}

/**
 * Gives the public side what it needs below `desk`: it reads what the inside publishes there and the certificate of its
 * name, and writes deposits, which the inside reads and removes. Its compiled modules are its own: nothing it wrote is
 * ever run by the inside. Comes after `handOver`.
 */
export function handOverDesk(dataDir: string, inside: ServerUser, desk: ServerUser): void {
  for (const { name, inside: part, mode } of SHARED) {
    const path = `${dataDir}/${name}`;
    mkdirSync(path, { recursive: true, mode: 0o700 });
    // The mode would be set on whatever a link pointed to.
    if (!lstatSync(path).isDirectory()) throw new Error(`${path} is not a folder`);
    const owner = part === "owns" ? inside : desk;
    const group = part === "empties" ? inside : desk;
    chown(path, owner.uid, group.gid);
    chmodSync(path, mode);
  }
}

function chown(path: string, uid: number, gid: number): void {
  const { status, stderr } = spawnSync("chown", ["-hR", `${uid}:${gid}`, path], { encoding: "utf8" });
  if (status !== 0) throw new Error(`chown ${path}: ${stderr}`);
}

/** Root writes again: the next hand-over must look at every file. */
export function takeBack(dataDir: string): void {
  mkdirSync(`${dataDir}/blobs`, { recursive: true, mode: 0o700 });
  chownSync(`${dataDir}/blobs`, 0, 0);
}

/** Files that this user must read and cannot: of the program's own, the first that is found. */
export function unreadableFor(user: ServerUser, root: string, files: readonly string[]): string[] {
  const identity = { uid: user.uid, gid: user.gid, cwd: "/", encoding: "utf8" as const };
  const look = ["src", "node_modules", "package.json"].map((name) => `${root}/${name}`);
  const own = spawnSync("find", [...look, "-maxdepth", "2", "!", "-readable", "-print", "-quit"], identity);
  const closed = own.status === 0 ? own.stdout.split("\n").filter(Boolean) : [root];
  return [...closed, ...files.filter((file) => spawnSync("test", ["-r", file], identity).status !== 0)];
}

/**
 * The command that becomes this user for good and then runs a program (setpriv(1), part of every Debian): no other
 * group, no way back, and no capability but that of listening on a port below 1024 where one was asked for.
 */
export function asUser(user: ServerUser, lowPort: boolean, command: readonly string[]): string[] {
  const caps = lowPort ? "-all,+net_bind_service" : "-all";
  return [
    "setpriv",
    `--reuid=${user.uid}`,
    `--regid=${user.gid}`,
    "--clear-groups",
    "--no-new-privs",
    `--bounding-set=${caps}`,
    `--inh-caps=${caps}`,
    `--ambient-caps=${caps}`,
    ...command,
  ];
}
