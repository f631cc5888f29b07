import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { formatNoteKey, type NoteSigner, noteKeyId, signNote } from "../../crypto/note.ts";
import { formatCheckpoint } from "../checkpoint.ts";
import { BODY_ERASED, commitmentOf, type Entry, entryHash } from "../entry.ts";
import { type ExportedEntry, writeExport } from "../export/writer.ts";
import { Frontier } from "../frontier.ts";

/** Test data: a log in memory, told in sentences, and the export an honest or a dishonest keeper would write of it. */
export interface SampleLog {
  entries: ExportedEntry[];
  /** Sizes at which a checkpoint was signed. */
  signedAt: number[];
}

export const START = Date.parse("2026-01-05T08:00:00.000Z");

export function makeSigner(name = "diwan/test/audit"): NoteSigner & { verifierKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const raw = publicKey.export({ format: "der", type: "spki" }).subarray(-32);
  const key = { name, keyId: noteKeyId(name, raw), publicKey: raw };
  return { ...key, verifierKey: formatNoteKey(key), sign: (bytes) => sign(null, bytes, privateKey) };
}

/** A log of `size` events, one a second; `said` changes what one of them says. */
export function sampleLog(size: number, signedAt: number[], said: (seq: number) => object = () => ({})): SampleLog {
  const entries = Array.from({ length: size }, (_, seq) =>
    makeEntry(seq, { days: seq % 30, name: "سعيد", ...said(seq) }),
  );
  return { entries, signedAt };
}

export function makeEntry(seq: number, body: object, more: Partial<Entry> = {}): ExportedEntry {
  const digest = createHash("sha256").update(String(seq)).digest("hex");
  const salt = Buffer.from(digest.slice(0, 32), "hex");
  const entry: Entry = {
    log: 1,
    seq,
    id: `0190${digest.slice(0, 4)}-0000-7000-8000-${digest.slice(4, 16)}`,
    type: "leave.request_submitted",
    version: 1,
    at: new Date(START + seq * 1_000).toISOString(),
    actorKind: "person",
    actor: `0190${digest.slice(16, 20)}-0000-7000-8000-${digest.slice(20, 32)}`,
    onBehalf: seq % 3 === 0 ? "0190aaaa-0000-7000-8000-000000000000" : null,
    subject: seq % 2 === 0 ? digest.slice(32, 64) : null,
    commitment: commitmentOf(salt, body).toString("hex"),
    ...more,
  };
  return { hash: entryHash(entry), entry, opening: { salt, body } };
}

/** Erases the body of `seq`; the record of it is added unless told otherwise. */
export function erase(log: SampleLog, seq: number, record: "recorded" | "in silence"): SampleLog {
  const erased = log.entries[seq]!;
  const entries = log.entries.map((one) => (one === erased ? { ...one, opening: null } : one));
  const note = { type: BODY_ERASED, subject: erased.entry!.id };
  if (record === "recorded") entries.push(makeEntry(entries.length, { reason: "x", seq }, note));
  return { entries, signedAt: [...log.signedAt, entries.length] };
}

/** The checkpoints of a log, one a minute. */
export function checkpointsOf(log: SampleLog, signer: NoteSigner): string[] {
  const tree = new Frontier();
  const notes: string[] = [];
  for (const [place, size] of log.signedAt.entries()) {
    while (tree.size < size) tree.append(log.entries[tree.size]!.hash);
    const at = new Date(START + 3_600_000 + place * 60_000);
    notes.push(signNote(formatCheckpoint({ origin: signer.name, size, root: tree.root(), at }), signer));
  }
  return notes;
}

export async function exportSample(
  dir: string,
  log: SampleLog,
  signer: NoteSigner & { verifierKey: string },
  checkpoints = checkpointsOf(log, signer),
): Promise<void> {
  await writeExport(dir, {
    size: log.entries.length,
    at: new Date(START + 7_200_000),
    signer,
    verifierKeys: [signer.verifierKey],
    checkpoints,
    entries: log.entries,
    papers: new Map([["README.md", Buffer.from("اقرأني\n")]]),
  });
}
