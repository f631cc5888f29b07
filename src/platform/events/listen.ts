import type pg from "pg";
import type { Logger } from "pino";

const RETRY_MS = 1_000;

/** A connection of its own that hears PostgreSQL's NOTIFY; comes back by itself after a loss, waking every hearer. */
export function listen(
  log: Logger,
  pool: pg.Pool,
  hearers: Record<string, () => void>,
): { close: () => Promise<void> } {
  let closed = false;
  let client: pg.PoolClient | null = null;
  let retry: NodeJS.Timeout | null = null;

  async function open(): Promise<void> {
    const connection = await pool.connect();
    if (closed) return connection.release(true);
    client = connection;
    connection.on("notification", ({ channel }) => hearers[channel]?.());
    connection.on("error", () => lost(connection));
    for (const channel of Object.keys(hearers)) await connection.query(`listen ${channel}`);
    for (const hear of Object.values(hearers)) hear();
  }
  function lost(connection: pg.PoolClient | null): void {
    if (closed || connection !== client) return;
    client?.release(true);
    client = null;
    retry = setTimeout(start, RETRY_MS);
  }
  function start(): void {
    opening = open().catch((error: unknown) => {
      log.error({ err: error }, "cannot listen for events");
      lost(client);
    });
  }
  let opening: Promise<void>;
  start();

  return {
    async close() {
      closed = true;
      if (retry) clearTimeout(retry);
      await opening;
      client?.release(true);
      client = null;
    },
  };
}
