import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");
const PATIENCE_MS = 180_000;

export type Product = { url: string; process: ChildProcess; stop: () => Promise<void> };

/** Starts Diwan as a person does; resolves when it says that it is ready. */
export async function startProduct(dataDir: string, port: number, args: readonly string[] = []): Promise<Product> {
  const child = spawn(join(ROOT, "bin/start"), ["--port", `${port}`, "--data", dataDir, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, LC_ALL: "C.UTF-8" },
  });
  const url = await ready(child);
  return { url, process: child, stop: () => ended(child) };
}

function ready(child: ChildProcess): Promise<string> {
  let said = "";
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`Diwan did not start: ${why}\n${said}`));
    const timer = setTimeout(() => fail("no answer in time"), PATIENCE_MS);
    for (const stream of [child.stdout!, child.stderr!])
      stream.on("data", (part: Buffer) => {
        said += part;
        const url = /ready: (https?:\/\/\S+)/.exec(said)?.[1];
        if (!url) return;
        clearTimeout(timer);
        resolve(url);
      });
    child.once("exit", (code) => fail(`exit code ${code}`));
  });
}

/** Asks a process to end, and returns when it has. */
export function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}

/**
 * The memory of a process and of all its descendants, in bytes of PSS: shared pages are counted once, divided among
 * those who share them (proc(5), smaps_rollup).
 */
export function memoryOf(pid: number): { name: string; bytes: number }[] {
  const family = [pid];
  const parents = parentsOfProcesses();
  for (const member of family) for (const [child, parent] of parents) if (parent === member) family.push(child);
  return family.map((member) => ({ name: nameOf(member), bytes: pss(member) }));
}

function parentsOfProcesses(): [number, number][] {
  return readdirSync("/proc").flatMap((name): [number, number][] => {
    const after = /^\d+$/.test(name) ? read(`/proc/${name}/stat`).split(") ").at(-1) : "";
    return after ? [[Number(name), Number(after.split(" ")[1])]] : [];
  });
}

function nameOf(pid: number): string {
  const words = read(`/proc/${pid}/cmdline`).replaceAll("\0", " ").trim();
  return /src\/(\S+)\.ts/.exec(words)?.[1] ?? /^postgres.*/.exec(words)?.[0] ?? words.slice(0, 40);
}

const pss = (pid: number) => Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) * 1_024;

/** Empty when the process is gone meanwhile. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
