import { expect, test } from "vitest";
import { isolate, isolateReference, withoutMarks } from "./isolate.ts";
import { directionOf, fallbacksOf, libraryTagOf, localeOfTag, negotiateLocale, tagOf } from "./locale.ts";
import { pluralCategory } from "./plural-rules.ts";

test.each([
  ["fr-FR,fr;q=0.9,en;q=0.8", "fr"],
  ["en-US,en;q=0.9", "en"],
  ["ar-EG", "ar"],
  ["tzm,fr;q=0.5", "zgh"],
  ["de, es;q=0.9, fr;q=0.1", "fr"],
  ["de", "ar"],
  ["en;q=0.2, ar;q=0.8", "ar"],
  ["fr;q=0, en", "en"],
  ["*", "ar"],
  ["FR-ma ; q=1", "fr"],
  ["fr;q=nonsense, en", "en"],
  ["", "ar"],
] as const)("Accept-Language %j asks for %s", (header, locale) => {
  expect(negotiateLocale(header)).toBe(locale);
});

test("without a header the institution's language is taken", () => {
  expect(negotiateLocale(undefined, "fr")).toBe("fr");
  expect(negotiateLocale("de", "zgh")).toBe("zgh");
});

test("Arabic alone runs right to left, and no language falls to the Gulf or to America", () => {
  expect((["ar", "fr", "zgh", "en"] as const).map(directionOf)).toEqual(["rtl", "ltr", "ltr", "ltr"]);
  expect((["ar", "fr", "zgh", "en"] as const).map(tagOf)).toEqual(["ar-MA", "fr-MA", "zgh-MA", "en-GB"]);
  expect(libraryTagOf("zgh")).toBe("fr-FR");
  expect(localeOfTag("de")).toBeUndefined();
});

test("each language is its own first choice", () => {
  for (const locale of ["ar", "fr", "zgh", "en"] as const) expect(fallbacksOf(locale)[0]).toBe(locale);
});

test("Arabic has its six forms", () => {
  expect([0, 1, 2, 3, 10, 11, 99, 100, 101, 102, 103].map((n) => pluralCategory("ar", n))).toEqual([
    "zero",
    "one",
    "two",
    "few",
    "few",
    "many",
    "many",
    "other",
    "other",
    "other",
    "few",
  ]);
});

test("French and Tamazight count nothing in the singular, English in the plural", () => {
  expect([0, 1, 2, 1.5].map((n) => pluralCategory("fr", n))).toEqual(["one", "one", "other", "one"]);
  expect([0, 1, 2, 11].map((n) => pluralCategory("zgh", n))).toEqual(["one", "one", "other", "other"]);
  expect([0, 1, 2].map((n) => pluralCategory("en", n))).toEqual(["other", "one", "other"]);
  expect([1, 2, 3, 4, 22].map((n) => pluralCategory("en", n, "ordinal"))).toEqual([
    "one",
    "two",
    "few",
    "other",
    "two",
  ]);
  expect([0, 1, 2].map((n) => pluralCategory("zgh", n, "ordinal"))).toEqual(["other", "one", "other"]);
});

test("direction marks can be taken out again", () => {
  expect(withoutMarks(`${isolate("Amina")} \u200f${isolateReference("1234/DB/2026")}`)).toBe("Amina 1234/DB/2026");
});
