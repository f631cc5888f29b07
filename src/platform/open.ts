import { join } from "node:path";
import type pg from "pg";
import { stdTimeFunctions } from "pino";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import { openKeys } from "./crypto/keys.ts";
import { openDb, openPool } from "./db/open.ts";
import { openCatalogue } from "./i18n/catalogue.ts";
import { openLog } from "./log.ts";
import { openNet, recordIn } from "./net/register.ts";
import type { Platform } from "./platform.ts";
import type { Fill } from "./slots.ts";
import { blobStore } from "./storage/blob-store.ts";
import { folderObjects } from "./storage/folder-objects.ts";
import { openBucket } from "./storage/s3/open.ts";
import { systemClock } from "./time/clock.ts";

export type Opened = { platform: Platform; pool: pg.Pool; close: () => Promise<void> };

const STORAGE_CONNECTIONS = 4;

/** Opens the mechanisms of one process; migrations have run. */
export function openPlatform(
  config: Config,
  fills: readonly Fill[],
  options: { clock?: Clock; connections?: number } = {},
): Opened {
  const clock = options.clock ?? systemClock;
  // In a pipeline: a statement is sent without waiting for the answer to the one before.
  const pool = openPool({ ...config.database.app, pipeline: true }, options.connections ?? 10);
  const db = openDb(pool);
  const keys = openKeys(join(config.dataDir, "keys"), { keyFile: config.keyFile });
  // Of its own: whoever stores a blob inside a transaction holds a connection of the other pool already.
  const storagePool = openPool(config.database.app, STORAGE_CONNECTIONS);
  const objects = config.s3 ? openBucket(config.s3, recordIn(db), clock) : folderObjects(join(config.dataDir, "blobs"));
  const storage = { objects, db: openDb(storagePool), keys, clock };
  const platform: Platform = {
    config,
    db,
    clock,
    fills,
    log: openLog({ level: config.logLevel, base: null, timestamp: stdTimeFunctions.isoTime }),
    keys,
    blobs: blobStore(storage),
    storage,
    catalogue: openCatalogue(),
    net: openNet(db, clock),
  };
  const close = async () => void (await Promise.all([pool.end(), storagePool.end()]));
  return { platform, pool, close };
}
