import type { Clock } from "../clock.ts";
import type { Signer } from "../crypto/keys.ts";
import { parseNote, signNote } from "../crypto/note.ts";
import { type Db, maybe, sql, type Tx } from "../db/db.ts";
import { type Checkpoint, formatCheckpoint, parseCheckpoint } from "./checkpoint.ts";
import { loadFrontier } from "./store.ts";

/** What signing needs of the platform. */
export interface CheckpointSource {
  db: Db;
  clock: Clock;
  signer: Signer;
}

export interface SignedCheckpoint extends Checkpoint {
  keyId: string;
  /** The signed note, as it is published. */
  note: string;
}

/**
 * Signs the log as it stands, unless its last checkpoint already says so under the same key. Time never goes back from
 * one checkpoint to the next, even when the machine's clock did.
 */
export function signCheckpoint({ db, clock, signer }: CheckpointSource): Promise<SignedCheckpoint> {
  return db.transaction(async (tx) => {
    await sql`select pg_advisory_xact_lock(1684633441, 14)`.execute(tx);
    const frontier = await loadFrontier(tx);
    const last = await latestCheckpoint(tx);
    if (last?.size === frontier.size && last.keyId === signer.keyId) return last;
    const now = clock.now();
    const at = last && last.at > now ? last.at : now;
    const checkpoint = { origin: signer.name, size: frontier.size, root: frontier.root(), at };
    const note = signNote(formatCheckpoint(checkpoint), signer);
    await sql`insert into audit.key (verifier_key, from_size, at) values (${signer.verifierKey}, ${frontier.size}, ${at})
      on conflict do nothing`.execute(tx);
    await sql`insert into audit.checkpoint (size, key_id, at, note)
      values (${checkpoint.size}, ${signer.keyId}, ${at}, ${note})`.execute(tx);
    return { ...checkpoint, keyId: signer.keyId, note };
  });
}

export async function latestCheckpoint(on: Db | Tx): Promise<SignedCheckpoint | null> {
  const row = await maybe<{ key_id: string; note: string }>(
    on,
    sql`select key_id, note from audit.checkpoint order by size desc, at desc limit 1`,
  );
  return row ? readSigned(row) : null;
}

function readSigned({ key_id, note }: { key_id: string; note: string }): SignedCheckpoint {
  const checkpoint = parseCheckpoint(parseNote(note)?.text ?? "");
  if (!checkpoint) throw new Error("audit: the last checkpoint in the database is not one");
  return { ...checkpoint, keyId: key_id, note };
}
