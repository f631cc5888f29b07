import { spawnSync } from "node:child_process";
import { chownSync, lstatSync, mkdirSync, realpathSync } from "node:fs";
import type { ServerUser } from "#platform/db/embedded-user.ts";

/** What the inside and the public side write, below the data folder; the rest of it stays root's. */
const WRITTEN = ["blobs", "keys", "desk", "tmp", "run/console"];

/**
 * Gives the user of the programs what they write, made when it is not there. What root made before, or at the console
 * meanwhile, changes hands; the many files of `blobs` only when the folder itself is not theirs yet (it changes last).
 */
export function handOver(dataDir: string, user: ServerUser): void {
  for (const name of WRITTEN) {
    mkdirSync(`${dataDir}/${name}`, { recursive: true, mode: 0o700 });
    const path = realpathSync(`${dataDir}/${name}`);
    if (name === "blobs" && lstatSync(path).uid === user.uid) continue;
    const { status, stderr } = spawnSync("chown", ["-hR", `${user.uid}:${user.gid}`, path], { encoding: "utf8" });
    if (status !== 0) throw new Error(`chown ${path}: ${stderr}`);
  }
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
