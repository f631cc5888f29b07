import { readFileSync, statfsSync } from "node:fs";
import { auditStatus } from "#platform/audit/audit.ts";
import { tableSizes } from "#platform/backup/tables.ts";
import { certificateAt } from "#platform/tls/current.ts";
import type { Ground } from "./ground.ts";

export const { version }: { version: string } = JSON.parse(
  readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
);
const STARTED_AT = new Date();

/** Everything the operator asks first when something is wrong; nothing secret. */
export async function status({ platform, owner, running }: Ground) {
  const { config, clock } = platform;
  const { size, signed, verifierKey } = await auditStatus(platform);
  const count = async (text: string) =>
    Object.fromEntries((await owner.query(text)).rows.map((r) => [r.name, r.count]));
  const database = await owner.query(
    "select current_setting('server_version') as version, pg_database_size(current_database())::float8 as bytes",
  );
  const { bavail, blocks, bsize } = statfsSync(config.dataDir);
  return {
    version,
    running,
    ...(running && { pid: process.pid, user: process.getuid?.(), startedAt: STARTED_AT.toISOString() }),
    url: config.url,
    deskUrl: config.deskUrl,
    dataDir: config.dataDir,
    keyFile: config.keyFile,
    now: clock.now().toISOString(),
    database: { ...database.rows[0], tables: await tableSizes(owner), external: Boolean(process.env.DATABASE_URL) },
    disk: { free: bavail * bsize, total: blocks * bsize },
    audit: { entries: size, signed: signed?.size ?? 0, signedAt: signed?.at.toISOString() ?? null, verifierKey },
    events: await count(`select 'waiting' as name, count(*)::int from events.event where seq is null
      union all select 'parked', count(*)::int from events.parked`),
    jobs: await count("select state as name, count(*)::int from jobs.job group by 1 order by 1"),
    accounts: await count("select state as name, count(*)::int from accounts.account group by 1 order by 1"),
    certificate: certificateAt(platform),
  };
}
