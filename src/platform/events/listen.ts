import type pg from "pg";
import type { Logger } from "pino";
import { Outage } from "../db/away.ts";

const RETRY_MS = 1_000;

/** Hears one channel: the payload of a notification, or null after a gap in which some may have been missed. */
export type Hearer = (payload: string | null) => void;
export type Ear = {
  /** Resolves when it listens, or when the first try failed and the next will come. */
  ready: Promise<void>;
  close: () => Promise<void>;
};

/**
 * A connection of its own that hears PostgreSQL's NOTIFY; comes back by itself after a loss, however long it lasts,
 * telling every hearer that there was a gap.
 */
export function listen(log: Logger, pool: pg.Pool, hearers: Record<string, Hearer>): Ear {
  const outage = new Outage(log, `listener ${Object.keys(hearers)[0]}`);
  let closed = false;
  let client: pg.PoolClient | null = null;
  let retry: NodeJS.Timeout | null = null;

  async function open(): Promise<void> {
    const connection = await pool.connect();
    let lost = false;
    const lose = (error: unknown) => {
      if (lost || closed) return;
      lost = true;
      client = null;
      connection.release(true);
      again(error);
    };
    if (closed) return connection.release(true);
    client = connection;
    connection.on("notification", ({ channel, payload }) => hearers[channel]?.(payload ?? ""));
    connection.on("error", lose);
    try {
      for (const channel of Object.keys(hearers)) await connection.query(`listen ${channel}`);
    } catch (error) {
      return lose(error);
    }
    outage.over();
    for (const hear of Object.values(hearers)) hear(null);
  }
  function again(error: unknown): void {
    if (closed) return;
    outage.failed(error, "cannot listen for events");
    retry = setTimeout(start, RETRY_MS);
  }
  function start(): void {
    opening = open().catch(again);
  }
  let opening: Promise<void> = Promise.resolve();
  start();

  return {
    ready: opening,
    async close() {
      closed = true;
      if (retry) clearTimeout(retry);
      await opening;
      client?.release(true);
      client = null;
    },
  };
}
