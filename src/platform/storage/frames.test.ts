import { describe, expect, test } from "vitest";
import { collected } from "../testing/collected.ts";
import {
  type FileKey,
  FRAME_BYTES,
  FrameDamaged,
  HEADER_BYTES,
  newFileKey,
  openFrames,
  packFileKey,
  sealedSize,
  sealFrames,
  unpackFileKey,
} from "./frames.ts";

const ID = "0199c0ffee00700080000000000000aa";
const SEALED = FRAME_BYTES + 16;
const file = newFileKey(ID);

async function whole(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  return Buffer.concat(await collected(stream));
}
const seal = (content: Buffer, key: FileKey = file) => whole(sealFrames(key, [content]));
const open = (sealed: Buffer, size: number, key: FileKey = file, range?: { start: number; end: number }) =>
  whole(
    openFrames(
      key,
      size,
      (start, end) =>
        (async function* () {
          yield sealed.subarray(start, end);
        })(),
      range,
    ),
  );
const sample = (size: number) => Buffer.from(Array.from({ length: size }, (_, at) => (at * 31 + (at >> 8)) & 0xff));

describe("sealed frames", () => {
  test.each([0, 1, 15, FRAME_BYTES - 1, FRAME_BYTES, FRAME_BYTES + 1, 2 * FRAME_BYTES, 17 * FRAME_BYTES + 5])(
    "give back %i bytes, from one piece or from crumbs",
    async (size) => {
      const content = sample(size);
      const sealed = await seal(content);
      expect(sealed.length).toBe(sealedSize(size));
      expect((await open(sealed, size)).equals(content)).toBe(true);
      const crumbs = function* () {
        for (let at = 0, step = 1; at < size; at += step, step = (step * 7) % 9_001)
          yield content.subarray(at, at + step);
      };
      expect((await whole(sealFrames(file, crumbs()))).equals(sealed)).toBe(true);
    },
  );

  test("are open to any range", async () => {
    const size = 3 * FRAME_BYTES + 100;
    const content = sample(size);
    const sealed = await seal(content);
    const edges = [
      0,
      1,
      FRAME_BYTES - 1,
      FRAME_BYTES,
      FRAME_BYTES + 1,
      2 * FRAME_BYTES,
      3 * FRAME_BYTES,
      size - 1,
      size,
    ];
    for (const start of edges)
      for (const end of edges.filter((edge) => edge > start))
        expect(
          (await open(sealed, size, file, { start, end })).equals(content.subarray(start, end)),
          `${start}-${end}`,
        ).toBe(true);
  });

  test("read only the frames of the range", async () => {
    const size = 100 * FRAME_BYTES;
    const asked: [number, number][] = [];
    const sealed = await seal(Buffer.alloc(size));
    const read = (start: number, end: number) => {
      asked.push([start, end]);
      return (async function* () {
        yield sealed.subarray(start, end);
      })();
    };
    await whole(openFrames(file, size, read, { start: 50 * FRAME_BYTES + 7, end: 51 * FRAME_BYTES }));
    expect(asked).toEqual([[HEADER_BYTES + 50 * SEALED, HEADER_BYTES + 51 * SEALED]]);
  });

  test("are other bytes each time, for each file has its own key", async () => {
    const content = sample(1_000);
    expect((await seal(content)).equals(await seal(content, newFileKey(ID)))).toBe(false);
  });
});

describe("a sealed file that was touched does not open:", () => {
  const size = 2 * FRAME_BYTES + 50;
  const content = sample(size);
  const refused = async (sealed: Buffer, told = size, key = file) =>
    expect(open(sealed, told, key)).rejects.toBeInstanceOf(FrameDamaged);
  const part = (sealed: Buffer, frame: number) =>
    sealed.subarray(HEADER_BYTES + frame * SEALED, HEADER_BYTES + (frame + 1) * SEALED);

  test("a bit flipped in any byte of the header, and all over the frames", async () => {
    const sealed = await seal(content);
    const places = [
      ...Array.from({ length: HEADER_BYTES + 40 }, (_, at) => at),
      ...Array.from({ length: 97 }, (_, step) => Math.floor((step * (sealed.length - 1)) / 96)),
      ...Array.from({ length: 16 }, (_, at) => HEADER_BYTES + FRAME_BYTES + at),
      ...Array.from({ length: 20 }, (_, at) => sealed.length - 1 - at),
    ];
    for (const place of places) {
      const changed = Buffer.from(sealed);
      changed[place]! ^= 1 << (place % 8);
      await refused(changed);
    }
  });

  test("cut off anywhere, also between frames, also when the size is told to be that of what is left", async () => {
    const sealed = await seal(content);
    for (const length of [0, 10, HEADER_BYTES, HEADER_BYTES + SEALED, HEADER_BYTES + 2 * SEALED, sealed.length - 1])
      await refused(sealed.subarray(0, length));
    await refused(sealed.subarray(0, HEADER_BYTES + 2 * SEALED), 2 * FRAME_BYTES);
    await refused(sealed.subarray(0, HEADER_BYTES + SEALED), FRAME_BYTES);
  });

  test("frames in another order, repeated or left out", async () => {
    const sealed = await seal(content);
    const [header, first, second, last] = [
      sealed.subarray(0, HEADER_BYTES),
      part(sealed, 0),
      part(sealed, 1),
      part(sealed, 2),
    ];
    await refused(Buffer.concat([header, second, first, last]));
    await refused(Buffer.concat([header, first, first, last]));
    await refused(Buffer.concat([header, first, last]), FRAME_BYTES + 50);
    await refused(Buffer.concat([header, first, second, second, last]), size + FRAME_BYTES);
  });

  test("a frame of another file spliced in, even of the same content or under the same key with another prefix", async () => {
    const sealed = await seal(content);
    const strangers = [
      newFileKey(ID),
      { ...file, prefix: newFileKey(ID).prefix },
      { ...file, id: ID.replace("aa", "ab") },
    ];
    for (const key of strangers) {
      const other = await seal(content, key);
      await refused(
        Buffer.concat([sealed.subarray(0, HEADER_BYTES), part(other, 0), part(sealed, 1), part(sealed, 2)]),
      );
      await refused(other);
    }
  });

  test("a range is refused as well when its own frame was touched", async () => {
    const sealed = await seal(content);
    sealed[HEADER_BYTES + SEALED + 100]! ^= 1;
    await expect(open(sealed, size, file, { start: FRAME_BYTES, end: FRAME_BYTES + 1 })).rejects.toBeInstanceOf(
      FrameDamaged,
    );
    const before = await open(sealed, size, file, { start: 5, end: 9 });
    expect(before.equals(content.subarray(5, 9))).toBe(true);
  });
});

test("a key is packed and unpacked, and nothing else is taken for one", () => {
  expect(unpackFileKey(ID, packFileKey(file))).toEqual(file);
  expect(() => unpackFileKey(ID, Buffer.alloc(32))).toThrow(RangeError);
});
