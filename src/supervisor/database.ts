import { setTimeout as sleep } from "node:timers/promises";
import type { ClientConfig } from "pg";
import { type Cluster, startCluster } from "#platform/db/embedded.ts";
import type { FolderLock } from "#platform/db/embedded-lock.ts";
import { openExternal } from "#platform/db/external.ts";

/** The database that the other processes are given, ours or the institution's. */
export interface Database {
  owner: ClientConfig;
  app: ClientConfig;
  stop(): Promise<void>;
}

interface Wishes {
  dataDir: string;
  lock: FolderLock;
  env: NodeJS.ProcessEnv;
  log: (line: string) => void;
  /** Called each time the embedded server ended without being asked. */
  onLost: () => void;
}

const SHORTEST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;

/** `DATABASE_URL` decides: the institution's server when it is set, otherwise the embedded one. */
export async function openDatabase(wishes: Wishes): Promise<Database> {
  const { DATABASE_URL: url, DATABASE_APP_URL: appUrl } = wishes.env;
  if (url) return { ...(await openExternal(url, appUrl || undefined)), stop: async () => undefined };
  const cluster = await startCluster(wishes);
  return { owner: cluster.owner, app: cluster.app, stop: keepAlive(cluster, wishes) };
}

/**
 * Starts the server again whenever it ends by itself (killed, or the disk was full), for as long as it takes; its
 * address never changes, so the other processes only connect again. Returns the function that stops it for good.
 */
function keepAlive(first: Cluster, wishes: Wishes): () => Promise<void> {
  const stopping = new AbortController();
  let cluster = first;
  const asked = new Promise<"asked">((resolve) => stopping.signal.addEventListener("abort", () => resolve("asked")));

  async function keep(): Promise<void> {
    while (!stopping.signal.aborted) {
      const words = await Promise.race([cluster.lost, asked]);
      if (stopping.signal.aborted) return;
      wishes.log(`the database server ended: ${words}`);
      wishes.onLost();
      await restart();
    }
  }

  async function restart(): Promise<void> {
    for (
      let pause_ms = SHORTEST_PAUSE_MS;
      !stopping.signal.aborted;
      pause_ms = Math.min(pause_ms * 2, LONGEST_PAUSE_MS)
    ) {
      try {
        cluster = await startCluster(wishes);
        return;
      } catch (error) {
        wishes.log(`the database server did not start: ${error instanceof Error ? error.message : error}`);
        await sleep(pause_ms, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  }

  const keeping = keep();
  return async () => {
    stopping.abort();
    await keeping;
    await cluster.stop();
  };
}
