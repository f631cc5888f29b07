import { type Logger, type LoggerOptions, pino } from "pino";

/**
 * The process's log, on its standard output. A line that cannot be written (the disk is full) is lost; the process goes
 * on, for it still serves.
 */
export function openLog(options: LoggerOptions): Logger {
  for (const stream of [process.stdout, process.stderr])
    if (!stream.listeners("error").includes(goOn)) stream.on("error", goOn);
  const out = pino.destination(1);
  out.on("error", goOn);
  return pino(options, out);
}

/** One function for all: a process opens many logs when it opens the platform many times. */
function goOn(): void {
  // The line is lost.
}
