import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { replaceFile } from "./durable.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "durable-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

test("a small file is replaced in one step and keeps its mode", async () => {
  const path = join(root, "keys.json");
  await replaceFile(path, "old", 0o644);
  await replaceFile(path, "new", 0o644);
  expect(await readFile(path, "utf8")).toBe("new");
  expect((await stat(path)).mode & 0o777).toBe(0o644);
  expect(await readdir(root)).toEqual(["keys.json"]);
});
