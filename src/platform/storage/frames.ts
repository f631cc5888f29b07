import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/**
 * The STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár ("Online Authenticated-Encryption and its
 * Nonce-Reuse Misuse-Resistance", CRYPTO 2015, section 7) over AES-256-GCM: frames of 64 KiB, the nonce of each
 * = prefix[7] || counter[4] || last[1]. A frame that is changed, moved, repeated, left out or the last no more does not
 * open; any frame opens alone, so that a part can be read without the rest.
 */
export const FRAME_BYTES = 64 * 1024;
const TAG_BYTES = 16;
const SEALED_BYTES = FRAME_BYTES + TAG_BYTES;
const MAGIC = Buffer.from("diwanblb");
/** AES-256-GCM in frames of 64 KiB. Another suite is another number. */
const SUITE = 1;
/** magic[8] || suite[1] || id[16] || prefix[7], authenticated with every frame. */
export const HEADER_BYTES = 32;
const KEY_BYTES = 32;
const PREFIX_BYTES = 7;
/** Frames handed on together: few writes, little memory. */
const BATCH = 16;

/** What opens one file: made for it alone, never used for another content. */
export type FileKey = { id: string; key: Buffer; prefix: Buffer };

/** A frame that is not what was sealed. */
export class FrameDamaged extends Error {}

/** @param id 32 hex digits, the name of the file */
export const newFileKey = (id: string): FileKey => ({
  id,
  key: randomBytes(KEY_BYTES),
  prefix: randomBytes(PREFIX_BYTES),
});

/** The key and prefix as they are wrapped. */
export const packFileKey = ({ key, prefix }: FileKey): Buffer => Buffer.concat([key, prefix]);
export function unpackFileKey(id: string, packed: Buffer): FileKey {
  if (packed.length !== KEY_BYTES + PREFIX_BYTES) throw new RangeError("not the key of a file");
  return { id, key: packed.subarray(0, KEY_BYTES), prefix: packed.subarray(KEY_BYTES) };
}

/** Bytes of the file that holds a content of this size. */
export const sealedSize = (size: number): number => HEADER_BYTES + size + framesOf(size) * TAG_BYTES;

/** The file of a content: header, then frames. Memory is some frames, whatever the size. */
export async function* sealFrames(
  file: FileKey,
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  const header = headerOf(file);
  let ready: Buffer[] = [header];
  let counter = 0;
  for await (const { frame, last } of framed(content)) {
    const cipher = createCipheriv("aes-256-gcm", file.key, nonce(file, counter++, last), { authTagLength: TAG_BYTES });
    cipher.setAAD(header);
    ready.push(cipher.update(frame), cipher.final(), cipher.getAuthTag());
    if (counter % BATCH !== 0 && !last) continue;
    yield Buffer.concat(ready);
    ready = [];
  }
}

/**
 * The content from `start` to `end` (exclusive) of a file that holds `size` bytes of it, each frame checked before any
 * of it is given. `read` gives the bytes of the file in a range, end exclusive. @throws FrameDamaged
 */
export async function* openFrames(
  file: FileKey,
  size: number,
  read: (start: number, end: number) => AsyncIterable<Uint8Array>,
  range: { start: number; end: number } = { start: 0, end: size },
): AsyncGenerator<Buffer> {
  const header = headerOf(file);
  const total = framesOf(size);
  const first = Math.floor(range.start / FRAME_BYTES);
  const last = Math.min(total, Math.ceil(Math.max(range.end, range.start + 1) / FRAME_BYTES)) - 1;
  const from = first === 0 ? 0 : HEADER_BYTES + first * SEALED_BYTES;
  const to = Math.min(HEADER_BYTES + (last + 1) * SEALED_BYTES, sealedSize(size));
  const { take, close } = exactly(read(from, to));
  try {
    if (first === 0 && !(await take(HEADER_BYTES)).equals(header)) throw new FrameDamaged("header");
    for (let counter = first; counter <= last; counter++) {
      const at = counter * FRAME_BYTES;
      const sealed = await take(Math.min(SEALED_BYTES, size - at + TAG_BYTES));
      const plain = openFrame(file, header, counter, counter === total - 1, sealed);
      yield plain.subarray(Math.max(0, range.start - at), Math.max(0, range.end - at));
    }
  } finally {
    await close();
  }
}

function openFrame(file: FileKey, header: Buffer, counter: number, last: boolean, sealed: Buffer): Buffer {
  const body = sealed.subarray(0, -TAG_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", file.key, nonce(file, counter, last), { authTagLength: TAG_BYTES });
  decipher.setAAD(header);
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const plain = decipher.update(body);
  try {
    decipher.final();
  } catch {
    throw new FrameDamaged(`frame ${counter}`);
  }
  return plain;
}

const headerOf = ({ id, prefix }: FileKey): Buffer =>
  Buffer.concat([MAGIC, Buffer.of(SUITE), Buffer.from(id, "hex"), prefix]);

/** An empty content has one empty frame. */
const framesOf = (size: number): number => Math.max(1, Math.ceil(size / FRAME_BYTES));

function nonce({ prefix }: FileKey, counter: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  prefix.copy(bytes);
  // 2^32 frames: a file ends long before its counter.
  bytes.writeUInt32BE(counter, PREFIX_BYTES);
  bytes[11] = last ? 1 : 0;
  return bytes;
}

/** Cuts into full frames; the last one may be shorter, and only of an empty content empty. */
async function* framed(
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<{ frame: Uint8Array; last: boolean }> {
  let parts: Uint8Array[] = [];
  let held = 0;
  for await (const chunk of content) {
    for (let at = 0; at < chunk.length; ) {
      // A full frame is given only once something follows it: it might have been the last.
      if (held === FRAME_BYTES) {
        yield { frame: join(parts), last: false };
        parts = [];
        held = 0;
      }
      const part = chunk.subarray(at, at + FRAME_BYTES - held);
      parts.push(part);
      held += part.length;
      at += part.length;
    }
  }
  yield { frame: join(parts), last: true };
}

const join = (parts: Uint8Array[]): Uint8Array => (parts.length === 1 ? parts[0]! : Buffer.concat(parts));

type Taker = { take(count: number): Promise<Buffer>; close(): Promise<unknown> };

/** Takes an exact number of bytes at a time from a stream; it throws FrameDamaged when that ends before. */
function exactly(stream: AsyncIterable<Uint8Array>): Taker {
  const source = stream[Symbol.asyncIterator]();
  let parts: Uint8Array[] = [];
  let held = 0;
  return {
    async take(count) {
      while (held < count) {
        const { value, done } = await source.next();
        if (done) throw new FrameDamaged("cut off");
        parts.push(value);
        held += value.length;
      }
      const all = parts.length === 1 ? Buffer.from(parts[0]!.buffer, parts[0]!.byteOffset, held) : Buffer.concat(parts);
      parts = [all.subarray(count)];
      held -= count;
      return all.subarray(0, count);
    },
    close: async () => source.return?.(),
  };
}
