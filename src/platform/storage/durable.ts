import { randomBytes } from "node:crypto";
import { type FileHandle, mkdir, open, rename, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";

/** The moments at which a write can be interrupted, in order. Tests stop the process at each. */
export const WRITE_STEPS = ["created", "written", "file-synced", "renamed", "folder-synced"] as const;
export type WriteStep = (typeof WRITE_STEPS)[number];

/** Called at each step of a write; a test kills the process inside it. */
export type Failpoint = (step: WriteStep) => void | Promise<void>;

/** What a writer does with the open temporary file; its answer names the final path. */
type Write<T> = (file: FileHandle) => Promise<{ path: string; value: T }>;

/**
 * The one way bytes reach the disk for good: temporary file on the same filesystem, write, fsync the file, rename, fsync
 * the folder. Until the rename nothing is visible; after the answer nothing is lost. The final name may depend on
 * what was written (a content address), hence the callback.
 */
export async function writeDurably<T>(tempDir: string, write: Write<T>, at: Failpoint = () => {}): Promise<T> {
  await makeDurableFolder(tempDir);
  const temp = join(tempDir, randomBytes(12).toString("hex"));
  const file = await open(temp, "wx", 0o600);
  try {
    await at("created");
    const { path, value } = await write(file);
    await at("written");
    await file.sync();
    await at("file-synced");
    await makeDurableFolder(dirname(path));
    await rename(temp, path);
    await at("renamed");
    await syncTogether(dirname(path));
    await at("folder-synced");
    return value;
  } catch (error) {
    await unlink(temp).catch(() => {});
    throw error;
  } finally {
    await file.close();
  }
}

/** Replaces a small file in one step: a reader sees the old bytes or the new ones, never a mixture. */
export async function replaceFile(path: string, bytes: Uint8Array | string, mode = 0o600): Promise<void> {
  await writeDurably(dirname(path), async (file) => {
    await file.writeFile(bytes);
    await file.chmod(mode);
    return { path, value: undefined };
  });
}

/** Folders whose own name this process has already made durable. */
const settled = new Set<string>();

/**
 * Creates the folder and its missing parents, each name fsynced into its parent. A folder that another process made
 * a moment ago may not be on the disk yet, so the first time it is met its name is fsynced too, two levels up.
 */
export async function makeDurableFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: 0o700 });
  if (first === undefined && settled.has(path)) return;
  const top = first === undefined ? dirname(path) : first;
  for (let folder = path; ; folder = dirname(folder)) {
    await syncFolder(dirname(folder)).catch((error: NodeJS.ErrnoException) => {
      // What another user made in a folder that is closed to us was for him to make durable.
      if (first !== undefined || error.code !== "EACCES") throw error;
    });
    if (folder === top || folder === dirname(folder)) break;
  }
  settled.add(path);
}

/** Makes the names inside a folder survive a power cut. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

type Turn = { running: Promise<void>; next?: Promise<void> | undefined };
const turns = new Map<string, Turn>();

/**
 * The same for many writers at once: whoever asks while the folder is being synced waits for the sync after it, which
 * serves all who wait. One that had begun before the rename would not do.
 */
function syncTogether(path: string): Promise<void> {
  const turn = turns.get(path);
  if (turn) {
    turn.next ??= turn.running.catch(() => undefined).then(() => begin(path));
    return turn.next;
  }
  return begin(path);
}

function begin(path: string): Promise<void> {
  const running = syncFolder(path);
  const turn: Turn = { running };
  turns.set(path, turn);
  const leave = () => {
    if (!turn.next && turns.get(path) === turn) turns.delete(path);
  };
  running.then(leave, leave);
  return running;
}
