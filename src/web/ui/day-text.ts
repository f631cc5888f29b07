import { normaliseDigits } from "#platform/i18n/digits.ts";
import { isLocalDate } from "#platform/i18n/local-date.ts";

/**
 * The day that a typed text means: `3/8/2026`, `03-08-26`, `03082026`, `2026-08-03`, with digits of either script.
 * Day first, as everywhere here; a year of two digits is of this century. Null when it is no day.
 */
export function readDay(text: string): string | null {
  const clean = normaliseDigits(text).trim();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(clean);
  if (iso) return dayOf(iso[1], iso[2], iso[3]);
  const parts = /^(\d{1,2})[\s/.-](\d{1,2})[\s/.-](\d{4}|\d{2})$/.exec(clean) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(clean);
  return parts ? dayOf(parts[3], parts[2], parts[1]) : null;
}

function dayOf(year = "", month = "", day = ""): string | null {
  const text = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isLocalDate(text) ? text : null;
}

/** `2026-08-03` as it is typed: `03/08/2026`. */
export const typedDay = (day: string | null): string => (day ? day.split("-").reverse().join("/") : "");
