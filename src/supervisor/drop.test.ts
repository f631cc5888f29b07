import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deskUser, type ServerUser, serverUser } from "#platform/db/embedded-user.ts";
import { asUser, handOver, handOverDesk, unreadableFor } from "./drop.ts";

const isRoot = process.getuid?.() === 0;

describe.skipIf(!isRoot)("root gives up its rights (needs root)", { timeout: 60_000 }, () => {
  let data: string;
  let inside: ServerUser;
  let desk: ServerUser;
  beforeAll(() => {
    data = mkdtempSync("/tmp/diwan-drop-");
    inside = serverUser();
    desk = deskUser()!;
    chmodSync(data, 0o751);
    mkdirSync(`${data}/run`, { mode: 0o700 });
    mkdirSync(`${data}/desk/public`, { recursive: true });
    writeFileSync(`${data}/desk/public/page`, "made by root before", { mode: 0o644 });
    handOver(data, inside);
    handOverDesk(data, inside, desk);
  });
  afterAll(() => rmSync(data, { recursive: true, force: true }));

  /** What a shell says when it runs as that user, and whether it could. */
  const as = (user: ServerUser, script: string, lowPort = false) => {
    const [program, ...args] = asUser(user, lowPort, ["sh", "-c", script]);
    const { status, stdout } = spawnSync(program!, args, { cwd: "/", encoding: "utf8" });
    return { done: status === 0, said: stdout.trim() };
  };

  it("for good: no other group, no way back, no capability but that of a low port where it was asked for", () => {
    expect(as(inside, "id -u; id -G").said).toBe(`${inside.uid}\n${inside.gid}`);
    const status = (lowPort: boolean) => as(inside, "cat /proc/self/status", lowPort).said;
    for (const set of ["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"]) {
      expect(status(false)).toMatch(new RegExp(`^${set}:\\s+0{16}$`, "m"));
      expect(status(true)).toMatch(new RegExp(`^${set}:\\s+0{13}400$`, "m"));
    }
    expect(status(false)).toMatch(/^NoNewPrivs:\s+1$/m);
  });

  it("the public side reads what is published and leaves deposits, which the inside empties", () => {
    const spool = `${data}/desk/deposits`;
    expect(as(desk, `cat ${data}/desk/public/page`).said).toBe("made by root before");
    expect(as(desk, `umask 027; echo sealed > ${spool}/a.sealed`).done).toBe(true);
    expect(as(inside, `cat ${spool}/a.sealed && rm ${spool}/a.sealed`)).toEqual({ done: true, said: "sealed" });
    expect(as(inside, `echo new > ${data}/desk/public/page`).done).toBe(true);
  });

  it("and nothing else: neither keys, files and socket of the inside, nor what is published", () => {
    for (const closed of ["keys", "blobs", "tmp", "run", "run/console"])
      expect(as(desk, `ls ${data}/${closed}`).done, closed).toBe(false);
    for (const kept of ["desk/public/page", "desk/public/other", "desk/other", "desk/keys/other", "other"])
      expect(as(desk, `echo x >> ${data}/${kept}`).done, kept).toBe(false);
    expect(as(inside, `ls ${data}/desk/compiled`).done).toBe(false);
  });

  it("a folder that was replaced by a link is not handed over", () => {
    const other = mkdtempSync("/tmp/diwan-drop-");
    const before = statSync(other).mode;
    rmSync(`${data}/desk/compiled`, { recursive: true });
    symlinkSync(other, `${data}/desk/compiled`);
    expect(() => handOverDesk(data, inside, desk)).toThrow(/is not a folder/);
    expect(statSync(other)).toMatchObject({ uid: 0, mode: before });
    rmSync(other, { recursive: true });
  });

  it("names the file that the user cannot read", () => {
    const file = `${data}/secret.key`;
    writeFileSync(file, "", { mode: 0o600 });
    const root = `${data}/program`;
    for (const part of ["src", "node_modules"]) mkdirSync(`${root}/${part}`, { recursive: true });
    writeFileSync(`${root}/package.json`, "{}");
    expect(unreadableFor(desk, root, [file])).toEqual([file]);
    chmodSync(file, 0o644);
    expect(unreadableFor(desk, root, [file])).toEqual([]);
  });
});
