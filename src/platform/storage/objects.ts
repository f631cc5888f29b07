/**
 * Where sealed files lie: a folder or a bucket. It knows names and bytes, nothing of keys or contents. A name is
 * written once: ids are random, and a bucket refuses a second write besides.
 */
export interface ObjectStore {
  /** Where, for the operator: a path, or an address with its bucket. */
  readonly place: string;
  /** Stores the bytes under the name for good, then answers. */
  write(name: string, bytes: AsyncIterable<Uint8Array>): Promise<void>;
  /** The bytes from `start` to `end` (exclusive, at most the size). @throws ObjectMissing */
  read(name: string, start: number, end: number): AsyncIterable<Uint8Array>;
  /** Size in bytes, or null when there is none of this name. */
  size(name: string): Promise<number | null>;
  /** False when it was not there. */
  remove(name: string): Promise<boolean>;
  /** What stands next in the names below a prefix that is empty or ends with a slash. */
  children(prefix: string): Promise<string[]>;
  /** The objects of one folder, `<label>/<part>`, that were written to their end. */
  list(folder: string): AsyncIterable<StoredObject>;
  /** Removes what writes that were interrupted before then left; answers how many. */
  sweepUnfinished(before: Date): Promise<number>;
}

/** `size` in bytes; `at` by the clock of the disk or the bucket. */
export type StoredObject = { name: string; size: number; at: Date };

export class ObjectMissing extends Error {
  readonly object: string;
  constructor(object: string) {
    super(`nothing is stored as ${object}`);
    this.object = object;
  }
}

/**
 * `<label>/<part>/<id>`: the id is of version 7, so its first digits are those of some days, and what is written
 * together lies in one folder.
 */
export const objectName = (label: string, id: string): string => `${label}/${id.slice(0, 5)}/${id}`;
const OURS = /^[a-z0-9-]+\/[0-9a-f]{5}\/[0-9a-f]{32}$/;
/** Whether the name is one that we give: what else lies there is not ours to remove. */
export const isObjectName = (name: string): boolean => OURS.test(name);
export const idOf = (object: string): string => object.slice(object.lastIndexOf("/") + 1);

/** Every object, or those in parts of a certain form. */
export async function* allObjects(objects: ObjectStore, parts = /./): AsyncGenerator<StoredObject> {
  for (const label of await objects.children(""))
    for (const part of await objects.children(`${label}/`))
      if (parts.test(part)) yield* objects.list(`${label}/${part}`);
}
