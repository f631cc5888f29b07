import { type Db, many, maybe, sql, type Tx } from "../db/db.ts";
import { latestCheckpoint } from "./checkpointer.ts";
import { type Entry, entryHash } from "./entry.ts";
import { inclusionRanges } from "./merkle.ts";
import { loadRanges } from "./store.ts";

export interface AuditFilter {
  /** A person's id, or the name of a job, subscriber or console login. */
  actor?: string | undefined;
  /** An exact type, or a whole feature as `leave.*`. */
  type?: string | undefined;
  subject?: string | undefined;
  /** Events of commands run at or after this instant. */
  from?: Date | undefined;
  /** Events of commands run before this instant. */
  to?: Date | undefined;
  /** Only places below this one: the `seq` of the last line of the page before. */
  before?: number | undefined;
  limit?: number | undefined;
}

export interface AuditLine {
  seq: number;
  id: string;
  at: Date;
  actorKind: string;
  actor: string | null;
  onBehalf: string | null;
  type: string;
  version: number;
  subject: string | null;
  /** Null once erased. */
  body: Record<string, unknown> | null;
}

/** The log, the newest first; only what has its place. The caller authorizes. */
export function listAudit(on: Db | Tx, filter: AuditFilter): Promise<AuditLine[]> {
  const feature = filter.type?.endsWith(".*") ? filter.type.slice(0, -1) : null;
  const type = feature === null ? (filter.type ?? null) : null;
  const conditions = [
    sql`seq is not null`,
    ...(filter.before === undefined ? [] : [sql`seq < ${filter.before}::bigint`]),
    ...(filter.actor === undefined ? [] : [sql`actor = ${filter.actor}`]),
    ...(type === null ? [] : [sql`type = ${type}`]),
    ...(feature === null ? [] : [sql`starts_with(type, ${feature})`]),
    ...(filter.subject === undefined ? [] : [sql`subject = ${filter.subject}`]),
    ...(filter.from === undefined ? [] : [sql`at >= ${filter.from}`]),
    ...(filter.to === undefined ? [] : [sql`at < ${filter.to}`]),
  ];
  return many(
    on,
    sql<AuditLine>`select seq, id, at, actor_kind as "actorKind", actor, on_behalf as "onBehalf", type, version, subject, body
      from events.event where ${sql.join(conditions, sql` and `)} order by seq desc limit ${filter.limit ?? 50}`,
  );
}

/** All that an outsider needs to check that an event stands in the log, with `verifyInclusion` and the institution's key. */
export interface AuditProof {
  entry: Entry;
  /** RFC 6962 leaf hash of the entry's canonical bytes, hex. */
  leaf: string;
  /** Size of the tree that the checkpoint signs. */
  size: number;
  /** RFC 6962 audit path, from the leaf up, hex. */
  path: string[];
  /** The signed checkpoint. */
  checkpoint: string;
}

/** Null while the event has no place yet, or no checkpoint covers it (the next one comes within a minute). */
export async function proofOf(on: Db | Tx, eventId: string): Promise<AuditProof | null> {
  const checkpoint = await latestCheckpoint(on);
  const entry = await entryOf(on, eventId);
  if (!checkpoint || !entry || entry.seq >= checkpoint.size) return null;
  const path = await loadRanges(on, inclusionRanges(entry.seq, checkpoint.size));
  return {
    entry,
    leaf: entryHash(entry).toString("hex"),
    size: checkpoint.size,
    path: path.map((hash) => hash.toString("hex")),
    checkpoint: checkpoint.note,
  };
}

async function entryOf(on: Db | Tx, eventId: string): Promise<Entry | null> {
  const row = await maybe<Omit<Entry, "log" | "at" | "commitment"> & { at: Date; commitment: Buffer }>(
    on,
    sql`select e.seq, e.id, e.type, e.version, e.at, e.actor_kind as "actorKind", e.actor, e.on_behalf as "onBehalf", e.subject,
      l.commitment from events.event e join audit.leaf l on l.seq = e.seq where e.id = ${eventId}`,
  );
  return row ? { log: 1, ...row, at: row.at.toISOString(), commitment: row.commitment.toString("hex") } : null;
}
