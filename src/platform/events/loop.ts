import type { Logger } from "pino";

/**
 * Runs a task whenever woken, never twice at once, and again after the wait that the task itself answers. What it throws
 * is logged and tried again after a second: a database that restarts is not the end of the loop.
 */
export class Loop {
  readonly #log: Logger;
  readonly #name: string;
  /** Answers in how many milliseconds to run again if nobody wakes it. */
  readonly #task: () => Promise<number>;
  #running: Promise<void> | null = null;
  #again = false;
  #stopped = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(log: Logger, name: string, task: () => Promise<number>) {
    this.#log = log;
    this.#name = name;
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
      wait_ms = await this.#task().catch((error: unknown) => {
        this.#log.error({ err: error, loop: this.#name }, "loop failed");
        return 1_000;
      });
    }
    if (this.#timer) clearTimeout(this.#timer);
    if (!this.#stopped) this.#timer = setTimeout(() => this.wake(), wait_ms);
    this.#running = null;
  }
}
