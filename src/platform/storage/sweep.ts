import { allObjects, isObjectName, type StoredObject } from "./objects.ts";
import { plainBlob } from "./plain.ts";
import type { Storage } from "./sealed.ts";
import { addressesPutBefore, forgetOrphan, heldObjects, knownAddresses, unlessBackedUp } from "./store.ts";

/** A blob is written before the row that names it is committed; for this long an unnamed blob may still await that row. */
export const GRACE_MS = 24 * 60 * 60 * 1000;
const BATCH = 500;

export type Swept = { examined: number; removed: string[]; files: number; temporary: number };

/** Of these addresses, the ones some row names. */
export type Referenced = (digests: string[]) => Promise<Set<string>>;

/**
 * Destroys blobs older than the grace that no row names, and removes files older than the grace that belong to no blob,
 * half-written ones among them. Null while a backup is being written: what its snapshot names must stay until its end.
 */
export async function sweepOrphans(storage: Storage, referenced: Referenced, now: Date): Promise<Swept | null> {
  const before = new Date(now.getTime() - GRACE_MS);
  const swept: Swept = { examined: 0, removed: [], files: 0, temporary: 0 };
  const done = await unlessBackedUp(storage.db, async () => {
    await sweepBlobs(storage, referenced, before, swept);
    for await (const batch of batches(allObjects(storage.objects), before))
      await sweepFiles(storage, referenced, batch, swept);
    swept.temporary = await storage.objects.sweepUnfinished(before);
  });
  return done ? swept : null;
}

/** A blob that is put again meanwhile keeps its row: the row is asked for its age once more as it is taken away. */
async function sweepBlobs(storage: Storage, referenced: Referenced, before: Date, swept: Swept): Promise<void> {
  for (let after = ""; ; ) {
    const addresses = (await addressesPutBefore(storage.db, before, after, BATCH)).map(({ address }) => address);
    if (addresses.length === 0) return;
    after = addresses.at(-1)!;
    swept.examined += addresses.length;
    const named = await referenced(addresses);
    for (const address of addresses.filter((each) => !named.has(each))) {
      const orphan = await forgetOrphan(storage.db, address, before);
      if (!orphan) continue;
      await storage.objects.remove(orphan.object);
      swept.removed.push(address);
    }
  }
}

/** Files without a row, by an interrupted put, and plain blobs of earlier versions that nothing names. */
async function sweepFiles(storage: Storage, referenced: Referenced, batch: StoredObject[], swept: Swept) {
  const plain = batch.flatMap((object) => plainBlob(object) ?? []);
  const addresses = plain.map(({ address }) => address);
  const named = plain.length > 0 ? await referenced(addresses) : new Set<string>();
  // One that has a row was taken over; its plain file is removed by whoever took it over.
  const known = new Set((await knownAddresses(storage.db, addresses)).map(({ address }) => address));
  swept.examined += plain.length;
  for (const { name, address } of plain) {
    if (named.has(address) || known.has(address)) continue;
    if (await storage.objects.remove(name)) swept.removed.push(address);
  }
  const sealed = batch.map(({ name }) => name).filter(isObjectName);
  const held = new Set((await heldObjects(storage.db, sealed)).map(({ object }) => object));
  for (const name of sealed) if (!held.has(name) && (await storage.objects.remove(name))) swept.files++;
}

/** Objects last written before then, some hundred at a time. */
async function* batches(objects: AsyncIterable<StoredObject>, before: Date): AsyncGenerator<StoredObject[]> {
  let batch: StoredObject[] = [];
  for await (const object of objects) {
    if (object.at >= before) continue;
    batch.push(object);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
