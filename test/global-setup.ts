import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startCluster } from "#platform/db/embedded.ts";
import { openExternal } from "#platform/db/external.ts";
import { migrate } from "#platform/db/migrate.ts";
import { openPool } from "#platform/db/open.ts";
import { migrateQueue } from "#platform/jobs/worker.ts";
import type { TestCluster } from "#platform/testing/database.ts";
import { debianServer } from "#platform/testing/debian-server.ts";
import { discoverFeatures, migrationSets } from "../src/app.ts";

const TEMPLATE = "diwan_template";

/**
 * One database server for the whole run, with one migrated template that each test file copies. Ours, or with
 * DIWAN_TEST_SERVER=external Debian's, as an institution's own server would be given in DATABASE_URL.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const { cluster, stop } = process.env.DIWAN_TEST_SERVER === "external" ? await external() : await embedded();
  await prepareTemplate(cluster.superuser, cluster.owner);
  process.env.DIWAN_TEST_CLUSTER = JSON.stringify({ ...cluster, template: TEMPLATE } satisfies TestCluster);
  return stop;
}

type Started = { cluster: Omit<TestCluster, "template">; stop: () => Promise<void> };

async function external(): Promise<Started> {
  const server = await debianServer();
  await openExternal(server.address("registrar"));
  const as = (user: string) => {
    const { searchParams } = new URL(server.address(user).replace("@/", "@localhost/"));
    return { host: searchParams.get("host")!, user };
  };
  const owner = as("registrar");
  return {
    cluster: { superuser: as("root"), owner, app: { ...owner, options: "-c role=diwan_app" } },
    stop: server.remove,
  };
}

async function embedded(): Promise<Started> {
  const dataDir = mkdtempSync(join(tmpdir(), "diwan-cluster-"));
  chmodSync(dataDir, 0o755); // as root, the server runs as another user, who must be able to enter
  const cluster = await startCluster({ dataDir, log: () => undefined, fsync: false });
  const { superuser, owner, app } = cluster;
  return {
    cluster: { superuser, owner, app },
    async stop() {
      await cluster.stop("immediate");
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function prepareTemplate(superuser: pg.ClientConfig, owner: pg.ClientConfig): Promise<void> {
  const client = new pg.Client({ ...superuser, database: "postgres" });
  await client.connect();
  await client.query("alter system set max_connections = 300").catch(() => undefined);
  await client.query(`create database ${TEMPLATE} owner ${client.escapeIdentifier(owner.user!)}`);
  await client.end();
  const pool = openPool({ ...owner, database: TEMPLATE }, 2);
  await migrateQueue(pool);
  await migrate(pool, migrationSets(await discoverFeatures()));
  await pool.end();
}
