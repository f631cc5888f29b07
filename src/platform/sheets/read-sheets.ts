import { Worker } from "node:worker_threads";

/** What a file holds, as texts; blank rows are left out. A list (CSV) is one sheet without a name. */
export type SheetContent = { name: string; rows: { line: number; cells: string[] }[] };
export type Outcome = { sheets: SheetContent[] } | { fault: "unreadable" | "too_large" };

/** A file that is no workbook and no list, or that asks for more memory or time than a list of people can. */
export class SheetsRefused extends Error {
  readonly fault: "unreadable" | "too_large";
  constructor(fault: "unreadable" | "too_large") {
    super(fault);
    this.fault = fault;
  }
}

const TIMEOUT_MS = 60_000;
const MEMORY = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64 };

/**
 * Reads a workbook (.xlsx) or a list (.csv, .txt in UTF-8, UTF-16, Windows-1256 or Windows-1252; semicolon, comma or tab).
 * @throws SheetsRefused
 */
export function readSheets(bytes: Uint8Array): Promise<SheetContent[]> {
  const thread = new Worker(new URL("./sheets.worker.ts", import.meta.url), {
    workerData: bytes,
    resourceLimits: MEMORY,
  });
  return new Promise<SheetContent[]>((resolve, reject) => {
    const timer = setTimeout(() => reject(new SheetsRefused("too_large")), TIMEOUT_MS);
    thread.once("message", (outcome: Outcome) => {
      clearTimeout(timer);
      if ("sheets" in outcome) resolve(outcome.sheets);
      else reject(new SheetsRefused(outcome.fault));
    });
    thread.once("error", (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      reject(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? new SheetsRefused("too_large") : error);
    });
  }).finally(() => void thread.terminate());
}
