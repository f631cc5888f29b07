import { createHash } from "node:crypto";
import { newId } from "../ids.ts";
import { newFileKey, sealFrames } from "./frames.ts";
import { allObjects, objectName } from "./objects.ts";
import { PLAIN_PARTS, type PlainBlob, plainAddress, plainBlob } from "./plain.ts";
import { type Storage, wrapKey } from "./sealed.ts";
import { addBlob, blobAt, noteFinding, unlessBackedUp } from "./store.ts";

export type TakenOver = { sealed: number; damaged: number };

/**
 * Seals what earlier versions left plain, under the address by which rows name it. The sealed file and its row are
 * there before the plain file goes, and that waits for a running backup: stopped anywhere, it is done again.
 */
export async function encryptPlain(storage: Storage, progress: (done: number) => Promise<void>): Promise<TakenOver> {
  const taken: TakenOver = { sealed: 0, damaged: 0 };
  for await (const object of allObjects(storage.objects, PLAIN_PARTS)) {
    const plain = plainBlob(object);
    if (!plain) continue;
    if (!(await blobAt(storage.db, plain.address)) && !(await seal(storage, plain))) {
      taken.damaged++;
      continue;
    }
    await unlessBackedUp(storage.db, async () => void (await storage.objects.remove(plain.name)));
    await progress(++taken.sealed);
  }
  return taken;
}

/** False when the bytes are no longer what the address says: they stay, and are reported. */
async function seal(
  { objects, db, keys, clock }: Storage,
  { name, label, address, size }: PlainBlob,
): Promise<boolean> {
  const now = clock.now();
  const file = newFileKey(newId(now).replaceAll("-", ""));
  const object = objectName(label, file.id);
  const hash = createHash("sha256");
  async function* hashed() {
    for await (const chunk of objects.read(name, 0, size)) {
      hash.update(chunk);
      yield chunk;
    }
  }
  await objects.write(object, sealFrames(file, hashed()));
  const isRight = plainAddress(label, hash.digest()) === address;
  if (!isRight) await noteFinding(db, address, "damaged", now);
  // Another process may have been quicker.
  const row = wrapKey(keys, { address, object, label, size }, file, now);
  if (!isRight || (await addBlob(db, row, now)) === 0) await objects.remove(object);
  return isRight;
}
