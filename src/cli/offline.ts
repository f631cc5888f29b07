import { existsSync } from "node:fs";
import { keyMustBeOurs } from "#platform/audit/institution-key.ts";
import { readConfig } from "#platform/config.ts";
import { prepareDataFolder } from "#platform/db/embedded-folder.ts";
import { lockFolder } from "#platform/db/embedded-lock.ts";
import { serverUser } from "#platform/db/embedded-user.ts";
import { openPool } from "#platform/db/open.ts";
import { openPlatform } from "#platform/open.ts";
import { discoverFeatures } from "../app.ts";
import { databaseIn } from "../supervisor/child.ts";
import { openDatabase } from "../supervisor/database.ts";
import { note } from "../supervisor/log-file.ts";
import type { Ground } from "./ground.ts";
import { EXIT, Refusal } from "./refusal.ts";

export type OfflineOptions = {
  keyFile?: string | undefined;
  /** Make the data folder when it is not there: only for a restoration. */
  create?: boolean;
};

/**
 * Opens a data folder whose Diwan is stopped: takes it, starts its database (or uses the institution's, DATABASE_URL),
 * runs, and puts everything back to rest. Migrates nothing.
 * @throws Refusal cli.no_data; ClusterError db.*
 */
export async function withGround<T>(
  dataDir: string,
  options: OfflineOptions,
  run: (ground: Ground) => Promise<T>,
): Promise<T> {
  const external = Boolean(process.env.DATABASE_URL);
  if (!options.create && !existsSync(external ? dataDir : `${dataDir}/pg`))
    throw new Refusal("cli.no_data", { dir: dataDir }, EXIT.noInput);
  const folder = prepareDataFolder(dataDir, serverUser());
  const lock = await lockFolder(folder);
  const log = (line: string) => note(`${folder}/log/supervisor.log`, line);
  const ends: (() => Promise<unknown>)[] = [() => lock.release()];
  try {
    const {
      owner: ownerAt,
      app,
      stop,
    } = await openDatabase({ dataDir: folder, lock, env: process.env, log, onLost: () => undefined });
    ends.push(stop);
    const env = { DIWAN_LOG_LEVEL: "error", ...process.env, DIWAN_DATA: folder };
    const given = options.keyFile ? { DIWAN_KEY_FILE: options.keyFile } : {};
    const config = readConfig({ ...env, ...given, ...databaseIn({ type: "database", owner: ownerAt, app }) });
    const owner = openPool(config.database.owner, 3);
    ends.push(() => owner.end());
    await keyMustBeOurs(owner, config);
    const features = await discoverFeatures();
    const opened = openPlatform(
      config,
      features.flatMap((feature) => feature.fills ?? []),
      { connections: 4 },
    );
    ends.push(opened.close);
    return await run({ platform: opened.platform, owner, features, running: false });
  } finally {
    for (const end of ends.reverse()) await end();
  }
}
