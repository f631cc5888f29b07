import type { Clock } from "../clock.ts";
import type { Keys } from "../crypto/keys.ts";
import type { Db } from "../db/db.ts";
import { type FileKey, FrameDamaged, openFrames, packFileKey, sealedSize, unpackFileKey } from "./frames.ts";
import { idOf, ObjectMissing, type ObjectStore } from "./objects.ts";
import type { BlobRow, What } from "./store.ts";

/** What the store of blobs stands on. `db` is a pool of its own: a command that stores holds a connection already. */
export type Storage = { objects: ObjectStore; db: Db; keys: Pick<Keys, "seal" | "open" | "mac">; clock: Clock };

/** The address of a content: a keyed digest, so that nobody learns from it, or from equality across labels, what is kept. */
export const blobAddress = (keys: Storage["keys"], label: string, sha256: Uint8Array): string =>
  keys.mac("blob-address", Buffer.concat([Buffer.from(`${label}\0`), sha256])).toString("hex");

export type Placed = Pick<BlobRow, "address" | "object" | "label" | "size">;

/** The row of a sealed file: its key wrapped by the label's key of this year, for this place and size only. */
export function wrapKey(keys: Storage["keys"], placed: Placed, file: FileKey, at: Date): BlobRow {
  const wrapping = `${placed.label}/${at.getUTCFullYear()}`;
  return { ...placed, wrapping, wrapped: keys.seal(use(wrapping), packFileKey(file), context(placed)) };
}

/** The key in the database does not open: the row was changed, or the root key is another. */
export class KeyRefused extends FrameDamaged {}

/** @throws KeyRefused */
export function unwrapKey(keys: Storage["keys"], row: BlobRow): FileKey {
  try {
    return unpackFileKey(idOf(row.object), keys.open(use(row.wrapping), row.wrapped, context(row)));
  } catch {
    throw new KeyRefused("key");
  }
}

const use = (wrapping: string) => `blob/${wrapping}`;
const context = ({ address, object, size }: Placed) => `${address}/${object}/${size}`;

/** A part of the content, frame by frame. @throws FrameDamaged, ObjectMissing */
export const openSealed = ({ objects, keys }: Storage, row: BlobRow, range?: { start: number; end: number }) =>
  openFrames(unwrapKey(keys, row), row.size, (start, end) => objects.read(row.object, start, end), range);

/** What is wrong with a blob, every byte looked at; null when it is whole. */
export async function examine(storage: Storage, row: BlobRow): Promise<What | null> {
  try {
    const size = await storage.objects.size(row.object);
    if (size === null) return "missing";
    if (size !== sealedSize(row.size)) return "damaged";
    for await (const _ of openSealed(storage, row));
    return null;
  } catch (error) {
    if (error instanceof KeyRefused) return "locked";
    if (error instanceof FrameDamaged) return "damaged";
    if (error instanceof ObjectMissing) return "missing";
    throw error;
  }
}
