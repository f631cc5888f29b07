import type { ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
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
  /** How many calls were traced, Unix sockets included: none means that nothing was watched. */
  calls: () => number;
  /** Where any of its processes connected to; empty without strace. */
  connections: () => Traced[];
  remove: () => void;
};

/**
 * Starts `bin/start` with its own data folder; resolves when it says that it is ready. DIWAN_TEST_START adds options
 * (`--dev` leaves the pages unbuilt).
 */
export async function startProduct(
  space: Namespace,
  args: string[],
  options: { trace?: boolean } = {},
): Promise<Product> {
  const folder = join(tmpdir(), `diwan-product-${process.pid}-${Math.trunc(performance.now())}`);
  // The database's own user must be able to walk through.
  mkdirSync(folder, { mode: 0o755 });
  const trace = join(folder, "trace");
  const start = [
    join(ROOT, "bin/start"),
    "--data",
    join(folder, "data"),
    ...args,
    ...(process.env.DIWAN_TEST_START ?? "").split(" ").filter(Boolean),
  ];
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
  const [, url] = await line(child, /ready: (https?:\/\/\S+)/, PATIENCE_MS).catch((error: Error) => {
    throw new Error(`${error.message}\n${lastWords(join(folder, "data/log"))}`);
  });
  const seen = () => (existsSync(trace) ? readFileSync(trace, "latin1") : "");
  return {
    url: url!,
    folder: join(folder, "data"),
    process: child,
    said: () => said,
    calls: () => seen().split("\n").length - 1,
    connections: () => tracedConnections(seen()),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The first start builds the pages; a busy machine is slow. */
const PATIENCE_MS = 120_000;

/** The end of each log, for whoever reads why it did not start. */
function lastWords(folder: string): string {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.map((name) => `${name}:\n${readFileSync(join(folder, name), "utf8").slice(-2_000)}`).join("\n");
}
