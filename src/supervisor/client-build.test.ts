import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildClient, clientHash } from "./client-build.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync("/tmp/diwan-build-");
  mkdirSync(`${root}/src/features/leave/web`, { recursive: true });
  mkdirSync(`${root}/node_modules/vite/bin`, { recursive: true });
  writeFileSync(`${root}/src/features/leave/web/feature.tsx`, "export const page = 1;");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A stand-in for vite: what matters here is when it is called and what its failure does. */
function vite(source: string): void {
  writeFileSync(`${root}/node_modules/vite/bin/vite.js`, source);
}

const WORKS = `require("node:fs").mkdirSync("dist/web", { recursive: true });`;

describe("the client", () => {
  it("is built once, and again when something it is made of changes", async () => {
    vite(WORKS);
    let announced = 0;
    const build = () => buildClient(root, () => announced++);
    expect([await build(), await build()]).toEqual(["built", "unchanged"]);
    writeFileSync(`${root}/src/features/leave/web/feature.tsx`, "export const page = 2;");
    expect(await build()).toBe("built");
    rmSync(`${root}/dist/web`, { recursive: true });
    expect(await build()).toBe("built");
    expect(announced).toBe(3);
  });

  it("does not depend on the server's code or on tests", () => {
    const before = clientHash(root);
    writeFileSync(`${root}/src/features/leave/commands.ts`, "export {};");
    writeFileSync(`${root}/src/features/leave/web/feature.test.tsx`, "export {};");
    expect(clientHash(root)).toBe(before);
    writeFileSync(`${root}/src/features/leave/schema.ts`, "export {};");
    expect(clientHash(root)).not.toBe(before);
  });

  it("is built anew after a build that failed, whose words are shown", async () => {
    vite(`console.error("no such module"); process.exit(1);`);
    await expect(buildClient(root, () => undefined)).rejects.toMatchObject({
      code: "supervisor.build_failed",
      words: "no such module",
    });
    vite(WORKS);
    expect(await buildClient(root, () => undefined)).toBe("built");
  });
});
