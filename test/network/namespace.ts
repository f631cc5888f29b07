import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Why network namespaces cannot be used here; null when they can. */
export function whyNoNamespaces(): string | null {
  if (process.getuid?.() !== 0) return "not root";
  const probe = `dwprobe${process.pid}`;
  try {
    execFileSync("ip", ["netns", "add", probe], { stdio: "pipe" });
    execFileSync("ip", ["netns", "delete", probe], { stdio: "pipe" });
    return null;
  } catch (error) {
    const { code, stderr } = error as { code?: string; stderr?: Buffer };
    return code === "ENOENT" ? "iproute2 is missing" : `ip netns: ${String(stderr).trim()}`;
  }
}

/** A network of its own with the loopback alone: no route leads anywhere. */
export class Namespace {
  readonly name: string;
  #children = new Set<ChildProcess>();

  constructor(role: string) {
    this.name = `dw${role}${process.pid}`;
    ip("netns", "add", this.name);
    ip("-n", this.name, "link", "set", "lo", "up");
  }

  /** Names as this namespace's machines know them: bound over /etc/hosts, with no other resolver. */
  knowsHosts(lines: string[]): void {
    const folder = join("/etc/netns", this.name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "hosts"), ["127.0.0.1 localhost", "::1 localhost", ...lines, ""].join("\n"));
    writeFileSync(join(folder, "resolv.conf"), "");
  }

  /** The program and its arguments that run a command inside. */
  command(program: string, args: string[]): [string, string[]] {
    return ["ip", ["netns", "exec", this.name, program, ...args]];
  }

  /** Runs to the end and answers what it printed; throws if it fails. */
  run(program: string, args: string[], options: { env?: NodeJS.ProcessEnv; timeout?: number } = {}): string {
    const [file, all] = this.command(program, args);
    return execFileSync(file, all, {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 60_000,
      ...options,
    });
  }

  /** Starts in its own process group, ended with the namespace. */
  start(program: string, args: string[], options: SpawnOptions = {}): ChildProcess {
    const [file, all] = this.command(program, args);
    const child = spawn(file, all, { stdio: ["ignore", "pipe", "pipe"], detached: true, ...options });
    this.#children.add(child);
    child.once("exit", () => this.#children.delete(child));
    return child;
  }

  /** Ends what was started here, in order and then by force, and takes the namespace away. */
  async remove(): Promise<void> {
    const left = [...this.#children];
    await Promise.all(left.map((child) => end(child)));
    ip("netns", "delete", this.name);
    rmSync(join("/etc/netns", this.name), { recursive: true, force: true });
  }
}

const ORDERLY_MS = 15_000;

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => signal(child, "SIGKILL"), ORDERLY_MS);
    child.once("exit", () => {
      clearTimeout(force);
      resolve();
    });
    if (!signal(child, "SIGTERM")) resolve();
  });
}

function signal(child: ChildProcess, name: NodeJS.Signals): boolean {
  try {
    return child.exitCode === null && process.kill(-child.pid!, name);
  } catch {
    return false;
  }
}

/** Lays a cable between two namespaces and gives each end its address, in a /24. */
export function cable(left: Namespace, leftAddress: string, right: Namespace, rightAddress: string): void {
  const [a, b] = [`dwa${process.pid}`, `dwb${process.pid}`];
  ip("link", "add", a, "netns", left.name, "type", "veth", "peer", "name", b, "netns", right.name);
  for (const [space, end, address] of [
    [left, a, leftAddress],
    [right, b, rightAddress],
  ] as const) {
    ip("-n", space.name, "address", "add", `${address}/24`, "dev", end);
    ip("-n", space.name, "link", "set", end, "up");
  }
}

function ip(...args: string[]): void {
  execFileSync("ip", args, { stdio: ["ignore", "ignore", "pipe"] });
}

/** Resolves with the first line that matches; rejects with all that was said if the program ends or time runs out. */
export function line(child: ChildProcess, pattern: RegExp, patience_ms = 120_000): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let said = "";
    const fail = (why: string) => reject(new Error(`${why}:\n${said}`));
    const timer = setTimeout(() => fail(`no line like ${pattern}`), patience_ms);
    const hear = (part: Buffer) => {
      said += part;
      const match = pattern.exec(said);
      if (!match) return;
      clearTimeout(timer);
      resolve(match);
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("exit", (code) => {
      clearTimeout(timer);
      fail(`ended with ${code}`);
    });
  });
}
