import type { Locale } from "../wire/locale.ts";
import { type DateStyle, formatDate, formatTime } from "./format-date.ts";
import { formatMoney, formatNumber, formatPercent } from "./format-number.ts";
import { isLocalDate } from "./local-date.ts";
import { pluralCategory } from "./plural-rules.ts";
import { localDateOf } from "./zone.ts";

/** Styles a message may ask for: `{share, number, percent}`, `{price, number, money}`, `{day, date, short}`. */
export const NUMBER_STYLES = ["percent", "money"] as const;
export const DATE_STYLES = ["full", "long", "medium", "short", "day", "month"] as const satisfies readonly DateStyle[];

/**
 * The `formats` of createIntl. Each style is known by one property of its own, which messageFormatters reads back;
 * without a style a date is medium. Give both to the same intl object.
 */
export const MESSAGE_FORMATS = {
  number: { percent: { style: "percent" }, money: { style: "currency", currency: "MAD" } },
  date: Object.fromEntries(DATE_STYLES.map((style) => [style, { calendar: style }])) as Record<
    DateStyle,
    { calendar: string }
  >,
  time: {},
} as const;

type Format = { format(value: unknown): string };

/** What formats the arguments inside a message, in place of Intl: the same in Node and in every browser. */
export interface MessageFormatters {
  getNumberFormat(locales?: unknown, options?: { style?: string }): Format;
  getDateTimeFormat(locales?: unknown, options?: { calendar?: string; hour?: unknown }): Format;
  getPluralRules(locales?: unknown, options?: { type?: Intl.PluralRuleType }): { select(value: number): string };
}

/**
 * Formatters for one language: `Object.assign(intl.formatters, messageFormatters(locale))` after createIntl of
 * @formatjs/intl. Dates may be `YYYY-MM-DD`, RFC 3339 instants or Date; instants are shown in Morocco.
 */
export function messageFormatters(locale: Locale): MessageFormatters {
  return {
    getNumberFormat: (_locales, options) => ({ format: (value) => numberText(value, locale, options?.style) }),
    getDateTimeFormat: (_locales, options) => ({
      format: (value) =>
        options?.hour === undefined ? dateText(value, locale, options?.calendar) : formatTime(instantOf(value)),
    }),
    getPluralRules: (_locales, options) => ({
      select: (value) => pluralCategory(locale, value, options?.type ?? "cardinal"),
    }),
  };
}

function numberText(value: unknown, locale: Locale, style: string | undefined): string {
  const number = typeof value === "bigint" ? value : Number(value);
  if (style === "percent") return formatPercent(Number(number), locale);
  return style === "currency" ? formatMoney(number, locale) : formatNumber(number, locale);
}

function dateText(value: unknown, locale: Locale, style: string | undefined): string {
  const date = typeof value === "string" && isLocalDate(value) ? value : localDateOf(instantOf(value));
  return formatDate(date, locale, DATE_STYLES.find((each) => each === style) ?? "medium");
}

const instantOf = (value: unknown): Date => (value instanceof Date ? value : new Date(String(value)));
