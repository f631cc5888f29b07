import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { type Runner, type RunnerOptions, run, type WorkerEvents } from "graphile-worker";
import type pg from "pg";
import type { Logger } from "pino";
import { Outage } from "../db/away.ts";

const RETRY_MS = 1_000;
/** What a job ended as is written at once, and a failure to write it ends the reader instead of the whole process. */
const REPORTED = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } };

/**
 * Reads the queue until stopped. When the database goes away the reader is ended and, once the database is back, a new
 * one is started and the jobs that the old one held are put back: without that they would wait for four hours.
 */
export async function keepRunning(
  log: Logger,
  owner: pg.Pool,
  options: Omit<RunnerOptions, "pgPool" | "events" | "preset">,
): Promise<{ stop: () => Promise<void> }> {
  const stopping = new AbortController();
  const asked = new Promise<"asked">((resolve) => stopping.signal.addEventListener("abort", () => resolve("asked")));
  const outage = new Outage(log, "jobs");
  let reader = await open(owner, options);
  const keeping = keep();

  async function keep(): Promise<void> {
    for (;;) {
      const why = await Promise.race([reader.broken, asked]);
      if (stopping.signal.aborted) return;
      outage.failed(why, "the queue is not read");
      await reader.end();
      await again();
    }
  }

  async function again(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await freeJobsOf(owner, reader.held);
        reader = await open(owner, options);
        return outage.over();
      } catch (error) {
        outage.failed(error, "the queue is not read");
        await sleep(RETRY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  }

  return {
    async stop() {
      stopping.abort();
      await keeping;
      await reader.end();
    },
  };
}

type Reader = {
  /** Resolves with what went wrong when jobs can no longer be taken or given back. */
  broken: Promise<unknown>;
  /** The names under which it locks jobs. */
  held: string[];
  /** Lets running jobs end. */
  end: () => Promise<void>;
};

async function open(owner: pg.Pool, options: Omit<RunnerOptions, "pgPool">): Promise<Reader> {
  const events: WorkerEvents = new EventEmitter();
  const held: string[] = [];
  events.on("pool:create", ({ workerPool }) => held.push(workerPool.id));
  const refused = new Promise<unknown>((resolve) => events.on("worker:getJob:error", ({ error }) => resolve(error)));
  const runner: Runner = await run({ ...options, pgPool: owner, preset: REPORTED, events });
  const ended = runner.promise.then(
    () => new Error("the reader of the queue ended"),
    (error: unknown) => error,
  );
  return {
    broken: Promise.race([refused, ended]),
    held,
    async end() {
      // It refuses to be stopped when it has ended by itself.
      await runner.stop().catch(() => undefined);
    },
  };
}

/** Gives back what these readers had locked; a job of theirs that had ended after all runs twice, which jobs bear. */
export async function freeJobsOf(owner: pg.Pool, readers: readonly string[]): Promise<void> {
  await owner.query("select graphile_worker.force_unlock_workers($1::text[])", [readers]);
}
