import { flushCompileCache } from "node:module";
import { fileURLToPath } from "node:url";
import { ClusterError } from "#platform/db/embedded-error.ts";
import { type Diwan, type Entries, startDiwan } from "./diwan.ts";
import { readOptions } from "./options.ts";
import { EXIT, SupervisorError, sentence, terminalLocale } from "./words.ts";

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

function explain(error: unknown): { text: string; exitCode: number } {
  if (error instanceof SupervisorError) return { text: error.explain(), exitCode: error.exitCode };
  if (error instanceof ClusterError) {
    const exitCode = error.code === "db.in_use" ? EXIT.running : EXIT.database;
    return { text: error.explain(terminalLocale()), exitCode };
  }
  return { text: error instanceof Error ? (error.stack ?? error.message) : String(error), exitCode: EXIT.software };
}

/** bin/start: starts Diwan, says where it is, and stops it in order when asked. */
export async function runStart(args: string[], entries: Entries, root: string): Promise<void> {
  process.stdout.on("error", () => undefined);
  if (args.includes("--help")) return tell(sentence("supervisor.usage"));
  const asked = waitForSignal();
  try {
    const options = readOptions(args, root, process.getuid?.() === 0);
    const diwan = await startDiwan(options, root, entries, tell);
    tell(sentence("supervisor.ready", { url: diwan.url }));
    if (diwan.setupUrl) tell(sentence("supervisor.setup", { url: diwan.setupUrl }));
    flushCompileCache();
    await asked;
    await stop(diwan);
  } catch (error) {
    const { text, exitCode } = explain(error);
    process.stderr.write(`${text}\n`);
    process.exitCode = exitCode;
  }
}

/** Resolves when a signal asks to stop. A second one is impatience: we leave at once, and the next start heals. */
function waitForSignal(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"])
      process.on(signal, () => {
        if (signal === "SIGHUP" && process.env.DIWAN_NOHUP) return;
        if (asked) process.exit(EXIT.software);
        asked = true;
        resolve();
      });
  });
}

async function stop(diwan: Diwan): Promise<void> {
  tell(sentence("supervisor.stopping"));
  await diwan.stop();
  tell(sentence("supervisor.stopped"));
}

if (import.meta.main) {
  const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
  await runStart(process.argv.slice(2), { main: `${root}/src/main.ts`, desk: `${root}/src/desk/main.ts` }, root);
}
