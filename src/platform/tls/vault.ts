import { link, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { newId } from "../ids.ts";
import { TlsError } from "./errors.ts";

/** A private key with its certificate, both PEM, and the names it was made for. Kept together so that they never part. */
const Issued = z.object({ key: z.string(), certificate: z.string(), names: z.array(z.string()) });
export type Issued = z.infer<typeof Issued>;

export type Slot = "tls-authority" | "tls-server";

const pathOf = (dataDir: string, slot: Slot) => join(dataDir, "keys", `${slot}.json`);

/**
 * Reads what was issued before; null when nothing was.
 * @throws TlsError tls.store_unreadable: never silently replaced, a new root would have to be installed on every machine
 */
export async function readIssued(dataDir: string, slot: Slot): Promise<Issued | null> {
  const path = pathOf(dataDir, slot);
  try {
    return Issued.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw new TlsError("tls.store_unreadable", { file: path }, error);
  }
}

/** Replaces what was issued, readable by the owner alone unless told, whole or not at all even if the power fails. */
export async function writeIssued(dataDir: string, slot: Slot, issued: Issued, mode = 0o600): Promise<void> {
  const path = pathOf(dataDir, slot);
  const fresh = await writeBeside(path, issued, mode);
  await rename(fresh, path);
  await syncFolder(path);
}

/** Writes only if nothing is there yet, and answers what stands: of two processes that start together, one wins. */
export async function writeFirst(dataDir: string, slot: Slot, issued: Issued): Promise<Issued> {
  const path = pathOf(dataDir, slot);
  const fresh = await writeBeside(path, issued);
  try {
    await link(fresh, path);
    await syncFolder(path);
    return issued;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return (await readIssued(dataDir, slot)) ?? issued;
  } finally {
    await rm(fresh, { force: true });
  }
}

/** Sets a retired authority aside under its date; its certificate may still be asked about. */
export async function retire(dataDir: string, slot: Slot, now: Date): Promise<void> {
  const path = pathOf(dataDir, slot);
  await rename(path, path.replace(/\.json$/, `.${now.toISOString().replaceAll(":", "-")}.json`));
}

async function writeBeside(path: string, issued: Issued, mode = 0o600): Promise<string> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const fresh = `${path}.${newId()}.new`;
  const file = await open(fresh, "wx", 0o600);
  try {
    await file.writeFile(JSON.stringify(issued, null, 2));
    await file.chmod(mode);
    await file.sync();
  } finally {
    await file.close();
  }
  return fresh;
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), "r");
  await folder.sync().finally(() => folder.close());
}
