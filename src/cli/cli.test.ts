import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openCatalogue } from "#platform/i18n/catalogue.ts";
import { checkLog, logSentences } from "./checks.ts";
import { perform } from "./main.ts";
import { readOptions } from "./options.ts";

const dir = mkdtempSync(join(tmpdir(), "diwan-cli-"));
afterAll(() => rmSync(dir, { recursive: true }));

const line = (...args: string[]) => perform(readOptions(["--data", join(dir, "none"), ...args], dir, false));

test("what cannot be meant is refused before anything is asked for or written", async () => {
  await expect(line("user", "list", "fatima")).rejects.toMatchObject({ code: "cli.surplus_operand" });
  await expect(line("user", "lock", "fatima", "anas")).rejects.toMatchObject({ params: { words: "anas" } });
  await expect(line("--as", "fatima", "get", "work")).rejects.toMatchObject({ code: "cli.not_an_address" });
  await expect(line("user", "activate", "fatima", "--sheet", join(dir, "no/s.pdf"))).rejects.toMatchObject({
    code: "ENOENT",
  });
  expect(() => readOptions(["--dat", "x"], dir, false)).toThrow(
    expect.objectContaining({ code: "cli.bad_option", params: { words: "--dat" } }),
  );
});

test("a folder that holds no export is told as such, not as an altered log", async () => {
  await expect(checkLog(dir)).rejects.toMatchObject({ code: "cli.no_export" });
  await expect(checkLog(dir, undefined, [join(dir, "kept")])).rejects.toMatchObject({ code: "cli.no_file" });
});

test("a check of the log is told in sentences: each finding at its place, and whose word was taken", () => {
  const report = { origin: null, checkpoints: 2, erased: 0, firstCheckpoint: null, lastCheckpoint: null };
  const altered = logSentences({
    ...report,
    ok: false,
    trust: "self_attested",
    size: 421,
    findings: [
      { code: "body_altered", severity: "problem", file: "entries/000.jsonl", seq: 126, line: 127 },
      { code: "entry_missing", severity: "problem", file: "entries/001.jsonl", seq: 300, through: 302 },
      { code: "checkpoint_altered", severity: "problem", file: "checkpoint" },
    ],
  } as never);
  const { format } = openCatalogue();
  const said = altered.map(([key, values]) => format("en", key, { ...values }).replace(/[\u2066-\u2069]/g, ""));
  expect(said[0]).toMatch(/3/);
  expect(said[1]).toMatch(/126.*entries\/000\.jsonl.*127/);
  expect(said[2]).toMatch(/300.*302/);
  expect(said.every((sentence) => !sentence.startsWith("audit."))).toBe(true);
  expect(altered.at(-1)?.[0]).toBe("audit.self_attested");
});
