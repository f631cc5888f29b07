import { describe, expect, test } from "vitest";
import { DepositRefused, depositKeyFrom, openDeposit, sealDeposit } from "./seal.ts";

const key = depositKeyFrom(Buffer.alloc(32, 1));

describe("a sealed deposit", () => {
  test("opens with the inside's key, and with no other", () => {
    const sealed = sealDeposit(Buffer.from("ورقة مشكوك فيها"), key.publicKey);
    expect(openDeposit(sealed, key).toString()).toBe("ورقة مشكوك فيها");
    expect(() => openDeposit(sealed, depositKeyFrom(Buffer.alloc(32, 2)))).toThrow(DepositRefused);
  });

  test("hides its words and, up to a kilobyte, its length", () => {
    const short = sealDeposit(Buffer.from("oui"), key.publicKey);
    const long = sealDeposit(Buffer.alloc(1000, "a"), key.publicKey);
    expect(short.length).toBe(long.length);
    expect(long.includes("aaaa")).toBe(false);
    expect(sealDeposit(Buffer.alloc(1021), key.publicKey).length).toBe(short.length + 1024);
  });

  test("refuses any changed or missing byte", () => {
    const sealed = sealDeposit(Buffer.from("text"), key.publicKey);
    for (let at = 0; at < sealed.length; at += 7) {
      const changed = Buffer.from(sealed);
      changed[at]! ^= 1;
      expect(() => openDeposit(changed, key), `byte ${at}`).toThrow(DepositRefused);
    }
    expect(() => openDeposit(sealed.subarray(0, -1), key)).toThrow(DepositRefused);
    expect(() => openDeposit(Buffer.alloc(0), key)).toThrow(DepositRefused);
  });

  test("two seals of the same words share no bytes beyond the mark", () => {
    const one = sealDeposit(Buffer.from("same"), key.publicKey);
    const two = sealDeposit(Buffer.from("same"), key.publicKey);
    expect(one.subarray(4, 36).equals(two.subarray(4, 36))).toBe(false);
    expect(one.subarray(48, 80).equals(two.subarray(48, 80))).toBe(false);
  });
});
