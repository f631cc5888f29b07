import type { Logger } from "pino";

type Told = { code?: string; syscall?: string; message?: string; errors?: unknown[] } | null;

/**
 * The server could not be reached, or ended the connection: class 08, and the shutdowns and starts of class 57
 * (PostgreSQL, appendix A). It heals by itself, so whoever asks may ask again.
 */
export function isDatabaseAway(error: unknown): boolean {
  const { code = "", syscall, message = "", errors } = (error as Told) ?? {};
  if (errors?.some(isDatabaseAway)) return true;
  return (
    /^(08...|57P0[1-5]|53300)$/.test(code) ||
    syscall === "connect" ||
    (code === "ECONNRESET" && syscall === "read") ||
    /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(
      message,
    )
  );
}

/**
 * Logs the failures of something that tries again by itself. A database that is away is said once, and once more when
 * it is back, however long it took and however often it was tried; any other failure is logged each time.
 */
export class Outage {
  readonly #log: Logger;
  readonly #who: string;
  #since: number | null = null;

  constructor(log: Logger, who: string) {
    this.#log = log;
    this.#who = who;
  }

  failed(error: unknown, what: string): void {
    if (!isDatabaseAway(error)) return void this.#log.error({ err: error, who: this.#who }, what);
    if (this.#since !== null) return;
    this.#since = performance.now();
    this.#log.warn({ who: this.#who, reason: reasonOf(error) }, "the database is away; trying again until it is back");
  }

  over(): void {
    if (this.#since === null) return;
    const seconds = Math.round((performance.now() - this.#since) / 1_000);
    this.#since = null;
    this.#log.info({ who: this.#who, seconds }, "the database is back");
  }
}

export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join("; ");
  return error instanceof Error ? error.message : String(error);
}
