import type { Readable } from "node:stream";

/**
 * Where the bytes of papers live. The database keeps addresses, never contents; a row that names an address is
 * committed only after `put` has answered, so a named blob always exists.
 */
export interface BlobStore {
  /**
   * Stores the bytes durably, then answers. Same bytes under the same label: same address, written again in full
   * (which also heals a damaged copy and renews the grace of the orphan sweep).
   */
  put(content: BlobContent, options: { label: string }): Promise<StoredBlob>;
  /** The whole content, checked against its address. @throws BlobMissing, BlobDamaged */
  get(digest: string): Promise<Uint8Array>;
  /** Part of the content as a stream, unchecked. `end` is exclusive. @throws BlobMissing */
  open(digest: string, range?: { start?: number; end?: number }): Promise<Readable>;
  /** Size in bytes, or null when the store has no such blob. */
  size(digest: string): Promise<number | null>;
  has(digest: string): Promise<boolean>;
  /** Removes the blob; false when it was not there. Who may destroy what is decided above, by retention. */
  delete(digest: string): Promise<boolean>;
}

export type BlobContent = Uint8Array | AsyncIterable<Uint8Array>;

export type StoredBlob = {
  /** The address, 64 hex digits: opaque, not the SHA-256 of the content (see `address`). */
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
    super(`the blob at ${digest} no longer matches its address`);
    this.digest = digest;
  }
}

/** The label of a blob becomes a folder name, so it is a short plain word such as `level-2` or `personal`. */
export const LABEL = /^[a-z0-9][a-z0-9-]{0,47}$/;
export const DIGEST = /^[0-9a-f]{64}$/;
