import type { Locale } from "../wire/locale.ts";
import { formatNumber } from "./format-number.ts";

/** Decimal units (IEC 80000-13): 1 kB = 1000 bytes, as on the label of a disk. */
const UNITS: Record<Locale, readonly string[]> = {
  ar: ["بايت", "كيلوبايت", "ميغابايت", "جيغابايت", "تيرابايت"],
  fr: ["o", "ko", "Mo", "Go", "To"],
  zgh: ["o", "ko", "Mo", "Go", "To"],
  en: ["B", "kB", "MB", "GB", "TB"],
};

/** Size of a file. `bytes` is a non-negative integer. 1 432 000 gives 1,4 Mo. */
export function formatFileSize(bytes: number, locale: Locale): string {
  if (!Number.isInteger(bytes) || bytes < 0) throw new RangeError(`Not a size: ${bytes}`);
  const units = UNITS[locale];
  let value = bytes;
  let index = 0;
  while (index < units.length - 1 && Math.round(value) >= 1000) {
    value /= 1000;
    index += 1;
  }
  const digits = index === 0 || value >= 100 ? 0 : 1;
  return `${formatNumber(value, locale, { maximumFractionDigits: digits })}\u00a0${units[index]}`;
}
