import { userInfo } from "node:os";

/** The port is only a part of the socket's file name; no TCP port is opened. */
export const SOCKET_PORT = 5432;

/** The database and the roles that every cluster has. The owner migrates; the application role runs the product. */
export const DATABASE = "diwan";
export const SUPERUSER = "postgres";
export const OWNER = "diwan_owner";
export const APP = "diwan_app";

/**
 * The server's settings, written anew at each start. Small: two cores and one institution. `io_method = sync` and no
 * logical replication save four idle processes. `log_error_verbosity = terse` keeps the values of refused rows (names,
 * identity numbers) out of the log. `postgresql.local.conf` beside the data is the operator's and wins.
 */
export function serverSettings(socketDir: string, fsync: boolean): string {
  const settings: Record<string, string> = {
    listen_addresses: "''",
    unix_socket_directories: `'${socketDir.replaceAll("'", "''")}'`,
    unix_socket_permissions: "0700",
    port: `${SOCKET_PORT}`,
    max_connections: "100",
    shared_buffers: "32MB",
    work_mem: "8MB",
    maintenance_work_mem: "64MB",
    max_wal_size: "512MB",
    min_wal_size: "64MB",
    io_method: "sync",
    jit: "off",
    max_worker_processes: "4",
    max_parallel_workers: "2",
    max_logical_replication_workers: "0",
    max_wal_senders: "0",
    autovacuum_max_workers: "2",
    password_encryption: "'scram-sha-256'",
    timezone: "'UTC'",
    log_timezone: "'UTC'",
    lc_messages: "'C'",
    log_line_prefix: "'%m [%p] %q%u@%d '",
    log_error_verbosity: "terse",
    log_checkpoints: "off",
    default_text_search_config: "'pg_catalog.simple'",
  };
  if (!fsync) Object.assign(settings, { fsync: "off", synchronous_commit: "off", full_page_writes: "off" });
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  return `${[...lines, "include_if_exists = '../postgresql.local.conf'"].join("\n")}\n`;
}

/** Only the socket, only by the kernel's word about who is calling: there is no password to steal or to lose. */
export const HOST_RULES = "local all all peer map=diwan\n";

/**
 * The operating system user of this process may act as the three roles. Started by root, the inside runs as the
 * server's user: it may act as the two roles of the product.
 */
export function identityMap(server: string): string {
  const line = (name: string) => (role: string) => `diwan "${name}" ${role}\n`;
  const own = userInfo().username;
  const ours = [SUPERUSER, OWNER, APP].map(line(own));
  return [...ours, ...(server === own ? [] : [OWNER, APP].map(line(server)))].join("");
}

/** One statement a paragraph, run by `postgres --single` while nobody else can see the new cluster. */
export const FIRST_STATEMENTS = [
  `create role ${OWNER} login createrole`,
  `create role ${APP} login`,
  `create database ${DATABASE} owner ${OWNER}`,
  `revoke all on database ${DATABASE} from public`,
  `grant connect on database ${DATABASE} to ${APP}`,
];
