import { type ChildProcess, spawn } from "node:child_process";
import { closeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { lastLines, openLog } from "./log-file.ts";
import { EXIT, SupervisorError } from "./words.ts";

/** What a child sends over its channel when it serves. */
export interface Ready {
  type: "ready";
  url?: string;
  setupUrl?: string;
}

/** What a child sends when it will not serve for a reason that an operator can mend. */
interface Refused {
  type: "refused";
  code: string;
  params: Record<string, string>;
}

export interface ProgramSpec {
  /** Short name, also the name of its log: `diwan`, `desk`. */
  name: string;
  /** Arguments of our Node: its flags and the file to run. */
  args: string[];
  /** Makes of that command one that runs it as another user; absent: it runs as ours. */
  become?: ((command: readonly string[]) => string[]) | undefined;
  /** The whole environment of the child: nothing of ours is inherited by accident. */
  env: NodeJS.ProcessEnv;
  /** Sent to each child that is started, as soon as it is known. */
  message?: Promise<object>;
  logFile: string;
  log: (line: string) => void;
}

/** A child that is started again whenever it ends, until it is told to stop. */
export interface Program {
  /** The first time it served; rejected when it ended before that, with its last lines. */
  ready: Promise<Ready>;
  /** Asks it to finish what it does (SIGTERM), and returns when it has gone. */
  stop(): Promise<void>;
  pid(): number | undefined;
}

/** A web process lets running requests finish; whoever needs longer is cut off. */
const STOP_PATIENCE_MS = 20_000;
const SHORTEST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;
/** A child that lived this long had started well, so its next end is a new story. */
const LONG_LIFE_MS = 60_000;

/** The pause before the next start: doubled each time, to the longest, unless the child had lived long. */
export function nextPause(previous_ms: number, lived_ms: number): number {
  if (previous_ms === 0 || lived_ms >= LONG_LIFE_MS) return SHORTEST_PAUSE_MS;
  return Math.min(previous_ms * 2, LONGEST_PAUSE_MS);
}

export function runProgram(spec: ProgramSpec): Program {
  const stopping = new AbortController();
  let child: ChildProcess | undefined;
  let settle: { resolve: (message: Ready) => void; reject: (error: Error) => void };
  const ready = new Promise<Ready>((resolve, reject) => {
    settle = { resolve, reject };
  });
  const life = live();

  async function live(): Promise<void> {
    let served = false;
    let pause_ms = 0;
    while (!stopping.signal.aborted) {
      const since = performance.now();
      child = launch(spec);
      child.on("message", (message: Ready | Refused) => {
        if (message?.type === "refused") settle.reject(refusal(message));
        if (message?.type !== "ready") return;
        served = true;
        settle.resolve(message);
      });
      const how = await ended(child);
      if (stopping.signal.aborted) return;
      spec.log(`${spec.name} ended: ${how}`);
      if (!served) return settle.reject(failure(spec));
      pause_ms = nextPause(pause_ms, performance.now() - since);
      await sleep(pause_ms, undefined, { signal: stopping.signal }).catch(() => {
        // Told to stop while waiting: the loop ends by its condition.
      });
    }
  }

  return {
    ready,
    pid: () => child?.pid,
    async stop() {
      stopping.abort();
      child?.kill("SIGTERM");
      const cut = setTimeout(() => child?.kill("SIGKILL"), STOP_PATIENCE_MS);
      await life;
      clearTimeout(cut);
    },
  };
}

/** Detached: Ctrl-C in the terminal reaches the supervisor alone, which then stops everything in its order. */
function launch(spec: ProgramSpec): ChildProcess {
  const out = openLog(spec.logFile);
  const own = [process.execPath, ...spec.args];
  const [program, ...args] = spec.become ? spec.become(own) : own;
  const child = spawn(program!, args, {
    env: spec.env,
    // Another user may not enter the folder in which root typed the command.
    ...(spec.become && { cwd: "/" }),
    stdio: ["ignore", out, out, "ipc"],
    detached: true,
  });
  closeSync(out);
  spec.message?.then(
    (message) => child.connected && child.send(message),
    () => undefined,
  );
  return child;
}

function ended(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
}

const refusal = ({ code, params }: Refused) => new SupervisorError(code, params, EXIT.config);

function failure(spec: ProgramSpec): SupervisorError {
  const params = { name: spec.name, file: spec.logFile };
  return new SupervisorError("supervisor.child_failed", params, EXIT.software, lastLines(spec.logFile));
}
