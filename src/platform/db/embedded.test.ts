import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Cluster, ClusterError, startCluster } from "./embedded.ts";
import { readPidFile, stopServer } from "./embedded-postmaster.ts";

const isRoot = process.getuid?.() === 0;
const canMount = isRoot && spawnSync("unshare", ["--mount", "true"]).status === 0;
const clusters: Cluster[] = [];
const folders: string[] = [];
const children: ChildProcess[] = [];
const mounts: string[] = [];
let said: string[] = [];
let made: string;

/** One cluster, made once and copied for every test that only needs one to exist. */
beforeAll(async () => {
  made = mkdtempSync("/tmp/diwan-pg-");
  if (isRoot) chmodSync(made, 0o711);
  await (await startCluster({ dataDir: made, fsync: false, log() {} })).stop();
}, 60_000);

afterAll(() => rmSync(made, { recursive: true, force: true }));

function folderWithCluster(): string {
  const folder = newFolder();
  execFileSync("cp", ["-a", `${made}/.`, folder]);
  return folder;
}

function newFolder(): string {
  const folder = mkdtempSync("/tmp/diwan-pg-");
  if (isRoot) chmodSync(folder, 0o711);
  folders.push(folder);
  return folder;
}

async function start(dataDir: string, fsync = false): Promise<Cluster> {
  said = [];
  const cluster = await startCluster({ dataDir, fsync, log: (line) => said.push(line) });
  clusters.push(cluster);
  return cluster;
}

async function query(config: pg.ClientConfig, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(config);
  client.on("error", () => {
    // A server that is killed under a session tells the session so; the next query reports it.
  });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function refusal(dataDir: string): Promise<ClusterError> {
  try {
    await start(dataDir);
  } catch (error) {
    if (error instanceof ClusterError) return error;
    throw error;
  }
  throw new Error("the cluster started although it had to refuse");
}

/** Another Node process that starts the cluster and waits; resolves when it has. */
async function startInAnotherProcess(dataDir: string): Promise<ChildProcess> {
  const module = JSON.stringify(new URL("./embedded.ts", import.meta.url).href);
  const script = `const { startCluster } = await import(${module});
    await startCluster({ dataDir: process.env.FOLDER, fsync: false, log() {} });
    console.log("started"); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    env: { ...process.env, FOLDER: dataDir },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once("data", () => resolve());
    child.once("exit", (code) => reject(new Error(`the other process ended with ${code}`)));
  });
  return child;
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) =>
    (child.exitCode ?? child.signalCode) === null ? child.once("exit", () => resolve()) : resolve(),
  );
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await ended(child);
}

async function stopOrphan(pgFolder: string): Promise<void> {
  const found = readPidFile(pgFolder);
  if (found) await stopServer(found.pid, pgFolder, "immediate");
}

afterEach(async () => {
  for (const child of children.splice(0)) await kill(child);
  for (const cluster of clusters.splice(0)) await cluster.stop("immediate");
  for (const folder of folders) await stopOrphan(`${folder}/pg`);
  for (const mount of mounts.splice(0)) execFileSync("umount", [mount]);
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe("a new cluster", { timeout: 60_000 }, () => {
  it("has an owner and an application role that are no superusers, and opens no TCP port", async () => {
    const cluster = await start(newFolder());
    const roles = await query(
      cluster.superuser,
      "select rolname, rolsuper, rolcreatedb from pg_roles where rolname like 'diwan%' order by 1",
    );
    expect(roles).toEqual([
      { rolname: "diwan_app", rolsuper: false, rolcreatedb: false },
      { rolname: "diwan_owner", rolsuper: false, rolcreatedb: false },
    ]);
    await expect(query(cluster.app, "create schema sneaky")).rejects.toThrow(/permission denied/);
    await expect(query({ ...cluster.app, host: "127.0.0.1" }, "select 1")).rejects.toThrow(/ECONNREFUSED|no pg_hba/);
    expect(
      await query(
        cluster.owner,
        "select datcollate, datlocale, pg_encoding_to_char(encoding) as encoding, pg_get_userbyid(datdba) as owner from pg_database where datname = 'diwan'",
      ),
    ).toEqual([{ datcollate: "C.UTF-8", datlocale: "und", encoding: "UTF8", owner: "diwan_owner" }]);
    expect(
      await query(
        cluster.superuser,
        "select name, setting from pg_settings where name in ('listen_addresses', 'TimeZone') order by 1",
      ),
    ).toEqual([
      { name: "listen_addresses", setting: "" },
      { name: "TimeZone", setting: "UTC" },
    ]);
  });

  it("keeps what was written across an orderly stop, closed to every other user", async () => {
    const folder = folderWithCluster();
    const first = await start(folder);
    await query(first.owner, "create table note (text text); insert into note values ('الأولى')");
    await first.stop();
    const second = await start(folder);
    expect(await query(second.owner, "select text from note")).toEqual([{ text: "الأولى" }]);
    expect(statSync(`${folder}/pg`).mode & 0o077).toBe(0);
    expect(statSync(second.socketDir).mode & 0o077).toBe(0);
  });

  it("is made again when its making was killed in the middle", async () => {
    const folder = newFolder();
    mkdirSync(`${folder}/pg.new/base`, { recursive: true });
    writeFileSync(`${folder}/pg.new/PG_VERSION`, "18\n");
    const cluster = await start(folder);
    expect(await query(cluster.app, "select 1 as one")).toEqual([{ one: 1 }]);
    expect(existsSync(`${folder}/pg.new`)).toBe(false);
  });

  it("puts its socket in a short private folder when the data folder's path is too long", async () => {
    const folder = `${newFolder()}/${"ديوان-".repeat(9)}`;
    const cluster = await start(folder);
    expect(cluster.socketDir).not.toContain(folder);
    expect(statSync(cluster.socketDir).mode & 0o777).toBe(0o700);
    expect(said.join("\n")).toContain("socket path too long");
    expect(await query(cluster.app, "select 1 as one")).toEqual([{ one: 1 }]);
    folders.push(cluster.socketDir);
  });
});

describe("a server that outlived its parent", { timeout: 60_000 }, () => {
  it("is taken over when the parent was killed with -9, and nothing is lost", async () => {
    const folder = folderWithCluster();
    const parent = await startInAnotherProcess(folder);
    const at = { host: `${folder}/run/pg`, port: 5432, database: "diwan", user: "diwan_owner" };
    await query(at, "create table note (n int); insert into note select generate_series(1, 1000)");
    await kill(parent);
    const cluster = await start(folder);
    expect(cluster.adopted).toBe(true);
    expect(await query(cluster.owner, "select count(*)::int as n from note")).toEqual([{ n: 1000 }]);
    await cluster.stop();
    expect(existsSync(`${folder}/pg/postmaster.pid`)).toBe(false);
  });

  it("is stopped in order and started anew when its settings are no longer ours", async () => {
    const folder = folderWithCluster();
    await kill(await startInAnotherProcess(folder));
    const cluster = await start(folder, true);
    expect(cluster.adopted).toBe(false);
    expect(await query(cluster.superuser, "show fsync")).toEqual([{ fsync: "on" }]);
  });

  it("is stopped when it no longer answers", async () => {
    const folder = folderWithCluster();
    await kill(await startInAnotherProcess(folder));
    const pid = Number(readFileSync(`${folder}/pg/postmaster.pid`, "utf8").split("\n")[0]);
    rmSync(`${folder}/run/pg/.s.PGSQL.5432`);
    const cluster = await start(folder);
    expect(cluster.pid).not.toBe(pid);
    expect(await query(cluster.app, "select 1 as one")).toEqual([{ one: 1 }]);
  });
});

describe("a server that was killed", { timeout: 60_000 }, () => {
  it("comes back with every committed row, although a session was still open", async () => {
    const folder = folderWithCluster();
    const first = await start(folder, true);
    await query(first.owner, "create table note (n int)");
    const open = new pg.Client(first.owner);
    open.on("error", () => {
      // Expected: the server dies under this session.
    });
    await open.connect();
    await open.query("insert into note values (1)");
    process.kill(first.pid, "SIGKILL");
    await first.lost;
    await first.stop();
    const second = await start(folder, true);
    expect(await query(second.owner, "select n from note")).toEqual([{ n: 1 }]);
    expect(said).toContain("removed the pid file of a server that is no more");
  });

  it("is not mistaken for the program that now has its pid", async () => {
    const folder = folderWithCluster();
    const first = await start(folder);
    process.kill(first.pid, "SIGKILL");
    await first.lost;
    await first.stop();
    const other = spawn("sleep", ["60"], { cwd: "/" });
    children.push(other);
    const file = `${folder}/pg/postmaster.pid`;
    const lines = readFileSync(file, "utf8").split("\n");
    writeFileSync(file, [`${other.pid}`, ...lines.slice(1)].join("\n"));
    const second = await start(folder);
    expect(await query(second.app, "select 1 as one")).toEqual([{ one: 1 }]);
    expect(other.exitCode).toBeNull();
  });
});

describe("a data folder that cannot serve", { timeout: 60_000 }, () => {
  it("is refused to a second process, which is told who runs", async () => {
    const folder = folderWithCluster();
    const other = await startInAnotherProcess(folder);
    expect(await refusal(folder)).toMatchObject({ code: "db.in_use", params: { pid: `${other.pid}` } });
  });

  it.for([
    ["99", "db.newer_version"],
    ["15", "db.older_version"],
  ] as const)("is refused when PostgreSQL %s made it", async ([version, code]) => {
    const folder = folderWithCluster();
    writeFileSync(`${folder}/pg/PG_VERSION`, `${version}\n`);
    expect(await refusal(folder)).toMatchObject({ code, params: { found: version, ours: "18" } });
  });

  it("is refused when pg holds something else, which is left untouched", async () => {
    const folder = folderWithCluster();
    rmSync(`${folder}/pg/PG_VERSION`);
    expect(await refusal(folder)).toMatchObject({ code: "db.not_a_cluster" });
    expect(existsSync(`${folder}/pg/base`)).toBe(true);
  });

  it("is refused when it is a file", async () => {
    const file = `${newFolder()}/file`;
    writeFileSync(file, "");
    expect(await refusal(file)).toMatchObject({ code: "db.not_a_folder" });
  });

  it("keeps the server's own words when it does not start", async () => {
    const folder = folderWithCluster();
    writeFileSync(`${folder}/postgresql.local.conf`, "shared_buffers = 'rather a lot'\n");
    const error = await refusal(folder);
    expect(error.code).toBe("db.start_failed");
    expect(error.explain("fr")).toContain(`La base de données de ${folder} n'a pas démarré`);
    expect(error.explain("ar")).toContain('invalid value for parameter "shared_buffers": "rather a lot"');
  });

  it.skipIf(!isRoot)("is refused with the command that mends it when another user owns it (needs root)", async () => {
    const folder = folderWithCluster();
    chownSync(`${folder}/pg`, 1, 1);
    const error = await refusal(folder);
    expect(error).toMatchObject({ code: "db.wrong_owner", params: { owner: "1" } });
    expect(error.params.command).toMatch(/^chown -R \w+ .*\/pg$/);
  });

  it.skipIf(!isRoot)("is refused when a parent folder is closed to the server's user (needs root)", async () => {
    const home = newFolder();
    chmodSync(home, 0o700);
    expect(await refusal(`${home}/data`)).toMatchObject({ code: "db.folder_unreachable" });
  });

  it.skipIf(isRoot)("is refused when it cannot be read (root can read everything)", async () => {
    const folder = newFolder();
    chmodSync(folder, 0o000);
    expect(await refusal(folder)).toMatchObject({ code: "db.folder_unreadable" });
    chmodSync(folder, 0o700);
  });
});

describe.skipIf(!canMount)("a disk (small file systems need root)", { timeout: 60_000 }, () => {
  function smallDisk(megabytes: number): string {
    const folder = newFolder();
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=711`, "tmpfs", folder]);
    mounts.push(folder);
    return folder;
  }

  it("that has no room for a database is named before anything is made", async () => {
    const error = await refusal(smallDisk(40));
    expect(error).toMatchObject({ code: "db.disk_low", params: { needed: "96" } });
    expect(Number(error.params.free)).toBeLessThanOrEqual(40);
  });

  it("that fills while the server runs loses nothing that was committed", async () => {
    const folder = smallDisk(320);
    execFileSync("dd", ["if=/dev/zero", `of=${folder}/others`, "bs=1M", "count=120", "status=none"]);
    const first = await start(folder, true);
    await query(
      first.owner,
      "create table note (n int, text text); alter table note alter text set storage external; insert into note values (1, 'kept')",
    );
    await expect(
      query(first.owner, "insert into note select n, repeat(md5(n::text), 200) from generate_series(2, 200000) n"),
    ).rejects.toThrow();
    await first.stop();
    expect((await refusal(folder)).code).toBe("db.disk_low");
    rmSync(`${folder}/others`);
    const second = await start(folder, true);
    expect(await query(second.owner, "select n, text from note")).toEqual([{ n: 1, text: "kept" }]);
  });

  it("that is mounted read-only is named", async () => {
    const folder = smallDisk(240);
    await (await start(folder)).stop();
    execFileSync("mount", ["-o", "remount,ro", folder]);
    expect((await refusal(folder)).code).toBe("db.folder_read_only");
  });
});
