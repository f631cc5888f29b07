import { execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { probe } from "./embedded-postmaster.ts";
import { serverUser } from "./embedded-user.ts";
import { openExternal } from "./external.ts";

const DEBIAN = "/usr/lib/postgresql";
const major = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort().at(-1) : undefined;

/** Debian's own server, which is what most institutions already run. */
describe.skipIf(!major)("an external server (needs Debian's postgresql)", { timeout: 60_000 }, () => {
  const folder = mkdtempSync("/tmp/diwan-ext-");
  const user = serverUser();
  const identity = user.switch ? { uid: user.uid, gid: user.gid } : {};
  const address = (role: string, database = "diwan") => `postgresql://${role}@/${database}?host=${folder}`;
  let server: ReturnType<typeof spawn>;

  async function as(config: pg.ClientConfig, text: string): Promise<Record<string, unknown>[]> {
    const client = new pg.Client(config);
    await client.connect();
    try {
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  }

  beforeAll(async () => {
    if (user.switch) chownSync(folder, user.uid, user.gid);
    const bin = `${DEBIAN}/${major}/bin`;
    const data = `${folder}/data`;
    mkdirSync(data, { mode: 0o700 });
    if (user.switch) chownSync(data, user.uid, user.gid);
    const initdb = ["-D", data, "-U", "root", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"];
    execFileSync(`${bin}/initdb`, initdb, { ...identity, cwd: "/", stdio: "ignore" });
    const flags = ["-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"];
    server = spawn(`${bin}/postgres`, flags, { ...identity, cwd: "/", stdio: "ignore" });
    while (!existsSync(`${folder}/.s.PGSQL.5432`) || (await probe(folder, 2000)) === "starting") await sleep(20);
    await as({ connectionString: address("root", "postgres") }, "create role registrar login createrole");
    await as({ connectionString: address("root", "postgres") }, "create role guest login");
    await as({ connectionString: address("root", "postgres") }, "create database diwan owner registrar");
  }, 60_000);

  afterAll(async () => {
    const gone = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGQUIT");
    await gone;
    rmSync(folder, { recursive: true, force: true });
  });

  it("names the command when its role may not make the application's", async () => {
    await expect(openExternal(address("guest"))).rejects.toMatchObject({
      code: "db.external_no_role",
      params: { command: "create role diwan_app; grant diwan_app to guest;" },
    });
  });

  it("gives an owner who may change tables and an application that may not, and is asked twice without harm", async () => {
    await openExternal(address("registrar"));
    const { owner, app } = await openExternal(address("registrar"));
    await as(
      owner,
      "create schema papers; create table papers.paper (n int); grant usage on schema papers to diwan_app; grant select on papers.paper to diwan_app",
    );
    expect(await as(app, "select current_user, count(*)::int as n from papers.paper group by 1")).toEqual([]);
    expect(await as(app, "select current_user::text as who")).toEqual([{ who: "diwan_app" }]);
    await expect(as(app, "alter table papers.paper add column m int")).rejects.toThrow(/must be owner/);
  });

  it("applies row-level security to the application although the owner wrote the table", async () => {
    const { owner, app } = await openExternal(address("registrar"));
    await as(
      owner,
      "create table papers.secret (n int); insert into papers.secret values (1); alter table papers.secret enable row level security; grant select on papers.secret to diwan_app",
    );
    expect(await as(owner, "select n from papers.secret")).toEqual([{ n: 1 }]);
    expect(await as(app, "select n from papers.secret")).toEqual([]);
  });
});

describe("a server that is not there", () => {
  it("is named without its password", async () => {
    await expect(openExternal("postgresql://owner:s3cret@127.0.0.1:1/diwan")).rejects.toMatchObject({
      code: "db.external_unreachable",
      params: { server: "127.0.0.1:1/diwan" },
      words: expect.stringContaining("ECONNREFUSED"),
    });
  });
});
