import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lastLines, rotate } from "./log-file.ts";
import { readOptions } from "./options.ts";
import { nextPause, runProgram } from "./program.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync("/tmp/diwan-program-");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function programOf(source: string) {
  writeFileSync(`${folder}/program.mjs`, source);
  const said: string[] = [];
  const spec = { name: "it", args: [`${folder}/program.mjs`], env: { FOLDER: folder }, logFile: `${folder}/it.log` };
  return { program: runProgram({ ...spec, log: (line) => said.push(line) }), said };
}

describe("a supervised program", { timeout: 30_000 }, () => {
  it("may finish its work when it is stopped", async () => {
    const { program, said } = programOf(`
      import { writeFileSync } from "node:fs";
      process.on("SIGTERM", () => setTimeout(() => { writeFileSync(process.env.FOLDER + "/saved", "yes"); process.exit(0); }, 50));
      process.send({ type: "ready", url: "here" }); setInterval(() => {}, 1000);`);
    expect(await program.ready).toMatchObject({ url: "here" });
    await program.stop();
    expect(readFileSync(`${folder}/saved`, "utf8")).toBe("yes");
    expect(said).toEqual([]);
  });

  it("is told apart from one that never served, whose last words are kept", async () => {
    const { program } = programOf(`console.error("cannot read the key"); process.exit(9);`);
    await expect(program.ready).rejects.toMatchObject({
      code: "supervisor.child_failed",
      words: "cannot read the key",
    });
    await program.stop();
  });

  it("is started again after a crash, and not after it was stopped", async () => {
    const { program, said } = programOf(`process.send({ type: "ready" }); setTimeout(() => process.exit(4), 20);`);
    await program.ready;
    await expect.poll(() => said.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(2);
    await program.stop();
    expect(new Set(said)).toEqual(new Set(["it ended: exit code 4"]));
  });
});

describe("the pause before a new start", () => {
  it("doubles to half a minute, and starts over after a long life", () => {
    const pauses = [nextPause(0, 10)];
    while (pauses.length < 9) pauses.push(nextPause(pauses.at(-1) as number, 10));
    expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    expect(nextPause(30_000, 61_000)).toBe(250);
  });
});

describe("a log", () => {
  it("is moved aside when it is large, keeping four", () => {
    const file = `${folder}/it.log`;
    for (let n = 1; n <= 6; n++) {
      writeFileSync(file, `${n}`.repeat(20));
      rotate(file, 10);
    }
    expect(readFileSync(file, "utf8")).toBe("");
    expect([1, 2, 3, 4].map((n) => readFileSync(`${file}.${n}`, "utf8")[0])).toEqual(["6", "5", "4", "3"]);
    writeFileSync(file, "small");
    rotate(file, 10);
    expect(lastLines(file)).toBe("small");
  });
});

describe("the command line", () => {
  it("keeps root's data in /var/lib/diwan and everybody else's in the checkout", () => {
    expect(readOptions([], "/opt/diwan", true)).toEqual({
      port: 3000,
      dataDir: "/var/lib/diwan",
      demo: false,
      dev: false,
    });
    expect(readOptions([], "/opt/diwan", false).dataDir).toBe("/opt/diwan/.diwan/data");
  });

  it.for([
    [["--cert", "a.pem"], "supervisor.not_with"],
    [["--cert", "a.pem", "--key", "b.pem"], "supervisor.not_with"],
    [["--port", "0"], "supervisor.bad_option"],
    [["--port", "http"], "supervisor.bad_option"],
    [["three"], "supervisor.bad_option"],
  ] as const)("refuses %o", ([args, code]) => {
    expect(() => readOptions([...args], "/opt/diwan", false)).toThrow(expect.objectContaining({ code }));
  });

  it("reads a name with its certificate", () => {
    const args = ["--host", "diwan.example.ma", "--pfx", "/etc/diwan.pfx", "--key-file", "/root/diwan.key", "--demo"];
    expect(readOptions(args, "/opt/diwan", true)).toMatchObject({
      host: "diwan.example.ma",
      pfx: "/etc/diwan.pfx",
      keyFile: "/root/diwan.key",
      demo: true,
    });
  });
});
