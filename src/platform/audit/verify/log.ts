import { BODY_ERASED } from "../entry.ts";
import { entriesPath, HASH_BYTES, hashesPath, TILE } from "../export/layout.ts";
import { Frontier } from "../frontier.ts";
import type { Hash } from "../merkle.ts";
import { classify, type ReadEntry, readEntries } from "./entries.ts";
import type { Findings } from "./finding.ts";
import { readBytes } from "./folder.ts";

/** A size at which the root is known from a signature. */
export interface Milestone {
  size: number;
  root: Hash;
  at: Date;
  /** Says that the root at this size is another. */
  mismatch: () => void;
}

const ZERO = Buffer.alloc(HASH_BYTES);
/** Clocks of several machines differ; a command may also have begun before a checkpoint and ended after. */
const LATE_MS = 5 * 60_000;

/** Rebuilds the tree from the exported entries and compares it with every stored hash and every signed root. */
export class LogCheck {
  readonly #dir: string;
  readonly #size: number;
  /** By size, the smallest first. */
  readonly #milestones: readonly Milestone[];
  readonly #findings: Findings;
  readonly #tree = new Frontier();
  readonly #upper: (Buffer | null)[][] = [];
  readonly #bodiless = new Map<string, { seq: number; file: string; line: number }>();
  #next = 0;
  erased = 0;

  constructor(dir: string, size: number, milestones: readonly Milestone[], findings: Findings) {
    this.#dir = dir;
    this.#size = size;
    this.#milestones = milestones;
    this.#findings = findings;
  }

  async run(): Promise<void> {
    for (let level = 1, count = Math.floor(this.#size / TILE); count > 0; level++, count = Math.floor(count / TILE)) {
      this.#upper[level] = await this.#readUpper(level, count);
    }
    this.#compareRoots();
    for (let tile = 0; tile * TILE < this.#size; tile++) {
      await this.#checkTile(tile, Math.min(TILE, this.#size - tile * TILE));
    }
    this.erased -= this.#bodiless.size;
    for (const { file, ...place } of this.#bodiless.values()) this.#findings.add("body_missing", file, place);
  }

  async #readUpper(level: number, count: number): Promise<(Buffer | null)[]> {
    const hashes: (Buffer | null)[] = [];
    for (let tile = 0; tile * TILE < count; tile++) {
      const width = Math.min(TILE, count - tile * TILE);
      const found = await this.#readHashes(level, tile, width);
      for (let place = 0; place < width; place++) hashes.push(found?.[place] ?? null);
    }
    return hashes;
  }

  /** Null when the file is missing or not of its length; that is a finding. */
  async #readHashes(level: number, tile: number, width: number): Promise<Hash[] | null> {
    const file = hashesPath(level, tile, width);
    const bytes = await readBytes(this.#dir, file);
    if (bytes?.length === width * HASH_BYTES) {
      return Array.from({ length: width }, (_, i) => bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES));
    }
    this.#findings.add(bytes === null ? "file_missing" : "file_altered", file);
    return null;
  }

  async #checkTile(tile: number, width: number): Promise<void> {
    const stored = await this.#readHashes(0, tile, width);
    const lines = (await readEntries(this.#dir, tile)) ?? [];
    const told = inPlace(lines, tile, width);
    const truth = this.#arbitrate(tile, stored, told);
    for (const [place, hash] of (stored ?? []).entries()) {
      const index = tile * TILE + place;
      if (!hash.equals(truth[place]!))
        this.#findings.add("hash_altered", hashesPath(0, tile, width), { level: 0, index });
    }
    this.#judge(lines, tile, truth);
    for (const hash of truth) this.#append(hash);
  }

  /** The hashes this tile's leaves truly have: those, of the two accounts, that agree with what lies above them. */
  #arbitrate(tile: number, stored: Hash[] | null, told: Hash[] | null): Hash[] {
    const accounts = [stored, told].filter((hashes) => hashes !== null);
    const agreeing = accounts.find((hashes) => this.#agrees(tile, hashes));
    return agreeing ?? accounts[0] ?? Array.from({ length: Math.min(TILE, this.#size - tile * TILE) }, () => ZERO);
  }

  #agrees(tile: number, hashes: readonly Hash[]): boolean {
    const full = hashes.length === TILE;
    const tree = full ? new Frontier() : this.#tree.copy();
    for (const hash of hashes) tree.append(hash);
    const known = full ? this.#upper[1]?.[tile] : this.#milestones.findLast(({ size }) => size === this.#size)?.root;
    return known?.equals(tree.root()) ?? false;
  }

  #judge(lines: readonly (ReadEntry | null)[], tile: number, truth: readonly Hash[]): void {
    const file = entriesPath(tile);
    const faults = classify(lines, tile, truth);
    for (const place of faults.altered) this.#findings.add("entry_altered", file, place);
    for (const place of faults.duplicated) this.#findings.add("entry_duplicated", file, place);
    for (const place of faults.outOfOrder) this.#findings.add("entry_out_of_order", file, place);
    for (const line of faults.unexpected) this.#findings.add("entry_unexpected", file, { line });
    for (const seq of faults.missing) this.#findings.add("entry_missing", file, { seq });
    let covering = this.#next;
    for (const [seq, { entry, body, line }] of [...faults.genuine].sort(([a], [b]) => a - b)) {
      if (body === "wrong") this.#findings.add("body_altered", file, { seq, line });
      if (body === "absent") {
        this.#bodiless.set(entry.id, { seq, file, line });
        this.erased++;
      }
      if (entry.type === BODY_ERASED && entry.subject !== null) this.#bodiless.delete(entry.subject);
      while ((this.#milestones[covering]?.size ?? Infinity) <= seq) covering++;
      const signed = this.#milestones[covering];
      if (signed && Date.parse(entry.at) > signed.at.getTime() + LATE_MS)
        this.#findings.add("entry_late", file, { seq, line });
    }
  }

  #append(hash: Hash): void {
    this.#tree.append(hash, ({ level, index, hash: computed }) => {
      if (level % 8 !== 0) return;
      const place = level / 8;
      const stored = this.#upper[place]?.[index];
      if (stored && !stored.equals(computed)) {
        const count = this.#upper[place]!.length;
        const tile = Math.floor(index / TILE);
        const file = hashesPath(place, tile, Math.min(TILE, count - tile * TILE));
        this.#findings.add("hash_altered", file, { level, index });
      }
    });
    this.#compareRoots();
  }

  #compareRoots(): void {
    for (
      let known = this.#milestones[this.#next];
      known?.size === this.#tree.size;
      known = this.#milestones[++this.#next]
    ) {
      if (!known.root.equals(this.#tree.root())) known.mismatch();
    }
  }
}

/** The hashes of a tile as its lines tell them, when each line is readable and in its place. */
function inPlace(lines: readonly (ReadEntry | null)[], tile: number, width: number): Hash[] | null {
  const hashes = lines.flatMap((read, place) => (read?.entry.seq === tile * TILE + place ? [read.hash] : []));
  return hashes.length === width && lines.length === width ? hashes : null;
}
