import { chmodSync, mkdtempSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { openKeys } from "./keys.ts";
import { noteSignedBy, parseNote, parseNoteKey, signNote } from "./note.ts";

let dir: string;
beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), "keys-")), "keys");
});

describe("the institution's keys", () => {
  test("are made once, readable by their owner alone", () => {
    const keys = openKeys(dir);
    expect(readdirSync(dir)).toEqual(["root.key"]);
    expect(statSync(join(dir, "root.key")).mode & 0o777).toBe(0o600);
    expect(openKeys(dir).signer("audit").verifierKey).toBe(keys.signer("audit").verifierKey);
    expect(openKeys(dir).instance).toBe(keys.instance);
  });

  test("are refused when others may read them", () => {
    openKeys(dir);
    chmodSync(join(dir, "root.key"), 0o640);
    expect(() => openKeys(dir)).toThrow(expect.objectContaining({ code: "crypto.key_file_open_to_others" }));
  });

  test("are not replaced when the file is damaged", () => {
    openKeys(dir);
    writeFileSync(join(dir, "root.key"), "{}", { mode: 0o600 });
    expect(() => openKeys(dir)).toThrow(expect.objectContaining({ code: "crypto.key_file_invalid" }));
  });

  test("sign notes that their public key opens, each purpose its own", () => {
    const audit = openKeys(dir).signer("audit");
    const papers = openKeys(dir).signer("papers");
    const note = parseNote(signNote("hello\n", audit))!;
    expect(noteSignedBy(note, [parseNoteKey(audit.verifierKey)!])?.keyId).toBe(audit.keyId);
    expect(noteSignedBy(note, [{ ...audit, publicKey: papers.publicKey }])).toBeNull();
  });
});

describe("a sealed secret", () => {
  test("opens for its use and context only", () => {
    const keys = openKeys(dir);
    const sealed = keys.seal("totp", Buffer.from("secret"), "person-1");
    expect(keys.open("totp", sealed, "person-1").toString()).toBe("secret");
    expect(() => keys.open("totp", sealed, "person-2")).toThrow();
    expect(() => keys.open("mail", sealed, "person-1")).toThrow();
  });

  test("with any byte changed does not open", () => {
    const keys = openKeys(dir);
    const sealed = keys.seal("totp", Buffer.from("secret"), "");
    for (let place = 0; place < sealed.length; place++) {
      const changed = Buffer.from(sealed);
      changed[place]! ^= 1;
      expect(() => keys.open("totp", changed, ""), `byte ${place}`).toThrow();
    }
  });
});
