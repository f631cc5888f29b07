import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Finding } from "./finding.ts";
import { erase, exportSample, makeSigner, sampleLog } from "./sample-log.ts";
import { verifyExport } from "./verify.ts";

/** Every byte of every file of an export, changed one at a time: each change must be found, and found where it is. */
const root = mkdtempSync(join(tmpdir(), "flip-"));
afterAll(() => rmSync(root, { recursive: true }));
const signer = makeSigner();

async function exportOf(size: number, signedAt: number[]): Promise<{ dir: string; files: string[] }> {
  const dir = join(root, `log-${size}`);
  await exportSample(dir, erase(sampleLog(size, signedAt), 1, "recorded"), signer);
  const files = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1));
  return { dir, files };
}

/** Is the finding at the changed byte? */
function points(finding: Finding, file: string, bytes: Buffer, offset: number): boolean {
  if (finding.file !== file) return false;
  const line = bytes.subarray(0, offset).filter((byte) => byte === 10).length + 1;
  const tile = Number(/(\d{3})(\.p.*|\.jsonl)?$/.exec(file)?.[1]) * 256;
  const [kind] = file.split("/");
  if (kind === "entries") return finding.seq === tile + line - 1 && /^(entry|body)_altered$/.test(finding.code);
  if (kind === "checkpoints") return finding.line === line && /^checkpoint_(altered|untrusted)$/.test(finding.code);
  if (kind === "tile") return finding.index === tile + Math.floor(offset / 32) && finding.code === "hash_altered";
  if (kind === "keys.txt") return finding.line === line && finding.code === "key_altered";
  if (kind === "checkpoint") return /^checkpoint_(altered|untrusted)$/.test(finding.code);
  if (kind === "manifest.note") return /^manifest_(altered|untrusted)$/.test(finding.code);
  return finding.code === "file_altered";
}

async function flip(dir: string, file: string, offset: number, mask: number): Promise<void> {
  const path = join(dir, file);
  const bytes = readFileSync(path);
  const changed = Buffer.from(bytes);
  changed[offset]! ^= mask;
  writeFileSync(path, changed);
  const { ok, findings } = await verifyExport(dir, file === "keys.txt" ? {} : { trustedKeys: [signer.verifierKey] });
  writeFileSync(path, bytes);
  const where = `${file} byte ${offset} ^ ${mask}`;
  expect(ok, where).toBe(false);
  expect(
    findings.some((finding) => points(finding, file, bytes, offset)),
    `${where}: ${JSON.stringify(findings)}`,
  ).toBe(true);
}

describe("a byte flipped", () => {
  test("anywhere in a small export is found where it is", async () => {
    const { dir, files } = await exportOf(2, [0, 1]);
    expect(files.map((file) => file.split("/")[0])).toEqual(
      expect.arrayContaining([
        "entries",
        "tile",
        "checkpoints",
        "checkpoint",
        "keys.txt",
        "manifest.note",
        "README.md",
      ]),
    );
    for (const file of files) {
      const size = readFileSync(join(dir, file)).length;
      for (let offset = 0; offset < size; offset++) await flip(dir, file, offset, offset % 2 === 0 ? 1 : 0x80);
    }
  }, 120_000);

  test("anywhere in an export of several tiles is found where it is (a sample)", async () => {
    const { dir, files } = await exportOf(600, [1, 255, 256, 300]);
    for (const file of files) {
      const size = readFileSync(join(dir, file)).length;
      for (let step = 0; step < 12; step++)
        await flip(dir, file, Math.floor(((step + 0.37) * size) / 12), 1 << (step % 8));
    }
  }, 60_000);
});
