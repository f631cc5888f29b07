import { type Logger, type LoggerOptions, pino } from "pino";

/**
 * The process's log, on its standard output. A line that cannot be written (the disk is full) is lost; the process goes
 * on, for it still serves.
 */
export function openLog(options: LoggerOptions): Logger {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  const out = pino.destination(1);
  out.on("error", () => undefined);
  return pino(options, out);
}
