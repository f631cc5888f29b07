import { type Db, many, sql, type Tx } from "../../db/db.ts";
import { type CheckpointSource, signCheckpoint } from "../checkpointer.ts";
import type { Entry } from "../entry.ts";
import { explainingPapers } from "./papers.ts";
import { type ExportedEntry, type ExportSource, writeExport } from "./writer.ts";

const PAGE = 4_096;

export interface Exported {
  /** Entries written. */
  size: number;
  /** Of the checkpoint signed for this export. */
  checkpoint: string;
}

/** Told after each page of entries how far the export is. */
export type ExportProgress = (done: number, total: number) => Promise<void>;

/**
 * Writes the whole log to an empty or new folder, up to a checkpoint signed now, for `verifyExport` on any machine.
 * What the database lost or changed is written as it is: the verifier names it.
 * @throws FolderNotEmpty
 */
export async function exportAudit(
  source: CheckpointSource,
  dir: string,
  progress: ExportProgress = async () => undefined,
): Promise<Exported> {
  const { size, note } = await signCheckpoint(source);
  await source.db.transaction(async (tx) => writeExport(dir, await sourceOf(tx, source, size, progress)), {
    isolation: "repeatable read",
  });
  return { size, checkpoint: note };
}

async function sourceOf(
  tx: Tx,
  { clock, signer }: CheckpointSource,
  size: number,
  progress: ExportProgress,
): Promise<ExportSource> {
  const keys = await many<{ verifier_key: string }>(tx, sql`select verifier_key from audit.key order by from_size, at`);
  return {
    size,
    at: clock.now(),
    signer,
    verifierKeys: keys.map((key) => key.verifier_key),
    checkpoints: storedCheckpoints(tx, size),
    entries: storedEntries(tx, size, progress),
    papers: await explainingPapers(),
  };
}

async function* storedCheckpoints(on: Db | Tx, upTo: number): AsyncGenerator<string> {
  for (let offset = 0; ; offset += PAGE) {
    const rows = await many<{ note: string }>(
      on,
      sql`select note from audit.checkpoint where size <= ${upTo}::bigint order by size, at limit ${PAGE} offset ${offset}`,
    );
    for (const { note } of rows) yield note;
    if (rows.length < PAGE) return;
  }
}

type Row = Omit<Entry, "log" | "at" | "id" | "commitment"> & {
  id: string | null;
  at: Date;
  body: unknown;
  salt: Buffer | null;
  commitment: Buffer | null;
  hash: Buffer | null;
};

async function* storedEntries(on: Db | Tx, size: number, progress: ExportProgress): AsyncGenerator<ExportedEntry> {
  for (let from = 0; from < size; from += PAGE) {
    const to = Math.min(from + PAGE, size) - 1;
    const rows = await many<Row>(
      on,
      sql`select place as seq, e.id, e.type, e.version, e.at, e.actor_kind as "actorKind", e.actor, e.on_behalf as "onBehalf",
          e.subject, e.body, e.salt, l.commitment, l.hash
        from generate_series(${from}::bigint, ${to}::bigint) as place
        left join audit.leaf l on l.seq = place left join events.event e on e.seq = place order by place`,
    );
    for (const row of rows) yield exported(row);
    await progress(to + 1, size);
  }
}

function exported({ id, at, body, salt, commitment, hash, ...facts }: Row): ExportedEntry {
  const known = id !== null && commitment !== null;
  return {
    hash: hash ?? Buffer.alloc(32),
    entry: known ? { log: 1, ...facts, id, at: at.toISOString(), commitment: commitment.toString("hex") } : null,
    opening: salt === null ? null : { salt, body },
  };
}
