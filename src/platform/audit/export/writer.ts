import { createHash } from "node:crypto";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type NoteSigner, signNote } from "../../crypto/note.ts";
import { canonicalJson } from "../canonical.ts";
import type { Entry } from "../entry.ts";
import { Frontier } from "../frontier.ts";
import { checkpointsPath, entriesPath, hashesPath, KEYS, LATEST, MANIFEST, MANIFEST_HEAD, TILE } from "./layout.ts";

/** One place of the log. `entry` is null when the database lost it: the verifier will say so. */
export interface ExportedEntry {
  hash: Buffer;
  entry: Entry | null;
  /** Null once erased. */
  opening: { salt: Buffer; body: unknown } | null;
}

export interface ExportSource {
  /** Size of the log that the last checkpoint signs. */
  size: number;
  at: Date;
  signer: NoteSigner;
  verifierKeys: readonly string[];
  /** Signed notes, the oldest first. */
  checkpoints: AsyncIterable<string> | Iterable<string>;
  /** Consecutive places from 0 on, `size` in all. */
  entries: AsyncIterable<ExportedEntry> | Iterable<ExportedEntry>;
  /** Files that explain: path and bytes. */
  papers: ReadonlyMap<string, Buffer>;
}

/** Thrown when the folder to write already holds something. */
export class FolderNotEmpty extends Error {
  readonly code = "audit.export_folder_not_empty";
  readonly params: { folder: string };
  constructor(folder: string) {
    super(folder);
    this.params = { folder };
  }
}

/** Writes an export beside `dir` and moves it there when it is whole: a half export never bears the name. */
export async function writeExport(dir: string, source: ExportSource): Promise<void> {
  if ((await readdir(dir).catch(() => [])).length > 0) throw new FolderNotEmpty(dir);
  const draft = `${dir.replace(/\/+$/, "")}.partial`;
  await rm(draft, { recursive: true, force: true });
  const folder = new ExportFolder(draft);
  await writeEntries(folder, source);
  await writeCheckpoints(folder, source.checkpoints);
  await folder.write(KEYS, Buffer.from(source.verifierKeys.map((key) => `${key}\n`).join("")));
  for (const [path, bytes] of source.papers) await folder.write(path, bytes);
  await folder.seal(source);
  await rename(draft, dir);
}

class ExportFolder {
  readonly #root: string;
  readonly #digests = new Map<string, string>();

  constructor(root: string) {
    this.#root = root;
  }

  async write(path: string, bytes: Buffer): Promise<void> {
    const file = join(this.#root, path);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(file, bytes, { flush: true, mode: 0o600 });
    this.#digests.set(path, createHash("sha256").update(bytes).digest("hex"));
  }

  /** Every file's digest under one signature, so that a byte changed anywhere shows. */
  async seal({ signer, size, at }: ExportSource): Promise<void> {
    const lines = [...this.#digests]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, digest]) => `${digest} ${path}\n`);
    const head = `${MANIFEST_HEAD}\norigin ${signer.name}\nsize ${size}\ntime ${at.toISOString()}\n`;
    await writeFile(join(this.#root, MANIFEST), signNote(head + lines.join(""), signer), { flush: true, mode: 0o600 });
  }
}

async function writeEntries(folder: ExportFolder, source: ExportSource): Promise<void> {
  const tree = new Frontier();
  const levels: Buffer[][] = [[]];
  let lines: string[] = [];
  const add = (level: number, hash: Buffer) => {
    levels[level] ??= [];
    levels[level].push(hash);
  };
  for await (const { hash, entry, opening } of source.entries) {
    if (entry) lines.push(`${entryLine(entry, opening)}\n`);
    add(0, hash);
    tree.append(hash, (node) => node.level % 8 === 0 && add(node.level / 8, node.hash));
    if (tree.size % TILE === 0 || tree.size === source.size) {
      await folder.write(entriesPath(Math.ceil(tree.size / TILE) - 1), Buffer.from(lines.join("")));
      lines = [];
      await writeHashes(folder, levels, tree.size, tree.size === source.size);
    }
  }
}

/** Writes the tiles that are full, and at the end those that are not. */
async function writeHashes(folder: ExportFolder, levels: Buffer[][], size: number, last: boolean): Promise<void> {
  for (const [level, hashes] of levels.entries()) {
    if (hashes.length === 0 || (hashes.length < TILE && !last)) continue;
    const tile = Math.floor((Math.floor(size / TILE ** level) - 1) / TILE);
    await folder.write(hashesPath(level, tile, hashes.length), Buffer.concat(hashes));
    levels[level] = [];
  }
}

async function writeCheckpoints(folder: ExportFolder, notes: ExportSource["checkpoints"]): Promise<void> {
  let count = 0;
  const lines: string[] = [];
  let latest: string | null = null;
  const flush = () => folder.write(checkpointsPath(Math.ceil(count / TILE) - 1), Buffer.from(lines.splice(0).join("")));
  for await (const note of notes) {
    lines.push(`${JSON.stringify(note)}\n`);
    latest = note;
    if (++count % TILE === 0) await flush();
  }
  if (lines.length > 0) await flush();
  if (latest !== null) await folder.write(LATEST, Buffer.from(latest));
}

/** The one spelling of an entry's line. */
export const entryLine = (entry: Entry, opening: ExportedEntry["opening"]): string =>
  canonicalJson({ entry, ...(opening && { body: opening.body, salt: opening.salt.toString("hex") }) });
