import { readdir, rename, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import { makeDurableFolder, syncFolder } from "./durable.ts";
import { ignoreMissing, labelsOf, TEMP } from "./folder-store.ts";
import { DIGEST } from "./storage.ts";

/** A blob is written before its row is committed; for this long an unnamed blob may still be awaiting its row. */
export const GRACE_MS = 24 * 60 * 60 * 1000;
const BATCH = 500;

export type Swept = { examined: number; removed: string[]; temporary: number };

/** Of these addresses, the ones some row names. */
export type Referenced = (digests: string[]) => Promise<Set<string>>;

/**
 * Removes blobs older than the grace that no row names, and half-written files older than the grace.
 * A blob is first moved aside and judged again by its age, so that a `put` of the same bytes during the sweep wins.
 */
export async function sweepOrphans(root: string, referenced: Referenced, now: Date): Promise<Swept> {
  const before = now.getTime() - GRACE_MS;
  await returnInterrupted(root);
  const swept: Swept = { examined: 0, removed: [], temporary: await sweepTemporary(root, before) };
  for await (const batch of batches(blobsBefore(root, before))) {
    swept.examined += batch.length;
    const named = await referenced(batch.map((blob) => blob.digest));
    for (const blob of batch.filter((b) => !named.has(b.digest))) {
      if (await removeIfStillOld(root, blob, before)) swept.removed.push(blob.digest);
    }
  }
  return swept;
}

type Found = { digest: string; label: string; folder: string };

/** Every blob last written before the instant (ms since the epoch). */
async function* blobsBefore(root: string, before: number): AsyncGenerator<Found> {
  for (const label of await labelsOf(root)) {
    for (const prefix of await readdir(join(root, label))) {
      const folder = join(root, label, prefix);
      for (const digest of await readdir(folder)) {
        if (DIGEST.test(digest) && (await olderThan(join(folder, digest), before))) yield { digest, label, folder };
      }
    }
  }
}

async function* batches<T>(items: AsyncIterable<T>): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

async function removeIfStillOld(root: string, { digest, label, folder }: Found, before: number): Promise<boolean> {
  const aside = join(root, TEMP, `aside.${label}.${digest}`);
  await makeDurableFolder(join(root, TEMP));
  if ((await rename(join(folder, digest), aside).catch(ignoreMissing)) === null) return false;
  if (await olderThan(aside, before)) {
    await unlink(aside);
    await syncFolder(folder);
    return true;
  }
  await rename(aside, join(folder, digest));
  return false;
}

/** A sweep stopped between moving aside and judging leaves a blob aside: put it back before anything else. */
async function returnInterrupted(root: string): Promise<void> {
  for (const name of (await readdir(join(root, TEMP)).catch(ignoreMissing)) ?? []) {
    const [mark, label, digest] = name.split(".");
    if (mark !== "aside" || !label || !digest) continue;
    const folder = join(root, label, digest.slice(0, 2));
    const replaced = await stat(join(folder, digest)).catch(ignoreMissing);
    if (!replaced) await rename(join(root, TEMP, name), join(folder, digest));
  }
}

async function sweepTemporary(root: string, before: number): Promise<number> {
  const temp = join(root, TEMP);
  let count = 0;
  for (const name of (await readdir(temp).catch(ignoreMissing)) ?? []) {
    if (!(await olderThan(join(temp, name), before))) continue;
    await unlink(join(temp, name));
    count++;
  }
  return count;
}

async function olderThan(path: string, before: number): Promise<boolean> {
  const found = await stat(path).catch(ignoreMissing);
  return found !== null && found.mtimeMs < before;
}
