import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readPlaywright, readVitest, withExitCode } from "./test.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync("/tmp/diwan-tally-");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function report(content: object): string {
  writeFileSync(`${folder}/report.json`, JSON.stringify(content));
  return `${folder}/report.json`;
}

describe("the numbers of bin/test", () => {
  it("count a file that did not load as one failure, and one with failed tests by its tests", () => {
    const file = report({
      numPassedTests: 5,
      numFailedTests: 2,
      numPendingTests: 1,
      numTodoTests: 0,
      testResults: [
        { status: "failed", assertionResults: [] },
        { status: "failed", assertionResults: [{ status: "failed" }, { status: "failed" }, { status: "passed" }] },
        { status: "passed", assertionResults: [{ status: "passed" }] },
      ],
    });
    expect(readVitest(file)).toEqual({ passed: 5, failed: 3, skipped: 1 });
  });

  it("count what the browser saw, and what kept it from starting", () => {
    const stats = { expected: 7, flaky: 1, unexpected: 2, skipped: 3 };
    expect(readPlaywright(report({ stats, errors: [{}] }))).toEqual({ passed: 8, failed: 3, skipped: 3 });
  });

  it("never say all is well when a runner left no report or ended badly", () => {
    const fine = { passed: 4, failed: 0, skipped: 0 };
    expect(withExitCode(0, fine)).toEqual(fine);
    expect(withExitCode(1, fine)).toEqual({ passed: 4, failed: 1, skipped: 0 });
    expect(withExitCode(0, readVitest(`${folder}/none.json`))).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});
