/**
 * A child process of crash.test.ts: stores one blob after another, writes a line for each that was acknowledged, and
 * stops itself with SIGKILL inside the step it was told, at the blob it was told (or is killed from outside).
 * Arguments: data folder, database as JSON, step or "none", number of the fatal blob.
 */
import { writeSync } from "node:fs";
import { join } from "node:path";
import { openKeys } from "../crypto/keys.ts";
import { openDb, openPool } from "../db/open.ts";
import { systemClock } from "../time/clock.ts";
import { blobStore } from "./blob-store.ts";
import { folderObjects } from "./folder-objects.ts";

const [dataDir, database, step, fatal] = process.argv.slice(2) as [string, string, string, string];
let current = 0;
const at = (reached: string) => {
  if (reached === step && current === Number(fatal)) process.kill(process.pid, "SIGKILL");
};
const storage = {
  objects: folderObjects(join(dataDir, "blobs"), { at }),
  db: openDb(openPool(JSON.parse(database), 1)),
  keys: openKeys(join(dataDir, "keys")),
  clock: systemClock,
};
const store = blobStore(storage, at);

for (; ; current++) {
  const content = Buffer.alloc(200_000 + current, `blob ${current} `);
  const { digest } = await store.put(content, { label: "level-1" });
  writeSync(1, `${current} ${digest}\n`);
}
