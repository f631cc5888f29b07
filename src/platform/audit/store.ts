import { type Db, many, maybe, sql, type Tx } from "../db/db.ts";
import { Frontier, type PlacedHash } from "./frontier.ts";
import { type Coordinate, foldRoot, type Hash, perfectSubtrees, type Range } from "./merkle.ts";

/** Hashes stand in the database at every eighth level: leaves, subtrees of 256, of 65,536, ... */
const STORED_EVERY = 8;
const TILE = 2 ** STORED_EVERY;
const HASH_BYTES = 32;

export interface NewLeaf {
  commitment: Buffer;
  hash: Hash;
}

export const isStoredLevel = (level: number): boolean => level > 0 && level % STORED_EVERY === 0;

/** Number of leaves. */
export async function logSize(on: Db | Tx): Promise<number> {
  const row = await maybe<{ size: number }>(on, sql`select coalesce(max(seq) + 1, 0) as size from audit.leaf`);
  return Number(row!.size);
}

/** When the thing told by the entry at this place happened; null beyond the end of the log. */
export async function entryTime(on: Db | Tx, seq: number): Promise<Date | null> {
  return (await maybe<{ at: Date }>(on, sql`select at from events.event where seq = ${seq}`))?.at ?? null;
}

/** Adds leaves from `first` on; the digests travel as two long values rather than as thousands of parameters. */
export async function insertLeaves(tx: Tx, first: number, leaves: readonly NewLeaf[]): Promise<void> {
  const commitments = Buffer.concat(leaves.map((leaf) => leaf.commitment));
  const hashes = Buffer.concat(leaves.map((leaf) => leaf.hash));
  await sql`insert into audit.leaf (seq, commitment, hash)
    select ${first}::bigint + i, substring(${commitments}::bytea from i * 32 + 1 for 32), substring(${hashes}::bytea from i * 32 + 1 for 32)
    from generate_series(0, ${leaves.length - 1}::int) as i`.execute(tx);
}

export async function insertNodes(tx: Tx, nodes: readonly PlacedHash[]): Promise<void> {
  for (const { level, index, hash } of nodes)
    await sql`insert into audit.node (level, place, hash) values (${level}, ${index}, ${hash})`.execute(tx);
}

/** The frontier of the stored log, or of its first `size` leaves. */
export async function loadFrontier(on: Db | Tx, size?: number): Promise<Frontier> {
  const leaves = size ?? (await logSize(on));
  return Frontier.at(leaves, await loadNodes(on, perfectSubtrees({ from: 0, to: leaves })));
}

/** The hash of each range of leaves, as a proof wants them. */
export async function loadRanges(on: Db | Tx, ranges: readonly Range[]): Promise<Hash[]> {
  const parts = ranges.map(perfectSubtrees);
  const hashes = (await loadNodes(on, parts.flat())).values();
  return parts.map((part) => foldRoot([...hashes.take(part.length)]));
}

/** The hashes of perfect subtrees, each from one stored row or from at most 128 rows of its tile. */
async function loadNodes(on: Db | Tx, wanted: readonly Coordinate[]): Promise<Hash[]> {
  const tiles = new Map<string, Hash[]>();
  const found: Hash[] = [];
  for (const { level, index } of wanted) {
    const base = level - (level % STORED_EVERY);
    const span = 2 ** (level - base);
    const from = index * span;
    const tile = Math.floor(from / TILE);
    const key = `${base}/${tile}`;
    const hashes = tiles.get(key) ?? (await loadTile(on, base, tile));
    tiles.set(key, hashes);
    const slice = hashes.slice(from - tile * TILE, from - tile * TILE + span);
    if (slice.length !== span) throw new Error(`audit: the stored tree lacks level ${base}, from ${from}`);
    found.push(rootOfPerfect(slice));
  }
  return found;
}

async function loadTile(on: Db | Tx, level: number, tile: number): Promise<Hash[]> {
  const from = tile * TILE;
  const rows = await many<{ hashes: Buffer | null; count: number }>(
    on,
    level === 0
      ? sql`select string_agg(hash, ''::bytea order by seq) as hashes, count(*)::int as count
          from audit.leaf where seq >= ${from}::bigint and seq < ${from + TILE}::bigint`
      : sql`select string_agg(hash, ''::bytea order by place) as hashes, count(*)::int as count
          from audit.node where level = ${level} and place >= ${from}::bigint and place < ${from + TILE}::bigint`,
  );
  const { hashes, count } = rows[0]!;
  return Array.from({ length: count }, (_, i) => hashes!.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES));
}

function rootOfPerfect(hashes: readonly Hash[]): Hash {
  const frontier = new Frontier();
  for (const hash of hashes) frontier.append(hash);
  return frontier.root();
}
