import { type NoteKey, noteSignedBy, parseNote, signatureState } from "../../crypto/note.ts";
import { type Checkpoint, parseCheckpoint } from "../checkpoint.ts";
import { checkpointsPath, LATEST } from "../export/layout.ts";
import type { Findings } from "./finding.ts";
import { readBytes, readLines, strictText } from "./folder.ts";

/** A checkpoint whose signature holds, and where it stands. */
export interface PlacedCheckpoint extends Checkpoint {
  file: string;
  line: number;
}

/** Reads every checkpoint, the oldest first; those whose signature fails are findings and left out. */
export async function readCheckpoints(
  dir: string,
  keys: readonly NoteKey[],
  findings: Findings,
): Promise<PlacedCheckpoint[]> {
  const good: PlacedCheckpoint[] = [];
  let last: ReturnType<typeof openCheckpoint> | null = null;
  let lastText: string | null = null;
  for (let tile = 0, file = checkpointsPath(0); ; file = checkpointsPath(++tile)) {
    const lines = await readLines(dir, file);
    if (lines === null) break;
    for (const [place, line] of lines.entries()) {
      lastText = parseLine(line);
      last = openCheckpoint(lastText, keys);
      if (typeof last === "string") findings.add(last, file, { line: place + 1 });
      else good.push({ ...last, file, line: place + 1 });
    }
  }
  const published = strictText((await readBytes(dir, LATEST)) ?? Buffer.alloc(0));
  const latest = openCheckpoint(published, keys);
  if (typeof latest === "string") findings.add(latest, LATEST);
  else if (last === null || typeof last === "string") good.push({ ...latest, file: LATEST, line: 1 });
  else if (published !== lastText) findings.add("checkpoint_altered", LATEST);
  if (good.length === 0) findings.add("checkpoint_missing", LATEST);
  checkOrder(good, findings);
  return good;
}

/** The checkpoint in a signed note, or why it is not one. */
export function openCheckpoint(
  text: string | null,
  keys: readonly NoteKey[],
): Checkpoint | "checkpoint_altered" | "checkpoint_untrusted" {
  const note = parseNote(text ?? "");
  if (note === null) return "checkpoint_altered";
  if (signatureState(note, keys) === "unknown") return "checkpoint_untrusted";
  const checkpoint = parseCheckpoint(note.text);
  const signer = noteSignedBy(note, keys);
  return checkpoint && signer?.name === checkpoint.origin ? checkpoint : "checkpoint_altered";
}

function parseLine(line: Buffer): string | null {
  const text = strictText(line);
  try {
    const note: unknown = JSON.parse(text ?? "");
    return typeof note === "string" && JSON.stringify(note) === text ? note : null;
  } catch {
    return null;
  }
}

/** Neither the size of the log nor the time may go back from one checkpoint to the next. */
function checkOrder(checkpoints: readonly PlacedCheckpoint[], findings: Findings): void {
  for (const [place, { size, at, file, line }] of checkpoints.entries()) {
    const before = checkpoints[place - 1];
    if (before && (before.size > size || before.at > at)) findings.add("checkpoint_backwards", file, { line });
  }
}
