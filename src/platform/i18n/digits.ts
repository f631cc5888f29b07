/** Digits that people of the region may type: Arabic-Indic U+0660 and extended (Persian, Urdu) U+06F0. */
const ARABIC_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;

/** Every Arabic-Indic digit becomes its Western one; nothing else changes. `Number("١٢٣")` is NaN, so this comes first. */
export function normaliseDigits(text: string): string {
  return text.replace(ARABIC_DIGITS, (digit) => String(digit.charCodeAt(0) & 0xf));
}
