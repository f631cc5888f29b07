import type { Readable } from "node:stream";

/**
 * Where the bytes of papers live. The database keeps addresses, never contents; a row that names an address is
 * committed only after `put` has answered, so a named blob always exists.
 */
export interface BlobStore {
  /**
   * Stores the bytes durably and sealed, then answers; memory is some frames, whatever the size. Same bytes under the
   * same label: same address, kept once, found whole or healed, and the grace of the orphan sweep begins again.
   */
  put(content: BlobContent, options: { label: string }): Promise<StoredBlob>;
  /** The whole content, every byte checked. @throws BlobMissing, BlobDamaged */
  get(digest: string): Promise<Uint8Array>;
  /**
   * Part of the content as a stream, each frame checked before any of it is given. `end` is exclusive.
   * @throws BlobMissing; BlobDamaged, from the stream
   */
  open(digest: string, range?: { start?: number; end?: number }): Promise<Readable>;
  /** Size in bytes, or null when the store has no such blob. */
  size(digest: string): Promise<number | null>;
  has(digest: string): Promise<boolean>;
  /**
   * Destroys the blob: its key goes first, so the content is gone even if the file stays somewhere. False when it was not
   * there. Who may destroy what is decided above, by retention.
   */
  delete(digest: string): Promise<boolean>;
}

export type BlobContent = Uint8Array | AsyncIterable<Uint8Array>;

export type StoredBlob = {
  /** The address, 64 hex digits: a keyed digest of label and content, so it tells nothing to whoever lacks the key. */
  digest: string;
  /** SHA-256 of the content, hex: what an outsider can compute on his copy. */
  sha256: string;
  /** Bytes. */
  size: number;
};

export class BlobMissing extends Error {
  readonly digest: string;
  constructor(digest: string) {
    super(`no blob at ${digest}`);
    this.digest = digest;
  }
}

export class BlobDamaged extends Error {
  readonly digest: string;
  constructor(digest: string) {
    super(`the blob at ${digest} is not what was stored`);
    this.digest = digest;
  }
}

/** The label of a blob becomes a folder name, so it is a short plain word such as `level-2` or `personal`. */
export const LABEL = /^[a-z0-9][a-z0-9-]{0,47}$/;
export const DIGEST = /^[0-9a-f]{64}$/;
