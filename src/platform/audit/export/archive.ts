import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { TAR_END, tarHeader, tarPadding } from "../../backup/tar.ts";

/** A folder as one file to download, a gzipped tar: everything lies under `name/`, in a fixed order. */
export function archiveOf(dir: string, name: string, at: Date): Readable {
  return Readable.from(tarOf(dir, name, at)).pipe(createGzip({ level: 6 }));
}

async function* tarOf(dir: string, name: string, at: Date): AsyncGenerator<Buffer> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort()) {
    const { size } = await stat(file);
    yield tarHeader(`${name}/${relative(dir, file).split(sep).join("/")}`, size, at);
    for await (const chunk of createReadStream(file)) yield chunk as Buffer;
    yield tarPadding(size);
  }
  yield TAR_END;
}
