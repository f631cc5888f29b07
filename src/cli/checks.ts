import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "#platform/audit/verify/finding.ts";
import { type VerifyReport, verifyExport } from "#platform/audit/verify/verify.ts";
import { verifyPaper } from "#platform/statement/verify-paper.ts";
import { publicOf } from "../desk/folders.ts";
import { type PublishedDesk, paperKeys } from "../desk/published.ts";
import { EXIT, Refusal } from "./refusal.ts";

/**
 * Checks an export of the audit log; needs no data folder. `key`: a verifier key, or a file that holds one;
 * `checkpoints`: files of checkpoints kept from earlier.
 * @throws Refusal cli.no_file, cli.no_export, cli.not_a_key
 */
export async function checkLog(dir: string, key?: string, checkpoints: string[] = []) {
  for (const file of [dir, ...checkpoints])
    if (!existsSync(file)) throw new Refusal("cli.no_file", { file }, EXIT.noInput);
  // A folder without any part of an export is a mistaken path, not an altered log.
  if (!EXPORT_PARTS.some((part) => existsSync(join(dir, part))))
    throw new Refusal("cli.no_export", { dir }, EXIT.noInput);
  const text = key !== undefined && existsSync(key) ? readFileSync(key, "utf8") : key;
  const remembered = checkpoints.map((file) => readFileSync(file, "utf8"));
  try {
    return await verifyExport(dir, { remembered, ...(text !== undefined && { trustedKeys: [text] }) });
  } catch (error) {
    if (error instanceof TypeError) throw new Refusal("cli.not_a_key", { key: key ?? "" }, EXIT.usage);
    throw error;
  }
}

export type Sentence = [key: string, values: object];

const EXPORT_PARTS = ["manifest.note", "checkpoint", "entries"];

/** What a check of the log says, one sentence each: whether it holds, what was found, and whose word was taken. */
export function logSentences({ ok, size, trust, findings }: VerifyReport): Sentence[] {
  const whole: Sentence = ok
    ? ["audit.verified", { count: size }]
    : ["audit.not_verified", { count: findings.filter(({ severity }) => severity === "problem").length }];
  const vouched: Sentence[] = trust === "self_attested" ? [["audit.self_attested", {}]] : [];
  return [whole, ...findingSentences(findings), ...vouched];
}

export const findingSentences = (findings: readonly Finding[]): Sentence[] =>
  findings.map(({ severity: _, code, ...place }) => {
    const count = (place.through ?? place.seq ?? 0) - (place.seq ?? 0) + 1;
    return [`audit.${code}`, { line: 1, ...place, count }];
  });

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
