import { open, readdir, stat, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Failpoint, syncFolder, writeDurably } from "./durable.ts";
import { ObjectMissing, type ObjectStore, type StoredObject } from "./objects.ts";

/** Folder of half-written files, inside the store so that the rename stays on one filesystem. */
export const TEMP = "tmp";
const CHUNK_BYTES = 512 * 1024;

/** Objects as files of a local folder, readable by their owner alone. */
export function folderObjects(root: string, options: { at?: Failpoint | undefined } = {}): ObjectStore {
  const pathOf = (name: string) => join(root, name);
  return {
    place: root,
    write: (name, bytes) =>
      writeDurably(
        join(root, TEMP),
        async (file) => {
          for await (const chunk of bytes) await writeAll(file, chunk);
          return { path: pathOf(name), value: undefined };
        },
        options.at,
      ),
    read: (name, start, end) => readRange(pathOf(name), name, start, end),
    size: async (name) => (await stat(pathOf(name)).catch(ignoreMissing))?.size ?? null,
    async remove(name) {
      const path = pathOf(name);
      if ((await unlink(path).catch(ignoreMissing)) === null) return false;
      await syncFolder(dirname(path));
      return true;
    },
    children: async (prefix) => (await names(pathOf(prefix))).filter((name) => prefix !== "" || name !== TEMP).sort(),
    async *list(folder) {
      for (const id of (await names(pathOf(folder))).sort()) yield* found(pathOf(`${folder}/${id}`), `${folder}/${id}`);
    },
    async sweepUnfinished(before) {
      let count = 0;
      for (const name of await names(join(root, TEMP))) {
        const path = join(root, TEMP, name);
        const age = await stat(path).catch(ignoreMissing);
        if (!age || age.mtimeMs >= before.getTime()) continue;
        await unlink(path);
        count++;
      }
      return count;
    },
  };
}

type File = Parameters<Parameters<typeof writeDurably>[1]>[0];

async function writeAll(file: File, chunk: Uint8Array): Promise<void> {
  for (let written = 0; written < chunk.length; )
    written += (await file.write(chunk, written, chunk.length - written)).bytesWritten;
}

async function* readRange(path: string, name: string, start: number, end: number): AsyncGenerator<Buffer> {
  const file = await open(path, "r").catch(ignoreMissing);
  if (!file) throw new ObjectMissing(name);
  try {
    for (let at = start; at < end; ) {
      const length = Math.min(CHUNK_BYTES, end - at);
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(length), 0, length, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

async function* found(path: string, name: string): AsyncGenerator<StoredObject> {
  const state = await stat(path).catch(ignoreMissing);
  if (state?.isFile()) yield { name, size: state.size, at: state.mtime };
}

const names = async (folder: string): Promise<string[]> =>
  (await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
    throw error;
  })) ?? [];

/** Turns "no such file" into null; every other error is passed on. */
export function ignoreMissing(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT") return null;
  throw error;
}
