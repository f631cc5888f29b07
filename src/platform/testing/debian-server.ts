import { execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { probe } from "../db/embedded-postmaster.ts";
import { serverUser } from "../db/embedded-user.ts";

const DEBIAN = "/usr/lib/postgresql";
/** Looked up when asked: bin/test may have installed it meanwhile. */
const newest = () => (existsSync(DEBIAN) ? readdirSync(DEBIAN).sort().at(-1) : undefined);

/** Why Debian's own server cannot be used here; null when it can. */
export const whyNoDebianServer = (): string | null => (newest() ? null : "postgresql is missing");

/** Debian's own PostgreSQL, which is what most institutions already run, empty, in a folder of its own. */
export type DebianServer = {
  /** `postgresql://` address of a role and database. */
  address: (role: string, database?: string) => string;
  /** One statement as the superuser. */
  run: (statement: string) => Promise<void>;
  start: () => Promise<void>;
  /** At once, as if the machine had gone. */
  kill: () => Promise<void>;
  remove: () => Promise<void>;
};

/** Makes and starts it, with a database `diwan` that belongs to the login `registrar`, who may create roles. */
export async function debianServer(): Promise<DebianServer> {
  const folder = mkdtempSync("/tmp/diwan-ext-");
  const user = serverUser();
  const identity = user.switch ? { uid: user.uid, gid: user.gid } : {};
  const bin = `${DEBIAN}/${newest()}/bin`;
  const data = `${folder}/data`;
  let server: ReturnType<typeof spawn> | undefined;
  mkdirSync(data, { mode: 0o700 });
  if (user.switch) for (const path of [folder, data]) chownSync(path, user.uid, user.gid);
  const initdb = ["-D", data, "-U", "root", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"];
  execFileSync(`${bin}/initdb`, initdb, { ...identity, cwd: "/", stdio: "ignore" });
  const address = (role: string, database = "diwan") => `postgresql://${role}@/${database}?host=${folder}`;

  async function run(statement: string): Promise<void> {
    const client = new pg.Client({ connectionString: address("root", "postgres") });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  }
  async function start(): Promise<void> {
    const flags = ["-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=300"];
    server = spawn(`${bin}/postgres`, flags, { ...identity, cwd: "/", stdio: "ignore" });
    while (!existsSync(`${folder}/.s.PGSQL.5432`) || (await probe(folder, 2000)) === "starting") await sleep(20);
  }
  async function kill(): Promise<void> {
    if (!server || server.exitCode !== null) return;
    const gone = new Promise((resolve) => server?.once("exit", resolve));
    server.kill("SIGQUIT");
    await gone;
  }

  await start();
  await run("create role registrar login createrole");
  await run("create database diwan owner registrar");
  return {
    address,
    run,
    start,
    kill,
    async remove() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
