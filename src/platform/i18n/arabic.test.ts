import { expect, test } from "vitest";
import { comparatorFor, firstStrongDirection, normaliseArabic, normaliseForSearch } from "./arabic.ts";

test.each([
  ["مُدِيرِيَّةُ المِيزَانِيَّة", "مديريه الميزانيه"],
  ["أحمد إدريس آمنة ٱلله", "احمد ادريس امنه الله"],
  ["مستشفى", "مستشفي"],
  ["مسؤول رئيس", "مسوول رييس"],
  ["مـــحـــمد", "محمد"],
  ["١٢٣٤/٢٠٢٦", "1234/2026"],
  ["ﻻﺯﻡ", "لازم"],
  ["\u200fمحمد\u202c", "محمد"],
])("%s compares as %s", (text, expected) => {
  expect(normaliseArabic(text)).toBe(expected);
});

test("search ignores case, accents and double spaces in Latin letters too", () => {
  expect(normaliseForSearch("  Bureau  d’Ordre ÉTÉ Œuvre ")).toBe("bureau d'ordre ete oeuvre");
  expect(normaliseForSearch("ⵜⴰⵎⴰⵣⵉⵖⵜ")).toBe("ⵜⴰⵎⴰⵣⵉⵖⵜ");
  expect(normaliseForSearch("Ouassima أُمَيْمَة")).toBe("ouassima اميمه");
});

test("normalising twice changes nothing more", () => {
  for (const text of ["أإآٱىئةؤ", "Éà’ Œ", "ﻻ ١٢ ـ"]) {
    expect(normaliseForSearch(normaliseForSearch(text))).toBe(normaliseForSearch(text));
  }
});

test("names sort as each language orders them, numbers by value", () => {
  expect(["ياسين", "بدر", "أمينة", "ادريس"].sort(comparatorFor("ar"))).toEqual(["ادريس", "أمينة", "بدر", "ياسين"]);
  expect(["Zahra", "Élodie", "Eric", "amine"].sort(comparatorFor("fr"))).toEqual(["amine", "Élodie", "Eric", "Zahra"]);
  expect(["N° 10", "N° 9", "N° 100"].sort(comparatorFor("fr"))).toEqual(["N° 9", "N° 10", "N° 100"]);
  expect(["مصلحة 10", "مصلحة 2"].sort(comparatorFor("ar"))).toEqual(["مصلحة 2", "مصلحة 10"]);
});

test("Tifinagh sorts in the order of IRCAM, before the other scripts", () => {
  const ircam = [..."ⴰⴱⴳⴷⴹⴻⴼⴽⵀⵃⵄⵅⵇⵉⵊⵍⵎⵏⵓⵔⵕⵖⵙⵚⵛⵜⵟⵡⵢⵣⵥ"];
  expect([...ircam].reverse().sort(comparatorFor("zgh"))).toEqual(ircam);
  expect(["Amine", "أمينة", "ⵥⵥ", "ⴰⵎⵉⵏⴰ"].sort(comparatorFor("zgh")).slice(0, 2)).toEqual(["ⴰⵎⵉⵏⴰ", "ⵥⵥ"]);
});

test.each([
  ["1234 رسالة", "rtl"],
  ["٣ letters", "ltr"],
  ["(12) Lettre في", "ltr"],
  ["ⵜⴰⴱⵔⴰⵜ", "ltr"],
  ["\u2067עברית\u2069 abc", "ltr"],
  ["12/2026 …", undefined],
  ["", undefined],
] as const)("the first strong letter of %j goes %s", (text, direction) => {
  expect(firstStrongDirection(text)).toBe(direction);
});
