import { hash as digest } from "node:crypto";

/** The Merkle tree of RFC 6962 section 2.1 (SHA-256). Sizes and indexes are whole numbers below 2^53. */
export type Hash = Buffer;

/** A perfect subtree: `level` 0 is a leaf; it covers leaves [index * 2^level, (index + 1) * 2^level). */
export interface Coordinate {
  level: number;
  index: number;
}

/** Leaves [from, to) of the tree. */
export interface Range {
  from: number;
  to: number;
}

const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

const sha256 = (bytes: Uint8Array): Hash => digest("sha256", bytes, "buffer");

export const EMPTY_ROOT: Hash = sha256(Buffer.alloc(0));

export const leafHash = (entry: Uint8Array): Hash => sha256(Buffer.concat([LEAF, entry]));

export const nodeHash = (left: Hash, right: Hash): Hash => sha256(Buffer.concat([NODE, left, right]));

/** The root over perfect subtrees given from left to right (as `perfectSubtrees` lists them). */
export function foldRoot(hashes: readonly Hash[]): Hash {
  return hashes.length === 0 ? EMPTY_ROOT : hashes.reduceRight((right, left) => nodeHash(left, right));
}

/** The perfect subtrees that make up a range, from left to right. */
export function perfectSubtrees({ from, to }: Range): Coordinate[] {
  const found: Coordinate[] = [];
  let at = from;
  while (at < to) {
    let level = 0;
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= to) level++;
    found.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return found;
}

/** PATH(index, D[size]) as ranges whose hashes are the proof, RFC 6962 section 2.1.1. */
export function inclusionRanges(index: number, size: number): Range[] {
  const climb = (from: number, to: number): Range[] => {
    if (to - from <= 1) return [];
    const middle = from + splitPoint(to - from);
    return index < middle
      ? [...climb(from, middle), { from: middle, to }]
      : [...climb(middle, to), { from, to: middle }];
  };
  if (index < 0 || index >= size) throw new RangeError("the leaf is not in the tree");
  return climb(0, size);
}

/** PROOF(oldSize, D[size]) as ranges whose hashes are the proof, RFC 6962 section 2.1.2. */
export function consistencyRanges(oldSize: number, size: number): Range[] {
  const climb = (from: number, to: number, whole: boolean): Range[] => {
    if (to === oldSize) return whole ? [] : [{ from, to }];
    const middle = from + splitPoint(to - from);
    return oldSize <= middle
      ? [...climb(from, middle, whole), { from: middle, to }]
      : [...climb(middle, to, false), { from, to: middle }];
  };
  if (oldSize < 0 || oldSize > size) throw new RangeError("the older tree is not smaller");
  return oldSize === 0 ? [] : climb(0, size, true);
}

/** The largest power of two below `size` (size >= 2). */
function splitPoint(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}
