import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { verifyExport } from "#platform/audit/verify/verify.ts";
import { verifyPaper } from "#platform/statement/verify-paper.ts";
import { publicOf } from "../desk/folders.ts";
import { type PublishedDesk, paperKeys } from "../desk/published.ts";
import { EXIT, Refusal } from "./refusal.ts";

/** Checks an export of the audit log; needs no data folder. `key`: a verifier key, or a file that holds one. */
export async function checkLog(dir: string, key: string | undefined) {
  if (!existsSync(dir)) throw new Refusal("cli.no_file", { file: dir }, EXIT.noInput);
  const text = key !== undefined && existsSync(key) ? readFileSync(key, "utf8") : key;
  try {
    return await verifyExport(dir, text === undefined ? {} : { trustedKeys: [text] });
  } catch (error) {
    if (error instanceof TypeError) throw new Refusal("cli.not_a_key", { key: key ?? "" }, EXIT.usage);
    throw error;
  }
}

/**
 * Checks a paper (PDF, the address in its code, or the statement alone) by the keys that the institution publishes.
 * `deskDir` is the folder that holds `desk.json`, or its parent.
 */
export async function checkPaper(paper: string, deskDir: string) {
  const folder = [deskDir, join(deskDir, "v"), join(publicOf(deskDir), "v")].find((dir) =>
    existsSync(join(dir, "desk.json")),
  );
  if (!folder) throw new Refusal("cli.no_desk", { dir: deskDir }, EXIT.noInput);
  const published: PublishedDesk = JSON.parse(readFileSync(join(folder, "desk.json"), "utf8"));
  const list = join(folder, "revocations.json");
  const revocations: unknown = existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : undefined;
  const isFile = existsSync(paper);
  if (!isFile && /\.pdf$/i.test(paper)) throw new Refusal("cli.no_file", { file: paper }, EXIT.noInput);
  return verifyPaper(isFile ? readFileSync(paper) : paper, { keys: paperKeys(published), revocations });
}
