import fc from "fast-check";
import { expect, test } from "vitest";
import { normaliseDigits } from "./digits.ts";
import {
  ibanOfRib,
  parseCin,
  parseIban,
  parseIce,
  parsePhone,
  parsePpr,
  parseRib,
  phoneKind,
  type Reading,
  ribKey,
} from "./identifiers.ts";
import { readMessageAreas } from "./message-source.ts";

const code = (reading: Reading) => (reading.ok ? reading.warning : reading.code);

test("the account that the Bulletin officiel prints", () => {
  expect(parseRib("310 810 1014029004423101 33")).toEqual({
    ok: true,
    value: "310810101402900442310133",
    display: "310 810 1014029004423101 33",
  });
  expect(ribKey("310 810 1014029004423101")).toBe("33");
  expect(ibanOfRib("310810101402900442310133")).toBe("MA64310810101402900442310133");
  expect(parseIban("ma64 3108 1010 1402 9004 4231 0133")).toEqual({
    ok: true,
    value: "MA64310810101402900442310133",
    display: "MA64 3108 1010 1402 9004 4231 0133",
  });
});

test("Arabic digits, dots and invisible marks are accepted", () => {
  expect(parseRib("\u2067٣١٠.٨١٠.١٠١٤٠٢٩٠٠٤٤٢٣١٠١-٣٣\u2069").ok).toBe(true);
  expect(normaliseDigits("٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹ 5")).toBe("0123456789 0123456789 5");
});

test("wrong RIB and IBAN are told apart", () => {
  expect(code(parseRib("310 810 1014029004423101 3"))).toBe("i18n.rib_length");
  expect(code(parseRib("310 810 1014029004423101 34"))).toBe("i18n.rib_key");
  expect(code(parseIban("FR76 3000 6000 0112 3456 7890 189"))).toBe("i18n.iban_form");
  expect(code(parseIban("MA65 3108 1010 1402 9004 4231 0133"))).toBe("i18n.iban_key");
});

test("every completed RIB is valid, and any single wrong digit or swap of neighbours is found", () => {
  const first22 = fc.stringMatching(/^\d{22}$/);
  fc.assert(
    fc.property(first22, fc.nat(23), fc.integer({ min: 1, max: 9 }), (first, at, change) => {
      const rib = first + ribKey(first);
      expect(parseRib(rib).ok).toBe(true);
      expect(parseIban(ibanOfRib(rib)).ok).toBe(true);
      const wrong = rib.slice(0, at) + ((Number(rib[at]) + change) % 10) + rib.slice(at + 1);
      expect(code(parseRib(wrong))).toBe("i18n.rib_key");
      if (at < 23 && rib[at] !== rib[at + 1]) {
        expect(parseRib(rib.slice(0, at) + rib[at + 1] + rib[at] + rib.slice(at + 2)).ok).toBe(false);
      }
    }),
  );
});

test("an ICE is completed with zeros and only warned about", () => {
  const multiple = String(97 * 15_500_000_123).padStart(15, "0");
  expect(parseIce(multiple)).toEqual({
    ok: true,
    value: multiple,
    display: multiple.replace(/^(\d{9})(\d{4})(\d{2})$/, "$1 $2 $3"),
  });
  expect(code(parseIce("001234567000012"))).toBe("i18n.ice_key");
  expect(parseIce(multiple.replace(/^0+/, ""))).toMatchObject({ value: multiple });
  expect(code(parseIce("1234"))).toBe("i18n.ice_length");
  expect(code(parseIce("000000000000000"))).toBe("i18n.ice_length");
});

test("identity cards", () => {
  expect(parseCin(" ab 123456 ")).toEqual({ ok: true, value: "AB123456", display: "AB123456" });
  expect(parseCin("K٤٥").ok).toBe(true);
  for (const wrong of ["ABC123", "123456", "A", "A12345678", ""]) expect(code(parseCin(wrong))).toBe("i18n.cin_form");
});

test("pay numbers lose their leading zeros and keep their digits", () => {
  expect(parsePpr("0123456")).toMatchObject({ value: "123456" });
  expect(parsePpr("PPR: ١٢٣٤٥٦٧")).toMatchObject({ value: "1234567" });
  for (const wrong of ["12345678", "0", "12A", ""]) expect(code(parsePpr(wrong))).toBe("i18n.ppr_form");
});

test.each([
  ["05 37 12 34 56", "+212537123456", "05 37 12 34 56", "fixed"],
  ["+212 6 61 23 45 67", "+212661234567", "06 61 23 45 67", "mobile"],
  ["00212(0)7.61.23.45.67", "+212761234567", "07 61 23 45 67", "mobile"],
  ["٠٨٠٢٠٠٣٧٣٧", "+212802003737", "08 02 00 37 37", "special"],
] as const)("telephone %s", (text, value, display, kind) => {
  expect(parsePhone(text)).toEqual({ ok: true, value, display });
  expect(phoneKind(value)).toBe(kind);
});

test.each(["0437123456", "537123456", "+33612345678", "05371234567", ""])("%j is no Moroccan number", (text) => {
  expect(code(parsePhone(text))).toBe("i18n.phone_form");
});

test("every problem is a sentence in four languages", () => {
  const own = readMessageAreas().find(({ area }) => area === "i18n");
  const codes = [
    "rib_length",
    "rib_key",
    "iban_form",
    "iban_key",
    "ice_length",
    "ice_key",
    "cin_form",
    "ppr_form",
    "phone_form",
  ];
  for (const locale of ["ar", "fr", "zgh", "en"] as const) {
    for (const each of codes) expect(own?.texts[locale][`i18n.${each}`]).toBeTruthy();
  }
});
