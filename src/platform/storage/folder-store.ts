import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, readdir, readFile, stat, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { type Failpoint, syncFolder, writeDurably } from "./durable.ts";
import {
  type BlobContent,
  BlobDamaged,
  BlobMissing,
  type BlobStore,
  DIGEST,
  LABEL,
  type StoredBlob,
} from "./storage.ts";

/** Folder of half-written files, inside the store so that the rename stays on one filesystem. */
export const TEMP = "tmp";

/**
 * The first form of the store: `<root>/<label>/<first two digits>/<address>`, one plain file per blob.
 * The keyed digest and the encryption of contents come with the next issue (security.md C4); callers
 * already treat the address as opaque.
 */
export function folderStore(root: string, options: { at?: Failpoint } = {}): BlobStore {
  const locate = locator(root);
  const present = async (digest: string) => {
    const found = await locate(digest);
    if (!found) throw new BlobMissing(digest);
    return found;
  };
  return {
    put: (content, { label }) => put(root, content, label, options.at),
    async get(digest) {
      const { path, label } = await present(digest);
      const bytes = await readFile(path);
      if (address(label, createHash("sha256").update(bytes).digest()) !== digest) throw new BlobDamaged(digest);
      return bytes;
    },
    async open(digest, range = {}) {
      const { path, size } = await present(digest);
      const start = range.start ?? 0;
      const end = Math.min(range.end ?? size, size);
      return start >= end ? Readable.from([]) : createReadStream(path, { start, end: end - 1 });
    },
    size: async (digest) => (await locate(digest))?.size ?? null,
    has: async (digest) => (await locate(digest)) !== null,
    async delete(digest) {
      const found = await locate(digest);
      if (!found) return false;
      await unlink(found.path);
      await syncFolder(dirname(found.path));
      return true;
    },
  };
}

/**
 * The address binds the label: the same bytes under two labels are two files, so nobody learns from deduplication
 * that a more secret copy exists (decision 24).
 */
export function address(label: string, sha256: Uint8Array): string {
  return createHash("sha256").update(`${label}\0`).update(sha256).digest("hex");
}

async function put(root: string, content: BlobContent, label: string, at?: Failpoint): Promise<StoredBlob> {
  if (!LABEL.test(label) || label === TEMP) throw new RangeError(`not a blob label: ${label}`);
  return writeDurably(
    join(root, TEMP),
    async (file) => {
      const { sha256, size } = await writeHashed(file, content);
      const digest = address(label, sha256);
      const value = { digest, sha256: sha256.toString("hex"), size };
      return { path: blobPath(root, label, digest), value };
    },
    at,
  );
}

async function writeHashed(file: FileHandle, content: BlobContent): Promise<{ sha256: Buffer; size: number }> {
  const hash = createHash("sha256");
  let size = 0;
  for await (const chunk of content instanceof Uint8Array ? [content] : content) {
    hash.update(chunk);
    for (let written = 0; written < chunk.length; ) {
      written += (await file.write(chunk, written, chunk.length - written)).bytesWritten;
    }
    size += chunk.length;
  }
  return { sha256: hash.digest(), size };
}

const blobPath = (root: string, label: string, digest: string) => join(root, label, digest.slice(0, 2), digest);

/** Labels are few (one per classification): look under each, remembering the list until an address is not found. */
function locator(root: string) {
  let labels: string[] = [];
  const under = async (label: string, digest: string) => {
    const path = blobPath(root, label, digest);
    const { size } = await stat(path);
    return { path, label, size };
  };
  const search = async (digest: string) => {
    for (const label of labels) {
      const found = await under(label, digest).catch(ignoreMissing);
      if (found) return found;
    }
    return null;
  };
  return async (digest: string) => {
    if (!DIGEST.test(digest)) return null;
    const found = await search(digest);
    if (found) return found;
    labels = await labelsOf(root);
    return search(digest);
  };
}

/** The labels that have at least one folder in the store. */
export async function labelsOf(root: string): Promise<string[]> {
  const names = (await readdir(root).catch(ignoreMissing)) ?? [];
  return names.filter((name) => name !== TEMP && LABEL.test(name)).sort();
}

/** Turns "no such file" into null; every other error is passed on. */
export function ignoreMissing(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT") return null;
  throw error;
}
