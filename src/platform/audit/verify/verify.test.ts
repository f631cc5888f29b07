import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type NoteSigner, parseNote, signNote } from "../../crypto/note.ts";
import { MANIFEST } from "../export/layout.ts";
import type { Finding } from "./finding.ts";
import { checkpointsOf, erase, exportSample, makeSigner, type SampleLog, sampleLog } from "./sample-log.ts";
import { verifyExport } from "./verify.ts";

const SIGNED_AT = [0, 1, 100, 256, 257, 511, 600];
const signer = makeSigner();
const root = mkdtempSync(join(tmpdir(), "verify-"));
const pristine = join(root, "pristine");
let made = 0;

beforeAll(() => exportSample(pristine, sampleLog(600, SIGNED_AT), signer));
afterAll(() => rmSync(root, { recursive: true }));

/** A copy of the export that a test may spoil. */
function copy(of = pristine): string {
  const dir = join(root, `copy-${made++}`);
  cpSync(of, dir, { recursive: true });
  return dir;
}

async function exported(log: SampleLog, by: NoteSigner & { verifierKey: string } = signer): Promise<string> {
  const dir = join(root, `export-${made++}`);
  await exportSample(dir, log, by);
  return dir;
}

function edit(dir: string, file: string, change: (lines: string[]) => string[]): void {
  const lines = readFileSync(join(dir, file), "utf8").split("\n").slice(0, -1);
  writeFileSync(
    join(dir, file),
    change(lines)
      .map((line) => `${line}\n`)
      .join(""),
  );
}

/** What the keeper of the key can do: make the list of digests right again. */
async function reseal(dir: string): Promise<void> {
  const { createHash } = await import("node:crypto");
  const head = parseNote(readFileSync(join(dir, MANIFEST), "utf8"))!
    .text.split("\n")
    .slice(0, 4);
  const files = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== MANIFEST)
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1))
    .sort();
  const lines = files.map(
    (file) =>
      `${createHash("sha256")
        .update(readFileSync(join(dir, file)))
        .digest("hex")} ${file}`,
  );
  writeFileSync(join(dir, MANIFEST), signNote(`${[...head, ...lines].join("\n")}\n`, signer));
}

/** The findings beside those about the digests of whole files. */
async function faults(dir: string): Promise<Omit<Finding, "severity">[]> {
  const { findings } = await verifyExport(dir);
  return findings.filter(({ code }) => code !== "file_altered").map(({ severity: _, ...finding }) => finding);
}

describe("an honest export", () => {
  test("verifies, by its own keys and by a key got elsewhere", async () => {
    expect(await verifyExport(pristine)).toMatchObject({
      ok: true,
      trust: "self_attested",
      size: 600,
      checkpoints: 7,
      findings: [],
    });
    const trusted = { trustedKeys: [signer.verifierKey], remembered: checkpointsOf(sampleLog(600, SIGNED_AT), signer) };
    expect(await verifyExport(pristine, trusted)).toMatchObject({ ok: true, trust: "trusted_keys", findings: [] });
  });

  test("of an empty log verifies", async () => {
    expect(await verifyExport(await exported(sampleLog(0, [0])))).toMatchObject({ ok: true, size: 0 });
  });

  test("does not verify under a stranger's key", async () => {
    const { ok, findings } = await verifyExport(pristine, { trustedKeys: [makeSigner().verifierKey] });
    expect(ok).toBe(false);
    expect(findings.map(({ code }) => code)).toContain("checkpoint_untrusted");
  });

  test("whose erased body has its record verifies; one erased in silence is named", async () => {
    const recorded = await exported(erase(sampleLog(300, []), 7, "recorded"));
    expect(await verifyExport(recorded)).toMatchObject({ ok: true, erased: 1, size: 301, findings: [] });
    const silent = await exported(erase(sampleLog(300, []), 7, "in silence"));
    expect(await faults(silent)).toEqual([{ code: "body_missing", file: "entries/000.jsonl", line: 8, seq: 7 }]);
  });

  test("that tells an act later than the checkpoint that covers it verifies with a warning", async () => {
    const { ok, findings } = await verifyExport(await exported(sampleLog(4_000, [4_000])));
    expect(ok).toBe(true);
    expect(findings).toMatchObject([{ code: "entry_late", severity: "warning", seq: 3_901, through: 3_999 }]);
  });
});

describe.each(["by someone without the key", "by the keeper of the key"])("changed %s", (who) => {
  const spoil = async (file: string, change: (lines: string[]) => string[]) => {
    const dir = copy();
    edit(dir, file, change);
    if (who === "by the keeper of the key") await reseal(dir);
    return faults(dir);
  };
  const swap = (a: number, b: number) => (lines: string[]) => lines.with(a, lines[b]!).with(b, lines[a]!);

  test("a dropped entry is named", async () => {
    const dropped = await spoil("entries/001.jsonl", (lines) => lines.toSpliced(44, 1));
    expect(dropped).toEqual([{ code: "entry_missing", file: "entries/001.jsonl", seq: 300 }]);
  });
  test("dropped neighbours are named as one run", async () => {
    const dropped = await spoil("entries/000.jsonl", (lines) => lines.toSpliced(10, 5));
    expect(dropped).toEqual([{ code: "entry_missing", file: "entries/000.jsonl", seq: 10, through: 14 }]);
  });
  test("a truncated file is named from its end on", async () => {
    const cut = await spoil("entries/002.jsonl", (lines) => lines.slice(0, -3));
    expect(cut).toEqual([{ code: "entry_missing", file: "entries/002.jsonl", seq: 597, through: 599 }]);
  });
  test("two entries that changed places are named", async () => {
    const moved = await spoil("entries/000.jsonl", swap(20, 21));
    expect(moved).toEqual([{ code: "entry_out_of_order", file: "entries/000.jsonl", seq: 20, line: 22 }]);
  });
  test("a repeated entry is named", async () => {
    const repeated = await spoil("entries/000.jsonl", (lines) => lines.toSpliced(5, 0, lines[5]!));
    expect(repeated).toEqual([{ code: "entry_duplicated", file: "entries/000.jsonl", seq: 5, line: 7 }]);
  });
  test("an entry with another's content in its place is named", async () => {
    const forged = await spoil("entries/000.jsonl", (lines) =>
      lines.with(9, lines[9]!.replace('"version":1', '"version":2')),
    );
    expect(forged).toEqual([{ code: "entry_altered", file: "entries/000.jsonl", seq: 9, line: 10 }]);
  });
  test("a body with other content is named", async () => {
    const forged = await spoil("entries/000.jsonl", (lines) =>
      lines.with(9, lines[9]!.replace('"days":9', '"days":3')),
    );
    expect(forged).toEqual([{ code: "body_altered", file: "entries/000.jsonl", seq: 9, line: 10 }]);
  });
  test("a body taken away is named", async () => {
    const stripped = await spoil("entries/000.jsonl", (lines) =>
      lines.with(9, lines[9]!.replace(/^\{"body":\{.*?\},/, "{").replace(/,"salt":"\w+"/, "")),
    );
    expect(stripped).toEqual([{ code: "body_missing", file: "entries/000.jsonl", seq: 9, line: 10 }]);
  });
  test("an added entry is named", async () => {
    const added = await spoil("entries/002.jsonl", (lines) => [...lines, lines[0]!.replace('"seq":512', '"seq":600')]);
    expect(added).toEqual([{ code: "entry_unexpected", file: "entries/002.jsonl", line: 89 }]);
  });
  test("checkpoints in another order are named", async () => {
    const moved = await spoil("checkpoints/000.jsonl", swap(2, 3));
    expect(moved).toEqual([{ code: "checkpoint_backwards", file: "checkpoints/000.jsonl", line: 4 }]);
  });
  test("files taken away or added are named", async () => {
    const dir = copy();
    rmSync(join(dir, "entries/001.jsonl"));
    rmSync(join(dir, "tile/1/000.p/2"));
    writeFileSync(join(dir, "entries/003.jsonl"), "");
    if (who === "by the keeper of the key") await reseal(dir);
    const found = await faults(dir);
    expect(found).toContainEqual({ code: "entry_missing", file: "entries/001.jsonl", seq: 256, through: 511 });
    expect(found).toContainEqual({ code: "file_missing", file: "tile/1/000.p/2" });
    expect(found).toContainEqual({ code: "file_unexpected", file: "entries/003.jsonl" });
  });
});

describe("a log signed anew by the keeper of the key", () => {
  const remembered = checkpointsOf(sampleLog(600, SIGNED_AT), signer).slice(-1);

  test("and cut short verifies by itself, and is caught by a remembered checkpoint", async () => {
    const cut = await exported(sampleLog(400, [1, 100, 256, 257, 400]));
    expect((await verifyExport(cut)).ok).toBe(true);
    const { ok, findings } = await verifyExport(cut, { remembered });
    expect(ok).toBe(false);
    expect(findings).toEqual([
      { code: "log_truncated", severity: "problem", file: "remembered", line: 1, seq: 400, through: 599 },
    ]);
  });

  test("and rewritten verifies by itself, and is caught by a remembered checkpoint", async () => {
    const rewritten = await exported(sampleLog(700, [700], (seq) => (seq === 10 ? { days: 25 } : {})));
    expect((await verifyExport(rewritten)).ok).toBe(true);
    const { ok, findings } = await verifyExport(rewritten, { remembered });
    expect(ok).toBe(false);
    expect(findings).toEqual([{ code: "log_rewritten", severity: "problem", file: "remembered", line: 1, seq: 600 }]);
  });

  test("but grown only still holds what was remembered", async () => {
    const grown = await exported(sampleLog(700, [...SIGNED_AT, 700]));
    expect(await verifyExport(grown, { remembered })).toMatchObject({ ok: true, findings: [] });
  });
});

test("a tree of three levels of tiles verifies, and a flipped hash high up is named", async () => {
  const dir = await exported(sampleLog(65_536 + 300, [65_536 + 300]));
  expect((await verifyExport(dir)).findings.filter(({ severity }) => severity === "problem")).toEqual([]);
  const bytes = readFileSync(join(dir, "tile/2/000.p/1"));
  bytes[5]! ^= 1;
  writeFileSync(join(dir, "tile/2/000.p/1"), bytes);
  const named = (await faults(dir)).filter(({ code }) => code !== "entry_late");
  expect(named).toEqual([{ code: "hash_altered", file: "tile/2/000.p/1", level: 16, index: 0 }]);
}, 30_000);
