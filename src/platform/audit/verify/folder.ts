import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { type NoteKey, parseNote, parseNoteKey, signatureState } from "../../crypto/note.ts";
import { KEYS, MANIFEST, MANIFEST_HEAD } from "../export/layout.ts";
import type { Findings } from "./finding.ts";

/** Null when there is no such file. */
export async function readBytes(dir: string, path: string): Promise<Buffer | null> {
  return readFile(join(dir, path)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR" || error.code === "EISDIR") return null;
    throw error;
  });
}

/** The lines of a file; the last is empty when the file ends, as it should, with a line break. Null: no file. */
export async function readLines(dir: string, path: string): Promise<Buffer[] | null> {
  const bytes = await readBytes(dir, path);
  if (bytes === null) return null;
  const lines: Buffer[] = [];
  let from = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
    lines.push(bytes.subarray(from, end));
    from = end + 1;
  }
  if (from < bytes.length) lines.push(bytes.subarray(from));
  return lines;
}

/** The text of UTF-8 bytes, or null when they are not. */
export function strictText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

async function filesIn(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

/** The keys the export names; a line that is not a key is a finding. */
export async function readKeys(dir: string, findings: Findings): Promise<NoteKey[]> {
  const lines = (await readLines(dir, KEYS)) ?? [];
  return lines.flatMap((line, place) => {
    const key = parseNoteKey(strictText(line) ?? "");
    if (key) return [key];
    findings.add("key_altered", KEYS, { line: place + 1 });
    return [];
  });
}

/** Compares every file with the signed list of digests. Answers the files that are there. */
export async function checkFiles(dir: string, keys: readonly NoteKey[], findings: Findings): Promise<string[]> {
  const files = (await filesIn(dir)).filter((file) => file !== MANIFEST);
  const listed = await readManifest(dir, keys, findings);
  if (listed === null) return files;
  for (const file of files) {
    const digest = listed.get(file);
    if (digest === undefined) findings.add("file_unexpected", file);
    else if (digest !== (await digestOf(dir, file))) findings.add("file_altered", file);
    listed.delete(file);
  }
  for (const file of listed.keys()) findings.add("file_missing", file);
  return files;
}

const digestOf = async (dir: string, file: string): Promise<string> =>
  createHash("sha256")
    .update((await readBytes(dir, file)) ?? "")
    .digest("hex");

async function readManifest(
  dir: string,
  keys: readonly NoteKey[],
  findings: Findings,
): Promise<Map<string, string> | null> {
  const bytes = await readBytes(dir, MANIFEST);
  if (bytes === null) {
    findings.add("manifest_missing", MANIFEST);
    return null;
  }
  const note = parseNote(strictText(bytes) ?? "");
  const state = note && signatureState(note, keys);
  if (state === "unknown") findings.add("manifest_untrusted", MANIFEST);
  const lines = note?.text.split("\n").slice(0, -1) ?? [];
  if (!note || state === "bad" || lines[0] !== MANIFEST_HEAD) {
    findings.add("manifest_altered", MANIFEST);
    return null;
  }
  return new Map(lines.slice(4).map((line) => [line.slice(65), line.slice(0, 64)]));
}
