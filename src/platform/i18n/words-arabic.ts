/** A counted noun in the forms that the number before it asks for (all in the nominative, as on payment orders). */
export interface CountedNoun {
  singular: string;
  dual: string;
  /** After 3 to 10. */
  plural: string;
  /** After 11 to 99: the accusative. */
  accusative: string;
}

export const DIRHAM: CountedNoun = { singular: "درهم", dual: "درهمان", plural: "دراهم", accusative: "درهما" };
export const CENTIME: CountedNoun = { singular: "سنتيم", dual: "سنتيمان", plural: "سنتيمات", accusative: "سنتيما" };

const THOUSAND: CountedNoun = { singular: "ألف", dual: "ألفان", plural: "آلاف", accusative: "ألفا" };
const MILLION: CountedNoun = { singular: "مليون", dual: "مليونان", plural: "ملايين", accusative: "مليونا" };
const MILLIARD: CountedNoun = { singular: "مليار", dual: "ملياران", plural: "ملايير", accusative: "مليارا" };

/** For a masculine noun: 3 to 10 take the feminine form. */
const UNITS = ["صفر", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"];
const TEENS = [
  "أحد عشر",
  "اثنا عشر",
  "ثلاثة عشر",
  "أربعة عشر",
  "خمسة عشر",
  "ستة عشر",
  "سبعة عشر",
  "ثمانية عشر",
  "تسعة عشر",
];
const TENS = ["", "", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"];
const HUNDREDS = ["", "مائة", "مائتان", "ثلاثمائة", "أربعمائة", "خمسمائة", "ستمائة", "سبعمائة", "ثمانمائة", "تسعمائة"];

const SCALES: readonly { unit: bigint; noun: CountedNoun }[] = [
  { unit: 1_000_000_000n, noun: MILLIARD },
  { unit: 1_000_000n, noun: MILLION },
  { unit: 1000n, noun: THOUSAND },
];

const AND = " و";

/** A count and its noun: خمسة دراهم, مائة درهم ودرهم واحد. `value` from 0 to 10^15 - 1. */
export function arabicCount(value: bigint, noun: CountedNoun): string {
  if (value >= 1_000_000_000_000_000n) throw new RangeError(`Too large for words: ${value}`);
  if (value === 0n) return `${UNITS[0]} ${noun.singular}`;
  const tail = value % 100n;
  if (value > 100n && (tail === 1n || tail === 2n)) {
    return `${arabicCount(value - tail, noun)}${AND}${arabicCount(tail, noun)}`;
  }
  if (value === 1n) return `${noun.singular} ${UNITS[1]}`;
  if (value === 2n) return noun.dual;
  if (tail === 0n) return `${construct(arabicWords(value))} ${noun.singular}`;
  return `${arabicWords(value)} ${tail <= 10n ? noun.plural : noun.accusative}`;
}

/** An integer from 0 to 10^15 - 1 in words, counting nothing or a masculine noun. */
export function arabicWords(value: bigint): string {
  if (value >= 1_000_000_000_000_000n) throw new RangeError(`Too large for words: ${value}`);
  const parts: string[] = [];
  let rest = value;
  for (const { unit, noun } of SCALES) {
    if (rest >= unit) parts.push(scaled(rest / unit, noun));
    rest %= unit;
  }
  if (rest > 0n || parts.length === 0) parts.push(underThousand(Number(rest)));
  return parts.join(AND);
}

/** One thousand, million or milliard is said without its number. */
function scaled(count: bigint, noun: CountedNoun): string {
  return count === 1n
    ? noun.singular
    : arabicCount(count, noun).replace(new RegExp(`${AND}${noun.singular} واحد$`), `${AND}${noun.singular}`);
}

function underThousand(value: number): string {
  const rest = value % 100;
  const hundreds = HUNDREDS[Math.floor(value / 100)] ?? "";
  if (hundreds === "") return underHundred(rest);
  return rest === 0 ? hundreds : `${hundreds}${AND}${underHundred(rest)}`;
}

function underHundred(value: number): string {
  if (value <= 10) return UNITS[value] ?? "";
  if (value < 20) return TEENS[value - 11] ?? "";
  const ten = TENS[Math.floor(value / 10)] ?? "";
  return value % 10 === 0 ? ten : `${UNITS[value % 10]}${AND}${ten}`;
}

/**
 * The last word before a noun that completes it loses its nūn or its tanwīn: مائتان becomes مائتا, ألفان ألفا,
 * and the accusative ألفا of eleven to ninety-nine thousand becomes ألف.
 */
function construct(words: string): string {
  const dual = /(مائت|(?:ألف|مليون|مليار))ان$/;
  if (dual.test(words)) return words.replace(/ن$/, "");
  return words.replace(/ (ألف|مليون|مليار)ا$/, " $1");
}
