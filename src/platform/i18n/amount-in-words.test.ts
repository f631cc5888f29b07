import fc from "fast-check";
import { expect, test } from "vitest";
import { amountInWords, integerInWords } from "./amount-in-words.ts";

const french = (dirhams: number) => amountInWords(Math.round(dirhams * 100), "fr").text;
const arabic = (dirhams: number) => amountInWords(Math.round(dirhams * 100), "ar").text;

test.each([
  [0, "zéro"],
  [16, "seize"],
  [17, "dix-sept"],
  [21, "vingt et un"],
  [22, "vingt-deux"],
  [70, "soixante-dix"],
  [71, "soixante et onze"],
  [77, "soixante-dix-sept"],
  [80, "quatre-vingts"],
  [81, "quatre-vingt-un"],
  [91, "quatre-vingt-onze"],
  [99, "quatre-vingt-dix-neuf"],
  [100, "cent"],
  [101, "cent un"],
  [200, "deux cents"],
  [201, "deux cent un"],
  [280, "deux cent quatre-vingts"],
  [1000, "mille"],
  [1100, "mille cent"],
  [2000, "deux mille"],
  [80_000, "quatre-vingt mille"],
  [200_000, "deux cent mille"],
  [80_000_000, "quatre-vingts millions"],
  [200_000_000, "deux cents millions"],
  [1_000_001, "un million un"],
  [3_000_000_000, "trois milliards"],
  [1_200_000_000_000, "mille deux cents milliards"],
])("%i is %s", (value, words) => {
  expect(integerInWords(value, "fr")).toEqual({ text: words, language: "fr" });
});

test.each([
  [0, "zéro dirham"],
  [1, "un dirham"],
  [2, "deux dirhams"],
  [80, "quatre-vingts dirhams"],
  [1_000_000, "un million de dirhams"],
  [2_000_500, "deux millions cinq cents dirhams"],
  [3_000_000_000, "trois milliards de dirhams"],
  [1_000_001, "un million un dirhams"],
  [0.01, "un centime"],
  [0.5, "cinquante centimes"],
  [12.01, "douze dirhams et un centime"],
  [
    1_234_567.89,
    "un million deux cent trente-quatre mille cinq cent soixante-sept dirhams et quatre-vingt-neuf centimes",
  ],
  [-3, "moins trois dirhams"],
])("%d DH is %s", (amount, words) => {
  expect(french(amount)).toBe(words);
});

test.each([
  [0, "صفر درهم"],
  [1, "درهم واحد"],
  [2, "درهمان"],
  [3, "ثلاثة دراهم"],
  [8, "ثمانية دراهم"],
  [10, "عشرة دراهم"],
  [11, "أحد عشر درهما"],
  [12, "اثنا عشر درهما"],
  [18, "ثمانية عشر درهما"],
  [20, "عشرون درهما"],
  [25, "خمسة وعشرون درهما"],
  [99, "تسعة وتسعون درهما"],
  [100, "مائة درهم"],
  [101, "مائة درهم ودرهم واحد"],
  [102, "مائة درهم ودرهمان"],
  [103, "مائة وثلاثة دراهم"],
  [111, "مائة وأحد عشر درهما"],
  [200, "مائتا درهم"],
  [202, "مائتا درهم ودرهمان"],
  [250, "مائتان وخمسون درهما"],
  [300, "ثلاثمائة درهم"],
  [800, "ثمانمائة درهم"],
  [1000, "ألف درهم"],
  [1001, "ألف درهم ودرهم واحد"],
  [1200, "ألف ومائتا درهم"],
  [1250, "ألف ومائتان وخمسون درهما"],
  [2000, "ألفا درهم"],
  [2100, "ألفان ومائة درهم"],
  [3000, "ثلاثة آلاف درهم"],
  [10_000, "عشرة آلاف درهم"],
  [11_000, "أحد عشر ألف درهم"],
  [15_000, "خمسة عشر ألف درهم"],
  [15_300, "خمسة عشر ألفا وثلاثمائة درهم"],
  [100_000, "مائة ألف درهم"],
  [101_000, "مائة ألف وألف درهم"],
  [102_000, "مائة ألف وألفا درهم"],
  [200_000, "مائتا ألف درهم"],
  [250_000, "مائتان وخمسون ألف درهم"],
  [1_000_000, "مليون درهم"],
  [2_000_000, "مليونا درهم"],
  [5_000_000, "خمسة ملايين درهم"],
  [12_000_000, "اثنا عشر مليون درهم"],
  [2_000_000_000, "مليارا درهم"],
  [3_000_000_000, "ثلاثة ملايير درهم"],
  [1_000_000_000_000, "ألف مليار درهم"],
  [0.01, "سنتيم واحد"],
  [0.02, "سنتيمان"],
  [0.05, "خمسة سنتيمات"],
  [7.5, "سبعة دراهم وخمسون سنتيما"],
  [1_234_567.89, "مليون ومائتان وأربعة وثلاثون ألفا وخمسمائة وسبعة وستون درهما وتسعة وثمانون سنتيما"],
  [-100, "ناقص مائة درهم"],
])("%d درهم is %s", (amount, words) => {
  expect(arabic(amount)).toBe(words);
});

test("plain numbers in Arabic", () => {
  expect([0, 1, 2, 101, 115, 2000].map((n) => integerInWords(n, "ar").text)).toEqual([
    "صفر",
    "واحد",
    "اثنان",
    "مائة وواحد",
    "مائة وخمسة عشر",
    "ألفان",
  ]);
});

test("English and Tamazight say in which language they are answered", () => {
  expect(amountInWords(100, "en")).toEqual({ text: "un dirham", language: "fr" });
  expect(amountInWords(100, "zgh")).toEqual({ text: "درهم واحد", language: "ar" });
});

test("what is not an amount is refused", () => {
  expect(() => amountInWords(1.5, "fr")).toThrow(RangeError);
  expect(() => amountInWords(10n ** 17n, "fr")).toThrow(RangeError);
  expect(() => amountInWords(10n ** 17n, "ar")).toThrow(RangeError);
  expect(amountInWords(10n ** 17n - 1n, "ar").text).toContain("مليارا");
});

test("two different amounts are never said alike, in either language", () => {
  for (const locale of ["fr", "ar"] as const) {
    const said = new Set(Array.from({ length: 30_000 }, (_, value) => integerInWords(value, locale).text));
    expect(said.size).toBe(30_000);
  }
  const amount = fc.integer({ min: 0, max: 10 ** 15 });
  fc.assert(
    fc.property(amount, amount, fc.constantFrom("fr" as const, "ar" as const), (a, b, locale) => {
      expect(amountInWords(a, locale).text === amountInWords(b, locale).text).toBe(a === b);
    }),
  );
});
