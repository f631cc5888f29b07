import { type DateStyle, formatDate, formatDateRange, formatDateTime, formatTime } from "#platform/i18n/format-date.ts";
import { formatList } from "#platform/i18n/format-list.ts";
import {
  formatMoney,
  formatNumber,
  formatPercent,
  type NumberOptions,
  parseNumber,
} from "#platform/i18n/format-number.ts";
import { formatRelativeInstant } from "#platform/i18n/format-relative.ts";
import { formatFileSize } from "#platform/i18n/format-size.ts";
import { daysBetween } from "#platform/i18n/local-date.ts";
import { localDateOf } from "#platform/i18n/zone.ts";
import type { Locale } from "#platform/wire/locale.ts";
import type { LocalizedName } from "#platform/wire/localized-name.ts";

/** The name to show to a reader: his language, else French for Latin readers, else Arabic. */
export function nameIn(name: LocalizedName, locale: Locale): string {
  return name[locale] || (locale === "ar" ? name.fr : name.fr || name.ar);
}

/** Today at Casablanca, YYYY-MM-DD. */
export const today = (): string => localDateOf(new Date());

/** Every format a screen may need, bound to one language. */
export function formatsIn(locale: Locale) {
  return {
    locale,
    name: (name: LocalizedName): string => nameIn(name, locale),
    /** A day, YYYY-MM-DD. */
    date: (day: string, style?: DateStyle): string => formatDate(day, locale, style),
    dateRange: (from: string, to: string): string => formatDateRange(from, to, locale),
    /** An instant, RFC 3339, shown at Casablanca time. */
    dateTime: (instant: string | Date, style?: DateStyle): string => formatDateTime(new Date(instant), locale, style),
    time: (instant: string | Date): string => formatTime(new Date(instant)),
    /** "3 days ago". */
    ago: (instant: string | Date): string => formatRelativeInstant(new Date(instant), new Date(), locale),
    /** Whole days from a day to today, at Casablanca. */
    daysSince: (day: string): number => daysBetween(day, today()),
    number: (value: number, options?: NumberOptions): string => formatNumber(value, locale, options),
    /** Reads a number as people here type it; undefined when it is none. */
    parseNumber: (text: string): number | undefined => parseNumber(text, locale),
    percent: (ratio: number): string => formatPercent(ratio, locale),
    /** Integer centimes. */
    money: (centimes: number): string => formatMoney(centimes, locale),
    fileSize: (bytes: number): string => formatFileSize(bytes, locale),
    list: (items: readonly string[], last?: "and" | "or"): string => formatList(items, locale, last),
  };
}

export type Formats = ReturnType<typeof formatsIn>;
