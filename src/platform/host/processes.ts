import { readdirSync, readFileSync } from "node:fs";
import { uptime } from "node:os";

/** A process of this Diwan on this machine. */
export type HouseProcess = {
  name: "supervisor" | "main" | "desk";
  pid: number;
  startedAt: Date;
  /** Resident memory, bytes. */
  memory: number;
};

const ENTRANCES = {
  "src/supervisor/start.ts": "supervisor",
  "src/main.ts": "main",
  "src/desk/main.ts": "desk",
} as const;
/** USER_HZ of Linux, the unit of /proc/<pid>/stat: fixed at 100 on every architecture we run on. */
const TICKS_PER_S = 100;
const PAGE_BYTES = 4_096;

/** The processes that our supervisor runs, itself included, as the kernel tells (proc(5)); this one alone without it. */
export function houseProcesses(now: Date, parent = process.ppid): HouseProcess[] {
  const bootedAt = now.getTime() - uptime() * 1_000;
  const found = numbersIn("/proc").flatMap((pid): HouseProcess[] => {
    const seen = look(pid, bootedAt);
    return seen && (pid === parent || seen.parent === parent || pid === process.pid) ? [seen.process] : [];
  });
  if (found.some(({ pid }) => pid === process.pid)) return found;
  const startedAt = new Date(now.getTime() - process.uptime() * 1_000);
  return [{ name: "main", pid: process.pid, startedAt, memory: process.memoryUsage.rss() }, ...found];
}

function look(pid: number, bootedAt: number): { parent: number; process: HouseProcess } | null {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    const name = Object.entries(ENTRANCES).find(([file]) => words.some((word) => word.endsWith(`/${file}`)))?.[1];
    if (!name) return null;
    // The name of the program, in parentheses, may hold spaces: what follows it is counted.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const startedAt = new Date(bootedAt + (Number(fields[19]) / TICKS_PER_S) * 1_000);
    return {
      parent: Number(fields[1]),
      process: { name, pid, startedAt, memory: Number(fields[21]) * PAGE_BYTES },
    };
  } catch {
    // It ended meanwhile, or belongs to somebody else.
    return null;
  }
}

const numbersIn = (folder: string): number[] => {
  try {
    return readdirSync(folder).flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
  } catch {
    return [];
  }
};
