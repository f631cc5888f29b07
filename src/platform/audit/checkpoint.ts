import type { Hash } from "./merkle.ts";

/**
 * The text of a checkpoint (C2SP tlog-checkpoint): origin, size, root in base64, and one extension line with the time,
 * which the signature thus covers.
 */
export interface Checkpoint {
  /** Names the log; the same as the name of the key that signs it. */
  origin: string;
  size: number;
  root: Hash;
  /** To the millisecond. */
  at: Date;
}

const SHAPE = /^([^\n]+)\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\ntime ([0-9TZ:.-]{24})\n$/;

export function formatCheckpoint({ origin, size, root, at }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toString("base64")}\ntime ${at.toISOString()}\n`;
}

/** Null unless the text is exactly what `formatCheckpoint` writes. */
export function parseCheckpoint(text: string): Checkpoint | null {
  const [, origin, size, root, time] = SHAPE.exec(text) ?? [];
  if (origin === undefined || Number.isNaN(Date.parse(time!))) return null;
  const checkpoint = { origin, size: Number(size), root: Buffer.from(root!, "base64"), at: new Date(time!) };
  return formatCheckpoint(checkpoint) === text ? checkpoint : null;
}
