import type { Logger } from "pino";
import { Outage } from "../db/away.ts";

const RETRY_MS = 1_000;

/**
 * Runs a task whenever woken, never twice at once, and again after the wait that the task itself answers. What it throws
 * is logged and tried again after a second: a database that restarts is not the end of the loop.
 */
export class Loop {
  readonly #outage: Outage;
  /** Answers in how many milliseconds to run again if nobody wakes it. */
  readonly #task: () => Promise<number>;
  #running: Promise<void> | null = null;
  #again = false;
  #stopped = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(log: Logger, name: string, task: () => Promise<number>) {
    this.#outage = new Outage(log, name);
    this.#task = task;
  }

  wake(): void {
    if (this.#stopped) return;
    this.#again = true;
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#running;
  }

  async #run(): Promise<void> {
    let wait_ms = 0;
    while (this.#again && !this.#stopped) {
      this.#again = false;
      try {
        wait_ms = await this.#task();
        this.#outage.over();
      } catch (error) {
        this.#outage.failed(error, "loop failed");
        wait_ms = RETRY_MS;
      }
    }
    if (this.#timer) clearTimeout(this.#timer);
    if (!this.#stopped) this.#timer = setTimeout(() => this.wake(), wait_ms);
    this.#running = null;
  }
}
