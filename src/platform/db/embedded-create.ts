import { spawn } from "node:child_process";
import { chmodSync, existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { clusterErrorFrom } from "./embedded-error.ts";
import { FIRST_STATEMENTS, SUPERUSER } from "./embedded-settings.ts";
import type { ServerUser } from "./embedded-user.ts";

const INITDB_FLAGS = [
  `--username=${SUPERUSER}`,
  "--encoding=UTF8",
  "--locale=C.UTF-8",
  "--locale-provider=icu",
  "--icu-locale=und",
  "--auth-local=peer",
  "--auth-host=reject",
];

/** Our whole postgresql.conf: the settings themselves are in diwan.conf, written at each start. */
const POSTGRESQL_CONF =
  "# Diwan writes diwan.conf at each start. Your own settings: postgresql.local.conf in the data folder.\ninclude 'diwan.conf'\n";

/**
 * Makes `pg` with its roles and database. Everything happens in `pg.new`, renamed at the end: a creation that was
 * killed or ran out of disk leaves nothing that the next start could mistake for a cluster.
 */
export async function createCluster(folder: string, programs: string, user: ServerUser, fsync: boolean): Promise<void> {
  const making = `${folder}/pg.new`;
  rmSync(making, { recursive: true, force: true });
  try {
    await makeOwned(making, user);
    const sync = fsync ? [] : ["--no-sync"];
    await run(folder, user, `${programs}/bin/initdb`, [...INITDB_FLAGS, ...sync, "-D", making]);
    const single = ["--single", "-D", making, "-j", "-c", "exit_on_error=true", ...(fsync ? [] : ["-F"]), SUPERUSER];
    await run(folder, user, `${programs}/bin/postgres`, single, `${FIRST_STATEMENTS.join(";\n\n")};\n\n`);
    writeFileSync(`${making}/postgresql.conf`, POSTGRESQL_CONF);
    chmodSync(making, 0o700);
    renameSync(making, `${folder}/pg`);
  } catch (error) {
    if (existsSync(making)) rmSync(making, { recursive: true, force: true });
    throw error;
  }
}

/** The data folder is root's and closed to writing, so the empty cluster folder is made here and handed over. */
async function makeOwned(path: string, user: ServerUser): Promise<void> {
  const { mkdir, chown } = await import("node:fs/promises");
  await mkdir(path, { mode: 0o700 });
  if (user.switch) await chown(path, user.uid, user.gid);
}

function run(folder: string, user: ServerUser, program: string, args: string[], input = ""): Promise<void> {
  const identity = user.switch ? { uid: user.uid, gid: user.gid } : {};
  const env = { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" };
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...identity, env, cwd: "/", stdio: ["pipe", "ignore", "pipe"] });
    let words = "";
    child.stderr.on("data", (chunk: Buffer) => {
      words += chunk.toString();
    });
    child.stdin.on("error", () => {
      // The program left before reading everything; its exit code and words say why.
    });
    child.once("error", reject);
    child.once("close", (code) => (code === 0 ? resolve() : reject(clusterErrorFrom(words.trim(), folder))));
    child.stdin.end(input);
  });
}
