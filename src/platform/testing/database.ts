import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { type Actor, system } from "../actor.ts";
import { ask } from "../command.ts";
import type { Config } from "../config.ts";
import type { Call, Ctx } from "../context.ts";
import type { Db } from "../db/db.ts";
import { openDb, openPool } from "../db/open.ts";
import { newId } from "../ids.ts";
import { type Opened, openPlatform } from "../open.ts";
import type { Platform } from "../platform.ts";
import type { Fill } from "../slots.ts";
import { type MovableClock, movableClock } from "../time/clock.ts";

/** The server that the test run started once (test/global-setup.ts), and its migrated template. */
export type TestCluster = {
  superuser: pg.ClientConfig;
  owner: pg.ClientConfig;
  app: pg.ClientConfig;
  template: string;
};

export type TestDatabase = {
  platform: Platform;
  pool: pg.Pool;
  db: Db;
  owner: pg.Pool;
  ownerDb: Db;
  clock: MovableClock;
  /** Runs in one transaction as somebody; the system by default. */
  as: <T>(actor: Actor, run: (ctx: Ctx) => Promise<T>) => Promise<T>;
  call: (actor: Actor) => Call;
  close: () => Promise<void>;
};

export const NOON = "2026-11-24T11:00:00Z";
/** Somebody in a session that hides nothing from him. */
export const asPerson = (id: string): Actor => ({ kind: "person", id, strength: "passkey" });
export const asSystem = system("test");

/** A fresh, migrated database of its own, with the platform open on it and a clock that stands at noon of 24-11-2026. */
export async function testDatabase(options: { fills?: readonly Fill[]; at?: string } = {}): Promise<TestDatabase> {
  const cluster = JSON.parse(process.env.DIWAN_TEST_CLUSTER ?? "null") as TestCluster | null;
  if (!cluster) throw new Error("the test run has no database server: see test/global-setup.ts");
  const database = `t_${newId().replaceAll("-", "")}`;
  await onServer(cluster, `create database ${database} template ${cluster.template} owner ${cluster.owner.user}`);
  const dataDir = mkdtempSync(join(tmpdir(), "diwan-test-"));
  const clock = movableClock(options.at ?? NOON);
  const config = testConfig(cluster, database, dataDir);
  const opened: Opened = openPlatform(config, options.fills ?? [], { clock, connections: 6 });
  const owner = openPool(config.database.owner, 4);
  const call = (actor: Actor): Call => ({ actor, locale: "ar", requestId: "test" });
  return {
    platform: opened.platform,
    pool: opened.pool,
    db: opened.platform.db,
    owner,
    ownerDb: openDb(owner),
    clock,
    call,
    as: (actor, run) => ask(opened.platform, call(actor), run),
    async close() {
      await Promise.all([opened.close(), owner.end()]);
      await onServer(cluster, `drop database ${database} with (force)`);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function testConfig(cluster: TestCluster, database: string, dataDir: string): Config {
  return {
    dataDir,
    port: 0,
    host: null,
    url: "http://localhost:3000",
    deskUrl: "http://localhost:3001",
    database: { owner: { ...cluster.owner, database }, app: { ...cluster.app, database } },
    demo: false,
    only: null,
    tls: {},
    keyFile: join(dataDir, "keys", "root.key"),
    webRoot: join(dataDir, "no-client"),
    logLevel: process.env.DIWAN_LOG_LEVEL ?? "silent",
  };
}

async function onServer({ superuser }: TestCluster, statement: string): Promise<void> {
  const client = new pg.Client({ ...superuser, database: "postgres" });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
