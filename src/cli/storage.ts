import { emit } from "#platform/events/emit.ts";
import { checkAll } from "#platform/storage/check.ts";
import { allObjects } from "#platform/storage/objects.ts";
import { PLAIN_PARTS } from "#platform/storage/plain.ts";
import { rewrap } from "#platform/storage/rewrap.ts";
import { countBlobs, findings, storageCounts } from "#platform/storage/store.ts";
import { type Act, as, type Ground } from "./ground.ts";

/** What can be done about the stored files, by the words of the command. */
export const STORAGE_ACTS: Record<string, Act> = {
  "storage status": status,
  /** Reads every blob to the last byte. */
  "storage verify": ({ platform }) => checkAll(platform.storage),
  "storage rewrap": async (ground, asked) => {
    const done = await rewrap(ground.platform.storage);
    await as(ground, asked, (ctx) => emit(ctx, "storage.rewrapped", null, { count: done.rewrapped }));
    return done;
  },
};

/** Nothing secret: addresses tell nothing without the key. */
async function status({ platform: { storage } }: Ground) {
  const { count, bytes, oldest_check } = await storageCounts(storage.db);
  let plain = 0;
  for await (const _ of allObjects(storage.objects, PLAIN_PARTS)) plain++;
  return {
    place: storage.objects.place,
    blobs: count,
    bytes,
    /** Left by earlier versions, not sealed yet. */
    plain,
    oldestCheck: oldest_check?.toISOString() ?? null,
    keys: await countBlobs(storage.db),
    findings: (await findings(storage.db)).map(({ address, what, found_at }) => ({
      address,
      what,
      foundAt: found_at.toISOString(),
    })),
  };
}
