/** French number words in the traditional spelling used on Moroccan payment orders. */
const UNDER_TWENTY = [
  "zéro",
  "un",
  "deux",
  "trois",
  "quatre",
  "cinq",
  "six",
  "sept",
  "huit",
  "neuf",
  "dix",
  "onze",
  "douze",
  "treize",
  "quatorze",
  "quinze",
  "seize",
  "dix-sept",
  "dix-huit",
  "dix-neuf",
];

const TENS: Record<number, string> = { 2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante" };

const MILLIARD = 1_000_000_000n;
const MILLION = 1_000_000n;

/** An integer from 0 to 10^15 - 1 in words. `closing`: a noun or nothing follows, so vingt and cent take their s. */
export function frenchWords(value: bigint, closing = true): string {
  if (value >= MILLION * MILLIARD) throw new RangeError(`Too large for words: ${value}`);
  if (value >= MILLIARD) return noun(value, MILLIARD, "milliard", closing);
  if (value >= MILLION) return noun(value, MILLION, "million", closing);
  return underMillion(Number(value), closing);
}

/** Million and milliard are nouns: they agree, and what counts them keeps its s (quatre-vingts millions). */
function noun(value: bigint, unit: bigint, name: string, closing: boolean): string {
  const count = value / unit;
  const rest = value % unit;
  const head = `${frenchWords(count)} ${name}${count > 1n ? "s" : ""}`;
  return rest === 0n ? head : `${head} ${frenchWords(rest, closing)}`;
}

/** Mille never agrees, and takes the s from what counts it (quatre-vingt mille, deux cent mille). */
function underMillion(value: number, closing: boolean): string {
  if (value < 1000) return underThousand(value, closing);
  const thousands = Math.floor(value / 1000);
  const head = thousands === 1 ? "mille" : `${underThousand(thousands, false)} mille`;
  return value % 1000 === 0 ? head : `${head} ${underThousand(value % 1000, closing)}`;
}

function underThousand(value: number, closing: boolean): string {
  if (value < 100) return underHundred(value, closing);
  const hundreds = Math.floor(value / 100);
  const rest = value % 100;
  if (rest > 0) return `${hundreds === 1 ? "cent" : `${UNDER_TWENTY[hundreds]} cent`} ${underHundred(rest, closing)}`;
  return hundreds === 1 ? "cent" : `${UNDER_TWENTY[hundreds]} cent${closing ? "s" : ""}`;
}

function underHundred(value: number, closing: boolean): string {
  if (value < 20) return UNDER_TWENTY[value] ?? "";
  if (value >= 80)
    return value === 80 ? `quatre-vingt${closing ? "s" : ""}` : `quatre-vingt-${UNDER_TWENTY[value - 80]}`;
  if (value >= 60) return joined("soixante", value - 60);
  return joined(TENS[Math.floor(value / 10)] ?? "", value % 10);
}

/** vingt, vingt et un, vingt-deux; soixante et onze. */
function joined(ten: string, rest: number): string {
  if (rest === 0) return ten;
  return rest === 1 || rest === 11 ? `${ten} et ${UNDER_TWENTY[rest]}` : `${ten}-${UNDER_TWENTY[rest]}`;
}
