import type { ClientConfig } from "pg";
import { ClusterError } from "./embedded-error.ts";
import { APP } from "./embedded-settings.ts";

/** The oldest PostgreSQL whose SQL we write. */
const OLDEST_MAJOR = 15;
/** Many policies make a short query look dear, and compiling it costs more than running it: as on the embedded server. */
const WITHOUT_JIT = "-c jit=off";
const INSUFFICIENT_PRIVILEGE = "42501";

/**
 * The two roles on the institution's own server. `DATABASE_URL` names the owner; the application acts as `diwan_app`,
 * which is made here when the owner may. A stricter site gives the application its own login as `DATABASE_APP_URL`.
 * Throws ClusterError (`db.external_*`).
 */
export async function openExternal(url: string, appUrl?: string): Promise<{ owner: ClientConfig; app: ClientConfig }> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (error) {
    throw new ClusterError("db.external_unreachable", { server: serverIn(url) }, words(error));
  }
  try {
    const found = Math.floor(
      Number((await client.query("show server_version_num")).rows[0].server_version_num) / 10_000,
    );
    if (found < OLDEST_MAJOR)
      throw new ClusterError("db.external_too_old", { found: `${found}`, needed: `${OLDEST_MAJOR}` });
    await client.query("select pg_advisory_lock(hashtext($1))", [APP]);
    await makeAppRole(client, appUrl === undefined);
  } finally {
    await client.end();
  }
  const app = appUrl
    ? { connectionString: appUrl, options: WITHOUT_JIT }
    : { connectionString: url, options: `${WITHOUT_JIT} -c role=${APP}` };
  return { owner: { connectionString: url }, app };
}

/** The application role owns nothing, so row-level security applies to it even when the owner is a superuser. */
async function makeAppRole(
  client: { query(text: string): Promise<{ rows: { is: boolean }[] }> },
  actAsApp: boolean,
): Promise<void> {
  const is = async (question: string) => (await client.query(`select ${question} as is`)).rows[0]?.is === true;
  try {
    if (!(await is(`exists (select from pg_roles where rolname = '${APP}')`)))
      await client.query(`create role ${APP} nologin`);
    if (actAsApp && !(await is(`pg_has_role(current_user, '${APP}', 'USAGE')`)))
      await client.query(`grant ${APP} to current_user`);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === INSUFFICIENT_PRIVILEGE)) throw error;
    const owner = (await client.query("select quote_ident(current_user) as is")).rows[0]?.is;
    throw new ClusterError(
      "db.external_no_role",
      { command: `create role ${APP}; grant ${APP} to ${owner};` },
      words(error),
    );
  }
}

function words(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(words).join("\n");
  return error instanceof Error ? error.message : String(error);
}

/** Host and database of the address, never its password. */
function serverIn(url: string): string {
  try {
    const { hostname, port, pathname } = new URL(url);
    return `${hostname}${port === "" ? "" : `:${port}`}${pathname}`;
  } catch {
    return "DATABASE_URL";
  }
}
