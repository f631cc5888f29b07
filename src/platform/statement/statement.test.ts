import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalFacts, factsDigest, newSalt, normalSalt, normalText } from "./facts.ts";
import { findStatement, statementInPdf, statementKeyword, statementUrl } from "./find.ts";
import { makeStatement, type PaperSigner, signRevocations } from "./make.ts";
import { qrSvg } from "./qr.ts";
import { decodeStatement, fromBase64Url, statementId, toBase64Url } from "./statement.ts";
import { type PaperKey, verifyStatement } from "./verify.ts";
import { verifyPaper } from "./verify-paper.ts";

/** A key from a fixed seed: the private key of RFC 8032, section 7.1, test 1. */
function signerFrom(seed: string): PaperSigner {
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), Buffer.from(seed, "hex")]);
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const publicKey = createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-32);
  return { publicKey, sign: (bytes) => sign(null, bytes, key) };
}

const signer = signerFrom("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
const stranger = signerFrom("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
const institution = "01935d2e-7c00-7abc-8def-0123456789ab";
const keys: PaperKey[] = [{ publicKey: signer.publicKey, institution }];
const facts = { name: "فاطمة الزهراء العلوي", from: "2026-12-07", to: "2026-12-11", days: 5 };
const paper = { institution, kind: "leave.decision", number: "0042/م.م/2026", date: "2026-11-24", facts };

/** The statement of `paper` under the control code 7KQ2-9XTD-0MWR-ZP41, as first printed. */
const GOLDEN =
  "ASH-Md-hVKJhAZNdLnwAeryN7wEjRWeJq1EtwWpXqSVscGstLKqHK01hcBQJ8sfFhexhUyPvteBFV0oObGVhdmUuZGVjaXNpb24PMDA" +
  "0Mi_ZhS7ZhS8yMDI2xPc1qM8BafU7IuKqG4VLyasa_9xtfcvvCs2h-hrXiYFo78YTJWiuMe9y-Iz1jwLBsGf0X6R4Eg4NRm2Yq5jiBA";

const flip = (text: string, at: number) => {
  const bytes = fromBase64Url(text);
  bytes[at]! ^= 1;
  return toBase64Url(bytes);
};

describe("the statement of a paper", () => {
  test("says who, what, which and when, and is valid under the institution's key", async () => {
    const { statement } = await makeStatement(paper, signer);
    const result = await verifyStatement(statement, keys);
    expect(result).toMatchObject({ code: "valid", revocation: "unreachable" });
    expect(result.statement).toMatchObject({
      institution,
      kind: "leave.decision",
      number: "0042/م.م/2026",
      date: "2026-11-24",
    });
  });

  test("keeps its layout: a paper printed today verifies in ten years", async () => {
    const { statement } = await makeStatement(paper, signer, "7KQ2-9XTD-0MWR-ZP41");
    expect(statement).toBe(GOLDEN);
    expect(await statementId(GOLDEN)).toBe("8631366484f735abe891fde2995a0a9a");
  });

  test("is signed as RFC 8032 says, by the word of another implementation", async () => {
    const { statement } = await makeStatement(paper, signer);
    const { signedBytes, signature } = decodeStatement(statement);
    const key = createPublicKey({
      key: Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), signer.publicKey]),
      format: "der",
      type: "spki",
    });
    expect(verify(null, signedBytes, key, signature)).toBe(true);
  });

  test("any changed byte is noticed", async () => {
    const { statement } = await makeStatement(paper, signer);
    for (let at = 0; at < fromBase64Url(statement).length; at++) {
      const { code } = await verifyStatement(flip(statement, at), keys);
      expect(["malformed", "unknown_key", "bad_signature"], `byte ${at}`).toContain(code);
    }
  });

  test("signed by a stranger, or for another institution, is of an unknown key", async () => {
    const forged = await makeStatement(paper, stranger);
    expect((await verifyStatement(forged.statement, keys)).code).toBe("unknown_key");
    const borrowed = await makeStatement({ ...paper, institution: institution.replace("0193", "0194") }, signer);
    expect((await verifyStatement(borrowed.statement, keys)).code).toBe("unknown_key");
  });

  test("fits in 300 characters whatever the fields hold, and refuses what does not fit", async () => {
    const longest = { ...paper, kind: "k".repeat(32), number: "ن".repeat(24) };
    expect((await makeStatement(longest, signer)).statement).toHaveLength(274);
    await expect(makeStatement({ ...paper, number: "ن".repeat(25) }, signer)).rejects.toThrow(RangeError);
    await expect(makeStatement({ ...paper, date: "2026-02-30" }, signer)).rejects.toThrow(RangeError);
    await expect(makeStatement({ ...paper, kind: "" }, signer)).rejects.toThrow(RangeError);
  });

  test("rubbish is malformed, never an exception", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.uint8Array({ maxLength: 300 }).map(toBase64Url)), async (text) => {
        expect(["malformed", "unknown_key"]).toContain((await verifyStatement(text, keys)).code);
      }),
    );
  });
});

describe("the facts", () => {
  test("are recognised however they are typed, and only with the control code", async () => {
    const { statement, salt } = await makeStatement(paper, signer);
    const typed = { name: " فاطمه  الزهراء العلوى", from: "2026-12-07", to: "2026-12-11", days: "٥" };
    const check = (values: typeof typed, code: string) =>
      verifyStatement(statement, keys, { facts: { values, salt: code } });
    expect(await check(typed, salt.toLowerCase().replaceAll("-", " "))).toMatchObject({ code: "valid", facts: "same" });
    expect(await check({ ...typed, to: "2026-12-14" }, salt)).toMatchObject({
      code: "facts_differ",
      facts: "different",
    });
    expect(await check(typed, newSalt())).toMatchObject({ code: "facts_differ" });
  });

  test("are canonical: order, kind of digits and of values do not matter, words do", async () => {
    expect(canonicalFacts({ b: 3, a: "x" })).toBe(canonicalFacts({ a: "X", b: "٣" }));
    expect(canonicalFacts({ a: "x", b: "y" })).not.toBe(canonicalFacts({ a: "x b", b: "y" }));
    expect(await factsDigest({ a: "x" }, "A")).not.toBe(await factsDigest({ a: "x" }, "B"));
    expect(normalText("ٱلْمَمْلَكَةُ المغـــربيّة")).toBe(normalText("المملكه المغربيه"));
    expect(normalText("Benoît  L’Aïeul")).toBe("benoit l'aieul");
    expect(normalText("أكادير")).not.toBe(normalText("أڭادير"));
  });

  test("the control code carries 80 bits and forgives the eye", () => {
    expect(newSalt(new Uint8Array(10))).toBe("0000-0000-0000-0000");
    expect(newSalt(new Uint8Array(10).fill(255))).toBe("ZZZZ-ZZZZ-ZZZZ-ZZZZ");
    expect(new Set(Array.from({ length: 200 }, () => newSalt())).size).toBe(200);
    expect(normalSalt("o1il-abcd")).toBe("0111ABCD");
  });
});

describe("the list of revoked papers", () => {
  const at = new Date("2026-11-25T08:00:00Z");

  test("marks a paper revoked, with its day, even when its facts are right", async () => {
    const { statement, salt } = await makeStatement(paper, signer);
    const id = await statementId(statement);
    const revocations = await signRevocations(institution, [{ id, on: "2026-11-24" }], at, signer);
    expect(await verifyStatement(statement, keys, { revocations, facts: { values: facts, salt } })).toMatchObject({
      code: "revoked",
      revocation: "revoked",
      revokedOn: "2026-11-24",
      listIssuedAt: "2026-11-25T08:00:00.000Z",
      facts: "same",
    });
    const other = await makeStatement(paper, signer);
    expect(await verifyStatement(other.statement, keys, { revocations })).toMatchObject({
      code: "valid",
      revocation: "not_revoked",
    });
  });

  test("is not believed when an entry, the time or the signer was changed", async () => {
    const { statement } = await makeStatement(paper, signer);
    const id = await statementId(statement);
    const good = await signRevocations(institution, [{ id, on: "2026-11-24" }], at, signer);
    const doctored = [
      { ...good, list: { ...good.list, revoked: [] } },
      { ...good, list: { ...good.list, issuedAt: "2027-01-01T00:00:00.000Z" } },
      await signRevocations(institution, [], at, stranger),
      await signRevocations(institution.replace("0193", "0194"), [], at, signer),
      { list: null },
      "not a list",
    ];
    for (const revocations of doctored) {
      expect(await verifyStatement(statement, keys, { revocations })).toMatchObject({
        code: "valid",
        revocation: "untrusted",
      });
    }
  });
});

describe("where a statement is found", () => {
  test("in the address, alone, or in the bytes of a PDF", async () => {
    const { statement } = await makeStatement(paper, signer);
    expect(findStatement(statementUrl("https://desk.example.ma/", statement))).toBe(statement);
    expect(findStatement(` ${statement}\n`)).toBe(statement);
    expect(findStatement("https://desk.example.ma/v/")).toBeNull();
    const pdf = Buffer.from(
      `%PDF-1.7\n/Keywords (${statementKeyword("A".repeat(210))})\n/Keywords (${statementKeyword(statement)})\n`,
    );
    expect(statementInPdf(pdf)).toBe(statement);
    expect(findStatement(Buffer.from(statementKeyword(statement)))).toBe(statement);
    expect(statementInPdf(Buffer.from(`no PDF ${statementKeyword(statement)}`))).toBeNull();
  });

  test("and is judged there, from a file as from an address", async () => {
    const { statement, salt } = await makeStatement(paper, signer);
    const pdf = Buffer.from(`%PDF-1.7\n/Keywords (${statementKeyword(statement)})\n`);
    expect(await verifyPaper(pdf, { keys }, { values: facts, salt })).toMatchObject({ code: "valid", facts: "same" });
    expect(await verifyPaper(statementUrl("https://desk.example.ma", statement), { keys })).toMatchObject({
      code: "valid",
    });
    expect(await verifyPaper(Buffer.from("%PDF-1.7"), { keys })).toMatchObject({ code: "no_statement" });
    const forged = statement.replace(/.$/, statement.endsWith("A") ? "Q" : "A");
    expect((await verifyPaper(forged, { keys })).code).toMatch(/bad_signature|malformed/);
  });

  test("as a QR code small enough for 3 cm of paper", async () => {
    const { statement } = await makeStatement(paper, signer);
    const svg = qrSvg(statementUrl("https://verification.directorate.gov.ma", statement));
    const modules = Number(/viewBox="0 0 (\d+)/.exec(svg)![1]);
    expect(modules).toBeLessThanOrEqual(77);
    expect(svg).toContain("<path");
  });
});
