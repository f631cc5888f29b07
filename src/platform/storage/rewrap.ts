import type { Storage } from "./sealed.ts";
import { unwrapKey, wrapKey } from "./sealed.ts";
import { blobsAfter, rewrapBlob } from "./store.ts";

const BATCH = 500;

/**
 * Wraps the key of every blob anew, under the key of its label and this year; files are not touched, people go on
 * working. `former` opens what is still wrapped under another root key.
 * @throws KeyRefused when neither key opens a row
 */
export async function rewrap(storage: Storage, former: Storage["keys"] = storage.keys): Promise<{ rewrapped: number }> {
  let rewrapped = 0;
  for (let after = ""; ; ) {
    const rows = await blobsAfter(storage.db, after, BATCH);
    if (rows.length === 0) return { rewrapped };
    for (const row of rows) {
      const file = opened(storage, former, row);
      const { wrapping, wrapped } = wrapKey(storage.keys, row, file, storage.clock.now());
      // Zero when the blob was replaced meanwhile: then its key is new already.
      rewrapped += await rewrapBlob(storage.db, row.address, row.object, wrapping, wrapped);
    }
    after = rows.at(-1)!.address;
  }
}

function opened({ keys }: Storage, former: Storage["keys"], row: Parameters<typeof unwrapKey>[1]) {
  try {
    return unwrapKey(keys, row);
  } catch {
    return unwrapKey(former, row);
  }
}
