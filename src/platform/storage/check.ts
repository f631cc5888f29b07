import { examine, type Storage } from "./sealed.ts";
import { type BlobRow, blobsAfter, blobsToCheck, markChecked, markFound, storageCounts, type What } from "./store.ts";

/** Each blob is looked at once in so many days. */
export const CHECK_DAYS = 30;
const BATCH = 200;

export type Checked = { checked: number; findings: { address: string; what: What }[] };
type Progress = (done: number, total: number) => Promise<void>;

/** Reads a thirtieth of the blobs, those that were longest not looked at, and keeps what is wrong until it is right again. */
export async function checkSome(storage: Storage, progress: Progress): Promise<Checked> {
  const { count } = await storageCounts(storage.db);
  const total = Math.ceil(count / CHECK_DAYS);
  const result: Checked = { checked: 0, findings: [] };
  while (result.checked < total) {
    const rows = await blobsToCheck(storage.db, Math.min(BATCH, total - result.checked));
    if (rows.length === 0) break;
    for (const row of rows) await check(storage, row, result);
    await progress(result.checked, total);
  }
  return result;
}

/** Reads every blob. */
export async function checkAll(storage: Storage): Promise<Checked> {
  const result: Checked = { checked: 0, findings: [] };
  for (let after = ""; ; ) {
    const rows = await blobsAfter(storage.db, after, BATCH);
    if (rows.length === 0) return result;
    for (const row of rows) await check(storage, row, result);
    after = rows.at(-1)!.address;
  }
}

async function check(storage: Storage, row: BlobRow, result: Checked): Promise<void> {
  const what = await examine(storage, row);
  const now = storage.clock.now();
  result.checked++;
  if (what === null) await markChecked(storage.db, row.address, now);
  else if ((await markFound(storage.db, row, what, now)) > 0) result.findings.push({ address: row.address, what });
}
