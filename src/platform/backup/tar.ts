import { createReadStream } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";

/** POSIX.1-1988 `ustar`: blocks of 512 bytes. Entries come one after another, so that it can be written into a pipe. */
const BLOCK = 512;
const NAME_BYTES = 100;
const PREFIX_BYTES = 155;
/** The largest size eleven octal digits hold; above it GNU's base-256 form is used. */
const LARGEST_OCTAL = 0o77777777777;

/** One file in an archive: where its bytes begin in it, and how many there are. */
export type Placed = { offset: number; size: number };

/** The block that stands before an entry's bytes. @throws RangeError for a name that ustar cannot hold */
export function tarHeader(name: string, size: number, at: Date): Buffer {
  const [prefix, base] = splitName(name);
  const block = Buffer.alloc(BLOCK);
  block.write(base, 0, NAME_BYTES, "ascii");
  block.write("0000600\0", 100);
  block.write("0000000\0", 108);
  block.write("0000000\0", 116);
  writeSize(block, size);
  block.write(`${octal(Math.floor(at.getTime() / 1_000), 11)}\0`, 136);
  block.write("0", 156);
  block.write("ustar\0", 257);
  block.write("00", 263);
  block.write(prefix, 345, PREFIX_BYTES, "ascii");
  block.fill(" ", 148, 156);
  block.write(`${octal(sum(block), 6)}\0 `, 148);
  return block;
}

/** Zeros up to the next block. */
export const tarPadding = (size: number): Buffer => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
/** Two empty blocks end an archive. */
export const TAR_END = Buffer.alloc(2 * BLOCK);

/**
 * Finds every entry by its header alone. @returns null when the file is no archive, is cut off or a header is damaged
 */
export async function tarIndex(file: FileHandle): Promise<Map<string, Placed> | null> {
  const { size: end } = await file.stat();
  const entries = new Map<string, Placed>();
  const block = Buffer.alloc(BLOCK);
  for (let offset = 0; offset + BLOCK <= end; ) {
    await file.read(block, 0, BLOCK, offset);
    if (block.every((byte) => byte === 0)) return entries;
    const entry = readHeader(block);
    if (!entry) return null;
    entries.set(entry.name, { offset: offset + BLOCK, size: entry.size });
    offset += BLOCK + entry.size + tarPadding(entry.size).length;
  }
  return null;
}

/** The bytes of one entry. */
export const openPlaced = (path: string, { offset, size }: Placed): Readable =>
  size === 0 ? Readable.from([]) : createReadStream(path, { start: offset, end: offset + size - 1 });

function readHeader(block: Buffer): { name: string; size: number } | null {
  const text = (from: number, length: number) =>
    block.toString("latin1", from, from + length).replace(/\0[\s\S]*$/, "");
  const told = Number.parseInt(text(148, 8), 8);
  const copy = Buffer.from(block);
  copy.fill(" ", 148, 156);
  if (text(257, 5) !== "ustar" || told !== sum(copy)) return null;
  const size = block[124]! & 0x80 ? Number(block.readBigUInt64BE(128)) : Number.parseInt(text(124, 12), 8);
  const prefix = text(345, PREFIX_BYTES);
  return { name: `${prefix}${prefix && "/"}${text(0, NAME_BYTES)}`, size };
}

function splitName(name: string): [prefix: string, base: string] {
  if (name.length <= NAME_BYTES) return ["", name];
  const cut = name.lastIndexOf("/");
  const [prefix, base] = [name.slice(0, cut), name.slice(cut + 1)];
  if (cut < 1 || prefix.length > PREFIX_BYTES || base.length > NAME_BYTES)
    throw new RangeError(`too long for an archive: ${name}`);
  return [prefix, base];
}

function writeSize(block: Buffer, size: number): void {
  if (size <= LARGEST_OCTAL) return void block.write(`${octal(size, 11)}\0`, 124);
  block[124] = 0x80;
  block.writeBigUInt64BE(BigInt(size), 128);
}

const octal = (value: number, digits: number) => value.toString(8).padStart(digits, "0");
const sum = (block: Buffer) => block.reduce((total, byte) => total + byte, 0);
