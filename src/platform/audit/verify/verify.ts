import { type NoteKey, parseNoteKey } from "../../crypto/note.ts";
import { checkpointsPath, entriesPath, hashesPath, hashTiles, TILE } from "../export/layout.ts";
import { openCheckpoint, type PlacedCheckpoint, readCheckpoints } from "./checkpoints.ts";
import { type Finding, Findings } from "./finding.ts";
import { checkFiles, readKeys } from "./folder.ts";
import { LogCheck, type Milestone } from "./log.ts";

export interface VerifyOptions {
  /** Verifier keys (`name+id+base64`) that the reader got from elsewhere. Without them the export vouches for itself. */
  trustedKeys?: readonly string[];
  /** Signed checkpoints kept from earlier: the log must still contain what they saw. */
  remembered?: readonly string[];
}

export interface VerifyReport {
  ok: boolean;
  /** self_attested: only the keys in the export itself were at hand. */
  trust: "trusted_keys" | "self_attested";
  origin: string | null;
  /** Entries that the newest checkpoint signs. */
  size: number;
  checkpoints: number;
  /** Bodies erased, each with its record. */
  erased: number;
  firstCheckpoint: string | null;
  lastCheckpoint: string | null;
  /** With the place of each fault; entries are counted from 0, lines from 1. */
  findings: Finding[];
}

/**
 * Checks an export without network or database: every file's digest, every entry and body, the hashes between them and
 * the root of every checkpoint (so each is consistent with every other), the signatures, the order and the times.
 * @throws TypeError when a trusted key is not one
 */
export async function verifyExport(dir: string, options: VerifyOptions = {}): Promise<VerifyReport> {
  const findings = new Findings();
  const named = await readKeys(dir, findings);
  const keys = options.trustedKeys?.map(readTrusted) ?? named;
  const files = await checkFiles(dir, keys, findings);
  const checkpoints = await readCheckpoints(dir, keys, findings);
  const size = Math.max(0, ...checkpoints.map((checkpoint) => checkpoint.size));
  checkNames(files, size, findings);
  const milestones = [
    ...checkpoints.map((one) => milestoneOf(one, findings)),
    ...remember(options, keys, size, findings),
  ];
  const log = new LogCheck(
    dir,
    size,
    milestones.sort((a, b) => a.size - b.size),
    findings,
  );
  await log.run();
  return {
    ok: findings.clean,
    trust: options.trustedKeys ? "trusted_keys" : "self_attested",
    origin: checkpoints.at(-1)?.origin ?? null,
    size,
    checkpoints: checkpoints.length,
    erased: log.erased,
    firstCheckpoint: checkpoints[0]?.at.toISOString() ?? null,
    lastCheckpoint: checkpoints.at(-1)?.at.toISOString() ?? null,
    findings: findings.list,
  };
}

function readTrusted(text: string): NoteKey {
  const key = parseNoteKey(text.trim());
  if (!key) throw new TypeError("not a verifier key");
  return key;
}

function milestoneOf({ size, root, at, file, line }: PlacedCheckpoint, findings: Findings): Milestone {
  return { size, root, at, mismatch: () => findings.add("checkpoint_mismatch", file, { line, seq: size }) };
}

const REMEMBERED = "remembered";

/** Earlier checkpoints in the reader's hands, against a log cut short or rewritten and signed anew. */
function remember(options: VerifyOptions, keys: readonly NoteKey[], size: number, findings: Findings): Milestone[] {
  return (options.remembered ?? []).flatMap((note, place) => {
    const seen = openCheckpoint(note, keys);
    const line = place + 1;
    if (typeof seen === "string") findings.add("remembered_invalid", REMEMBERED, { line });
    else if (seen.size > size) findings.add("log_truncated", REMEMBERED, { line, seq: size, through: seen.size - 1 });
    else return [{ ...seen, mismatch: () => findings.add("log_rewritten", REMEMBERED, { line, seq: seen.size }) }];
    return [];
  });
}

/** Files that stand where the log's own stand, but that a log of this size does not have. */
function checkNames(files: readonly string[], size: number, findings: Findings): void {
  const expected = new Set<string>();
  for (const { level, tile, width } of hashTiles(size)) expected.add(hashesPath(level, tile, width));
  for (let tile = 0; tile * TILE < size; tile++) expected.add(entriesPath(tile));
  const bundles = files.filter((file) => file.startsWith("checkpoints/")).length;
  for (let tile = 0; tile < bundles; tile++) expected.add(checkpointsPath(tile));
  const known = new Set(findings.list.filter(({ code }) => code === "file_unexpected").map(({ file }) => file));
  for (const file of files) {
    if (/^(entries|tile|checkpoints)\//.test(file) && !expected.has(file) && !known.has(file))
      findings.add("file_unexpected", file);
  }
}
