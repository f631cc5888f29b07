import { canonicalJson } from "../canonical.ts";
import { commitmentOf, type Entry, entryHash } from "../entry.ts";
import { entriesPath, TILE } from "../export/layout.ts";
import type { Hash } from "../merkle.ts";
import { readLines, strictText } from "./folder.ts";

/** One line of an entries file, as far as it can be read. */
export interface ReadEntry {
  entry: Entry;
  hash: Hash;
  /** What the commitment hides: opened and right, opened and wrong, or not there. */
  body: "right" | "wrong" | "absent";
}

/** The lines of a tile; null for a line that is not the one spelling of an entry. Null: no such file. */
export async function readEntries(dir: string, tile: number): Promise<(ReadEntry | null)[] | null> {
  return (await readLines(dir, entriesPath(tile)))?.map(readEntry) ?? null;
}

function readEntry(line: Buffer): ReadEntry | null {
  const text = strictText(line);
  try {
    const parsed = JSON.parse(text ?? "") as { entry?: Entry; body?: unknown; salt?: unknown };
    const { entry, body, salt, ...rest } = parsed;
    const known = Object.keys(rest).length === 0 && canonicalJson(parsed) === text;
    if (!known || !isEntry(entry) || (body === undefined) !== (salt === undefined)) return null;
    return { entry, hash: entryHash(entry), body: salt === undefined ? "absent" : openBody(entry, body, salt) };
  } catch {
    return null;
  }
}

function isEntry(entry: Entry | undefined): entry is Entry {
  return entry?.log === 1 && Number.isSafeInteger(entry.seq) && entry.seq >= 0 && typeof entry.commitment === "string";
}

function openBody(entry: Entry, body: unknown, salt: unknown): "right" | "wrong" {
  const bytes = Buffer.from(typeof salt === "string" ? salt : "", "hex");
  const exact = bytes.toString("hex") === salt;
  return exact && commitmentOf(bytes, body).toString("hex") === entry.commitment ? "right" : "wrong";
}

/** What is wrong with a tile's lines, given the hashes that its leaves truly have. */
export interface TileFaults {
  altered: { seq: number; line: number }[];
  missing: number[];
  duplicated: { seq: number; line: number }[];
  outOfOrder: { seq: number; line: number }[];
  /** Lines beyond what the tile holds. */
  unexpected: number[];
  /** The genuine entries, by place in the log. */
  genuine: Map<number, ReadEntry & { line: number }>;
}

/**
 * Tells altered, dropped, repeated and moved lines apart. A line is genuine when its hash is that of the place it claims,
 * wherever it stands; a line that is not is taken for the missing place where it stands.
 */
export function classify(lines: readonly (ReadEntry | null)[], tile: number, truth: readonly Hash[]): TileFaults {
  const first = tile * TILE;
  const faults: TileFaults = {
    altered: [],
    missing: [],
    duplicated: [],
    outOfOrder: [],
    unexpected: [],
    genuine: new Map(),
  };
  const doubtful: number[] = [];
  let highest = -1;
  for (const [place, read] of lines.entries()) {
    const line = place + 1;
    const seq = read?.entry.seq ?? -1;
    if (!read || !truth[seq - first]?.equals(read.hash)) doubtful.push(place);
    else if (faults.genuine.has(seq)) faults.duplicated.push({ seq, line });
    else {
      faults.genuine.set(seq, { ...read, line });
      if (seq < highest) faults.outOfOrder.push({ seq, line });
      highest = Math.max(highest, seq);
    }
  }
  const missing = new Set(truth.map((_, place) => first + place).filter((seq) => !faults.genuine.has(seq)));
  for (const place of doubtful) {
    const claimed = lines[place]?.entry.seq ?? -1;
    const seq = [first + place, claimed, ...missing].find((candidate) => missing.delete(candidate));
    if (seq === undefined) faults.unexpected.push(place + 1);
    else faults.altered.push({ seq, line: place + 1 });
  }
  faults.missing = [...missing];
  return faults;
}
