import { formatDate, formatDateRange, formatDateTime, formatTime, type DateStyle } from "#platform/i18n/format-date.ts";
import { formatList } from "#platform/i18n/format-list.ts";
import { formatMoney, formatNumber, formatPercent, type NumberOptions, parseNumber } from "#platform/i18n/format-number.ts";
import { formatFileSize } from "#platform/i18n/format-size.ts";
import type { Locale } from "#platform/wire/locale.ts";
import type { LocalizedName } from "#platform/wire/localized-name.ts";

/** The name to show to a reader: his language, else French for Latin readers, else Arabic. */
export function nameIn(name: LocalizedName, locale: Locale): string {
  return name[locale] || (locale === "ar" ? name.fr : name.fr || name.ar);
}

/** Every format a screen may need, bound to one language. */
export function formatsIn(locale: Locale) {
  return {
    locale,
    name: (name: LocalizedName): string => nameIn(name, locale),
    /** A day, YYYY-MM-DD. */
    date: (day: string, style?: DateStyle): string => formatDate(day, locale, style),
    dateRange: (from: string, to: string): string => formatDateRange(from, to, locale),
    /** An instant, RFC 3339, shown at Casablanca time. */
    dateTime: (instant: string | Date, style?: DateStyle): string =>
      formatDateTime(new Date(instant), locale, style),
    time: (instant: string | Date): string => formatTime(new Date(instant)),
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
