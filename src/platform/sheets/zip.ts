import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";

/** A ZIP archive (PKWARE APPNOTE 6.3) that is malformed, encrypted, or holds more than its reader allows. */
export class ZipRefused extends Error {}

export type ZipEntry = { path: string; bytes: Uint8Array };

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
/** 1 January 1980, the first day of MS-DOS: the same content is the same archive. */
const DOS_DAY = 0x21;

/**
 * Reads the wanted entries, at most `limit` bytes in all once inflated. Sizes that the archive states are not believed:
 * each entry is inflated up to what remains of the limit.
 */
export function unzip(archive: Uint8Array, { limit, wanted }: { limit: number; wanted: (path: string) => boolean }) {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  try {
    let left = limit;
    return entriesOf(bytes)
      .filter(({ path }) => wanted(path))
      .map(({ path, method, start, packed }): ZipEntry => {
        const content = bytes.subarray(start, start + packed);
        const inflated =
          method === 8 ? inflateRawSync(content, { maxOutputLength: Math.max(1, left) }) : Buffer.from(content);
        left -= inflated.length;
        if (left < 0) throw new ZipRefused("larger than allowed");
        return { path, bytes: inflated };
      });
  } catch (error) {
    if (error instanceof ZipRefused) throw error;
    const large = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    throw new ZipRefused(large ? "larger than allowed" : "malformed", { cause: error });
  }
}

function entriesOf(bytes: Buffer) {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || bytes.readUInt32LE(end) !== END) throw new ZipRefused("no directory");
  const entries: { path: string; method: number; start: number; packed: number }[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count--) {
    if (bytes.readUInt32LE(at) !== CENTRAL) throw new ZipRefused("broken directory");
    const [flags, method] = [bytes.readUInt16LE(at + 8), bytes.readUInt16LE(at + 10)];
    if (flags & 1 || (method !== 0 && method !== 8)) throw new ZipRefused("encrypted or unknown compression");
    const packed = bytes.readUInt32LE(at + 20);
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const local = bytes.readUInt32LE(at + 42);
    if (bytes.readUInt32LE(local) !== LOCAL) throw new ZipRefused("broken entry");
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    if (start + packed > bytes.length) throw new ZipRefused("cut off");
    entries.push({ path: bytes.toString("utf8", at + 46, at + 46 + name), method, start, packed });
    at += 46 + name + extra + comment;
  }
  return entries;
}

/** Makes an archive; `stored` leaves the entries uncompressed. */
export function zip(entries: readonly ZipEntry[], { stored = false } = {}): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { path, bytes } of entries) {
    const name = Buffer.from(path);
    const packed = stored ? Buffer.from(bytes) : deflateRawSync(bytes);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2); // names in UTF-8
    common.writeUInt16LE(stored ? 0 : 8, 4);
    common.writeUInt16LE(DOS_DAY, 8);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    parts.push(signature(LOCAL), common, name, packed);
    const central = Buffer.alloc(16);
    central.writeUInt32LE(at, 12);
    directory.push(signature(CENTRAL), Buffer.from([20, 0]), common, central.subarray(2), name);
    at += 30 + name.length + packed.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, ...directory, signature(END), end]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
