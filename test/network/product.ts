import type { ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { line, type Namespace } from "./namespace.ts";
import { TRACED_CALLS, type Traced, tracedConnections } from "./traced-connections.ts";

export const ROOT = join(import.meta.dirname, "../..");

/** Diwan, started as a person starts it, inside a network of its own. */
export type Product = {
  url: string;
  folder: string;
  process: ChildProcess;
  /** What was said on the terminal until it was ready. */
  said: () => string;
  /** Where any of its processes connected to; empty without strace. */
  connections: () => Traced[];
  remove: () => void;
};

/** Starts `bin/start` with its own data folder; resolves when it says that it is ready. */
export async function startProduct(
  space: Namespace,
  args: string[],
  options: { trace?: boolean } = {},
): Promise<Product> {
  const folder = join(tmpdir(), `diwan-product-${process.pid}-${Math.trunc(performance.now())}`);
  // The database's own user must be able to walk through.
  mkdirSync(folder, { mode: 0o755 });
  const trace = join(folder, "trace");
  const start = [join(ROOT, "bin/start"), "--data", join(folder, "data"), ...args];
  const traced = [
    "-f",
    "--seccomp-bpf",
    "-qq",
    "-e",
    `trace=${TRACED_CALLS}`,
    "-e",
    "signal=none",
    "-o",
    trace,
    ...start,
  ];
  const env = { ...process.env, LC_ALL: "C.UTF-8" };
  const child = options.trace
    ? space.start("strace", traced, { env })
    : space.start(start[0]!, start.slice(1), { env });
  let said = "";
  child.stdout!.on("data", (part) => {
    said += part;
  });
  const [, url] = await line(child, /ready: (https?:\/\/\S+)/, 240_000);
  return {
    url: url!,
    folder: join(folder, "data"),
    process: child,
    said: () => said,
    connections: () => (existsSync(trace) ? tracedConnections(readFileSync(trace, "latin1")) : []),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
