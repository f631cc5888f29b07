import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { newId } from "../ids.ts";
import type { WriteStep } from "./durable.ts";
import { FrameDamaged, newFileKey, sealedSize, sealFrames } from "./frames.ts";
import { ObjectMissing, objectName } from "./objects.ts";
import { findPlain, isPlainContent, type PlainBlob } from "./plain.ts";
import { blobAddress, examine, openSealed, type Storage, wrapKey } from "./sealed.ts";
import {
  type BlobContent,
  BlobDamaged,
  BlobMissing,
  type BlobStore,
  DIGEST,
  LABEL,
  type StoredBlob,
} from "./storage.ts";
import { type BlobRow, blobAt, forgetBlob, keepBlob, replaceBlob } from "./store.ts";

/** After the steps of the file comes that of the row. */
export const PUT_STEPS = ["created", "written", "file-synced", "renamed", "folder-synced", "row-kept"] as const;
export type PutStep = WriteStep | "row-kept";

type Range = { start: number; end: number };

/** Content-addressed blobs, each sealed under a key of its own in the object store, its key wrapped in the database. */
export function blobStore(storage: Storage, at: (step: "row-kept") => void = () => undefined): BlobStore {
  const { db, objects } = storage;
  return {
    async put(content, { label }) {
      const stored = await put(storage, content, label);
      at("row-kept");
      return stored;
    },
    async get(digest) {
      const found = await present(storage, digest);
      if ("name" in found) return readPlain(storage, found);
      return checked(digest, async () => {
        if ((await objects.size(found.object)) !== sealedSize(found.size)) await missingOrDamaged(storage, found);
        const bytes = Buffer.allocUnsafe(found.size);
        let at = 0;
        for await (const part of openSealed(storage, found)) at += part.copy(bytes, at);
        return bytes;
      });
    },
    async open(digest, asked = {}) {
      const found = await present(storage, digest);
      const start = asked.start ?? 0;
      const end = Math.min(asked.end ?? found.size, found.size);
      if (start >= end) return Readable.from([]);
      return Readable.from(streamed(storage, digest, found, { start, end }), { objectMode: false });
    },
    size: async (digest) => (await find(storage, digest))?.size ?? null,
    has: async (digest) => (await find(storage, digest)) !== null,
    async delete(digest) {
      if (!DIGEST.test(digest)) return false;
      const forgotten = await forgetBlob(db, digest);
      const plain = await findPlain(objects, digest);
      if (plain) await objects.remove(plain.name);
      if (forgotten) await objects.remove(forgotten.object);
      return Boolean(forgotten ?? plain);
    },
  };
}

async function put(storage: Storage, content: BlobContent, label: string): Promise<StoredBlob> {
  if (!LABEL.test(label) || label === "tmp") throw new RangeError(`not a blob label: ${label}`);
  const { objects, keys, clock, db } = storage;
  const now = clock.now();
  const file = newFileKey(newId(now).replaceAll("-", ""));
  const object = objectName(label, file.id);
  const hash = createHash("sha256");
  let size = 0;
  async function* counted() {
    for await (const chunk of content instanceof Uint8Array ? [content] : content) {
      hash.update(chunk);
      size += chunk.length;
      yield chunk;
    }
  }
  await objects.write(object, sealFrames(file, counted()));
  const sha256 = hash.digest();
  const address = blobAddress(keys, label, sha256);
  const row = wrapKey(keys, { address, object, label, size }, file, now);
  for (;;) {
    const kept = await keepBlob(db, row, now);
    if (kept.object === object) break;
    const isWhole = (await examine(storage, kept)) === null;
    // Ours takes the place of a damaged one; of two that heal at once, one finds that the other did.
    const isTaken = !isWhole && (await replaceBlob(db, kept.object, row, now)) > 0;
    if (isWhole || isTaken) await objects.remove(isWhole ? object : kept.object);
    if (isWhole || isTaken) break;
  }
  return { digest: address, sha256: sha256.toString("hex"), size };
}

async function find(storage: Storage, digest: string): Promise<BlobRow | PlainBlob | null> {
  if (!DIGEST.test(digest)) return null;
  const row = await blobAt(storage.db, digest);
  if (row) return row;
  // Between the two questions a plain blob may have been taken over.
  return (await findPlain(storage.objects, digest)) ?? (await blobAt(storage.db, digest)) ?? null;
}

async function present(storage: Storage, digest: string): Promise<BlobRow | PlainBlob> {
  const found = await find(storage, digest);
  if (!found) throw new BlobMissing(digest);
  return found;
}

async function missingOrDamaged({ objects }: Storage, row: BlobRow): Promise<never> {
  throw (await objects.size(row.object)) === null ? new ObjectMissing(row.object) : new FrameDamaged("size");
}

async function checked<T>(digest: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw asBlobError(error, digest);
  }
}

async function* streamed(storage: Storage, digest: string, found: BlobRow | PlainBlob, range: Range) {
  try {
    yield* "name" in found
      ? storage.objects.read(found.name, range.start, range.end)
      : openSealed(storage, found, range);
  } catch (error) {
    throw asBlobError(error, digest);
  }
}

function asBlobError(error: unknown, digest: string): unknown {
  if (error instanceof FrameDamaged) return new BlobDamaged(digest);
  return error instanceof ObjectMissing ? new BlobMissing(digest) : error;
}

async function readPlain({ objects }: Storage, plain: PlainBlob): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of objects.read(plain.name, 0, plain.size)) parts.push(part);
  const bytes = Buffer.concat(parts);
  if (!isPlainContent(plain, bytes)) throw new BlobDamaged(plain.address);
  return bytes;
}
