import { Worker } from "node:worker_threads";
import type { Outcome, Task } from "./compiler.worker.ts";
import type { LetterLanguage, Sheets, Template } from "./sheets.ts";
import { templateInput } from "./template-data.ts";

/** A template that does not compile with this data: a bug of the caller or of the template, never the reader's fault. */
export class LetterFailed extends Error {}

export type LetterOrder<T extends Template> = { template: T; language: LetterLanguage; data: Sheets[T] };

type Waiting = { resolve: (pdf: Uint8Array) => void; reject: (error: Error) => void; timer: NodeJS.Timeout };

/** Long registers take seconds; a compilation beyond this is stuck, and its thread is replaced. */
const TIMEOUT_MS = 60_000;

let worker: Worker | null = null;
let lastId = 0;
const waiting = new Map<number, Waiting>();

/**
 * Makes an official document: A4, PDF/A-2b (ISO 19005-2), fonts embedded, reproducible from the same data.
 * @throws LetterFailed
 */
export function renderLetter<T extends Template>({ template, language, data }: LetterOrder<T>): Promise<Uint8Array> {
  const input = templateInput<T>(language, data);
  const id = ++lastId;
  const task: Task = { id, template, input, issuedAt: Math.floor(data.issuedAt.getTime() / 1000) };
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => replaceWorker(new LetterFailed(`${template}: no answer in ${TIMEOUT_MS} ms`)),
      TIMEOUT_MS,
    );
    waiting.set(id, { resolve, reject, timer });
    const thread = compilerThread();
    thread.ref();
    thread.postMessage(task);
  });
}

/** Ends the compiler thread; the next letter starts a new one. */
export async function closeLetters(): Promise<void> {
  const thread = worker;
  worker = null;
  await thread?.terminate();
}

function compilerThread(): Worker {
  if (worker) return worker;
  const thread = new Worker(new URL("./compiler.worker.ts", import.meta.url));
  thread.on("message", settle);
  thread.on(
    "error",
    (error) => thread === worker && replaceWorker(new LetterFailed("the compiler thread failed", { cause: error })),
  );
  thread.on("exit", () => thread === worker && replaceWorker(new LetterFailed("the compiler thread ended")));
  thread.unref();
  worker = thread;
  return thread;
}

function settle(outcome: Outcome): void {
  const one = waiting.get(outcome.id);
  if (!one) return;
  waiting.delete(outcome.id);
  clearTimeout(one.timer);
  if (waiting.size === 0) worker?.unref();
  if ("pdf" in outcome) one.resolve(outcome.pdf);
  else one.reject(new LetterFailed(outcome.error));
}

function replaceWorker(reason: LetterFailed): void {
  void closeLetters();
  for (const { reject, timer } of waiting.values()) {
    clearTimeout(timer);
    reject(reason);
  }
  waiting.clear();
}
