/** The words of the page, in the reader's language, and the few formats it needs. No Intl: browsers lack zgh. */

import { normalText } from "#platform/statement/facts.ts";

export type Language = "ar" | "fr" | "zgh" | "en";
export type Words = Record<Language, Record<string, string>>;

export const LANGUAGES: readonly Language[] = ["ar", "fr", "zgh", "en"];

/** `?lang=` in the address, else the browser's own preferences, else Arabic. */
export function chooseLanguage(search: string, preferred: readonly string[]): Language {
  const asked = new URLSearchParams(search).get("lang");
  const known = (tag: string | null) => LANGUAGES.find((language) => tag?.toLowerCase().split("-")[0] === language);
  for (const tag of [asked, ...preferred]) {
    const language = known(tag);
    if (language) return language;
  }
  return "ar";
}

/** A sentence with its `{places}` filled. */
export function fill(text: string, values: Record<string, string> = {}): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}

/** `24/11/2026`, between marks that keep it left to right in an Arabic sentence. */
export function dayText(iso: string): string {
  return `\u2066${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(0, 4)}\u2069`;
}

/** `7/12/2026`, in any digits, as `2026-12-07`; anything else is left as typed. */
export function isoDay(typed: string): string {
  const [, day, month, year] = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$/.exec(normalText(typed)) ?? [];
  return day && month && year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : typed;
}

/** Day and hour on the reader's clock. */
export function timeText(iso: string): string {
  const at = new Date(iso);
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${dayText(day)} \u2066${two(at.getHours())}:${two(at.getMinutes())}\u2069`;
}
