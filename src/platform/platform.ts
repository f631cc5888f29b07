import type { Logger } from "pino";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import type { Keys } from "./crypto/keys.ts";
import type { Db } from "./db/db.ts";
import type { Catalogue } from "./i18n/catalogue.ts";
import type { NetClient } from "./net/client.ts";
import type { Fill } from "./slots.ts";
import type { Storage } from "./storage/sealed.ts";
import type { BlobStore } from "./storage/storage.ts";

/** The mechanisms, opened once per process and handed to every act through its context. */
export interface Platform {
  readonly config: Config;
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Logger;
  readonly keys: Keys;
  readonly blobs: BlobStore;
  /** What the blobs stand on: for their check, backup and keys. */
  readonly storage: Storage;
  readonly catalogue: Catalogue;
  readonly net: NetClient;
  readonly fills: readonly Fill[];
}
