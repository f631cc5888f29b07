import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ClusterError, clusterErrorFrom, folderErrorFrom } from "./embedded-error.ts";

const here = new URL("./", import.meta.url);

/** Every code that a source file of the embedded database can throw, read from the sources themselves. */
function thrownCodes(): string[] {
  const sources = readdirSync(here).filter(
    (name) => /^(embedded.*|external)\.ts$/.test(name) && !name.endsWith(".test.ts"),
  );
  const text = sources.map((name) => readFileSync(new URL(name, here), "utf8")).join("\n");
  return [...new Set([...text.matchAll(/ClusterError\(\s*"(db\.\w+)"/g)].map((match) => match[1] as string))];
}

describe("a refusal of the database", () => {
  it.for(["ar", "fr", "zgh", "en"] as const)("has a sentence in %s for each code", (locale) => {
    expect(thrownCodes().length).toBeGreaterThan(10);
    for (const code of thrownCodes()) expect(new ClusterError(code).explain(locale)).not.toBe(code);
  });

  it("keeps the server's own words below the sentence", () => {
    const error = clusterErrorFrom(
      'PANIC:  could not write to file "pg_wal/xlogtemp.1": No space left on device',
      "/srv/d",
    );
    expect(error.code).toBe("db.disk_full");
    expect(error.explain("en").split("\n")).toEqual([
      "The disk of /srv/d is full. Free some space and start again: nothing that was saved is lost.",
      'PANIC:  could not write to file "pg_wal/xlogtemp.1": No space left on device',
    ]);
  });

  it.for([
    ["EACCES", "db.folder_unreadable"],
    ["ENOSPC", "db.disk_full"],
    ["EROFS", "db.folder_read_only"],
    ["ENOTDIR", "db.not_a_folder"],
  ])("names what the file system answered with %s", ([code, expected]) => {
    const error = folderErrorFrom(Object.assign(new Error("said"), { code }), "/srv/d", "diwan");
    expect(error).toMatchObject({ code: expected, words: "said" });
  });

  it("passes a bug on unchanged", () => {
    const bug = new TypeError("undefined is not a function");
    expect(folderErrorFrom(bug, "/srv/d", "diwan")).toBe(bug);
  });
});
