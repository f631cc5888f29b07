import { hash as digest } from "node:crypto";
import { canonicalJson } from "./canonical.ts";
import { type Hash, leafHash } from "./merkle.ts";

/**
 * One line of the audit log. It holds identifiers and times only; what happened in detail is in the body, which the
 * entry merely commits to, so that a body can be erased (law 09-08) and the log still verifies.
 */
export interface Entry {
  /** Version of this shape. */
  log: 1;
  /** Place in the log, from 0, without gaps; also the index of the Merkle leaf. */
  seq: number;
  id: string;
  type: string;
  version: number;
  /** RFC 3339 UTC with milliseconds: when the command ran. */
  at: string;
  actorKind: string;
  actor: string | null;
  onBehalf: string | null;
  /** The id of the thing it happened to. */
  subject: string | null;
  /** SHA-256(salt || canonical body), in hex. */
  commitment: string;
}

export function commitmentOf(salt: Uint8Array, body: unknown): Buffer {
  return digest("sha256", Buffer.concat([salt, Buffer.from(canonicalJson(body))]), "buffer");
}

/** The bytes that the leaf hash covers. */
export function entryBytes(entry: Entry): Buffer {
  return Buffer.from(canonicalJson(entry));
}

export function entryHash(entry: Entry): Hash {
  return leafHash(entryBytes(entry));
}

/** The event that says a body was erased; its subject is the erased event, so the proof survives its own erasure. */
export const BODY_ERASED = "events.body_erased";
