import { createHmac, randomBytes } from "node:crypto";

/**
 * Counts per source without remembering sources: addresses are kept only as a keyed hash whose key dies with the process,
 * and everything is forgotten at the end of the window. Memory is bounded; when full, the window starts anew.
 */
export function rateLimit(options: { most: number; windowMs: number; now: () => number }) {
  const key = randomBytes(32);
  const counts = new Map<string, number>();
  let windowEnds = 0;
  /** True while the source may go on. */
  return function allowed(source: string): boolean {
    const now = options.now();
    if (now >= windowEnds || counts.size >= SOURCES) {
      counts.clear();
      windowEnds = now + options.windowMs;
    }
    const name = createHmac("sha256", key).update(network(source)).digest("base64");
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count <= options.most;
  };
}

const SOURCES = 50_000;

/** One subscriber holds a whole IPv6 /64: count it as one source. */
function network(source: string): string {
  const plain = source.replace(/^::ffff:/, "");
  return plain.includes(":") ? plain.split(":").slice(0, 4).join(":") : plain;
}
