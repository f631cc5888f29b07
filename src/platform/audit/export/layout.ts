/** Where things stand in an export; written by the writer, read by the verifier. Tiles as in C2SP tlog-tiles. */
export const TILE = 256;
export const HASH_BYTES = 32;
export const MANIFEST = "manifest.note";
export const KEYS = "keys.txt";
export const LATEST = "checkpoint";
export const MANIFEST_HEAD = "diwan audit export 1";

/** `x001/x234/067` for tile 1,234,067: no folder holds more than a thousand. */
function tilePath(tile: number): string {
  const groups = [String(tile % 1_000).padStart(3, "0")];
  for (let rest = Math.floor(tile / 1_000); rest > 0; rest = Math.floor(rest / 1_000)) {
    groups.unshift(`x${String(rest % 1_000).padStart(3, "0")}`);
  }
  return groups.join("/");
}

/** 256 entries, one JSON line each; the last tile may hold fewer. */
export const entriesPath = (tile: number): string => `entries/${tilePath(tile)}.jsonl`;

/** 256 checkpoints, one JSON string each. */
export const checkpointsPath = (tile: number): string => `checkpoints/${tilePath(tile)}.jsonl`;

/** Hashes of tree level 8 * `level`; `width` of them, 32 bytes each. */
export const hashesPath = (level: number, tile: number, width: number): string =>
  `tile/${level}/${tilePath(tile)}${width < TILE ? `.p/${width}` : ""}`;

/** The hash tiles that a log of `size` entries has, level by level: { level, tile, width }. */
export function* hashTiles(size: number): Generator<{ level: number; tile: number; width: number }> {
  for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / TILE)) {
    for (let tile = 0; tile * TILE < count; tile++) yield { level, tile, width: Math.min(TILE, count - tile * TILE) };
  }
}
