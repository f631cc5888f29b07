import type { Locale } from "../wire/locale.ts";
import { formatNumber } from "./format-number.ts";
import { daysBetween, type LocalDate } from "./local-date.ts";
import { pluralCategory } from "./plural-rules.ts";
import { RELATIVE_TIME, type TimeUnit } from "./relative-time-data.ts";
import { localDateOf } from "./zone.ts";

/** A quantity of a unit relative to now: -3 days gives il y a 3 jours, 2 hours gives dans 2 heures. `value` an integer. */
export function formatRelative(value: number, unit: TimeUnit, locale: Locale): string {
  const data = RELATIVE_TIME[locale];
  const amount = Math.abs(value);
  const forms = data.units[unit];
  const form = forms[pluralCategory(locale, amount)] ?? forms.other;
  const quantity = form.replace("#", formatNumber(amount, locale));
  return (value < 0 ? data.past : data.future).replace("#", quantity);
}

/** A day as seen from another: aujourd’hui, hier, dans 3 jours, il y a 2 mois. */
export function formatRelativeDate(date: LocalDate, today: LocalDate, locale: Locale): string {
  const data = RELATIVE_TIME[locale];
  const days = daysBetween(today, date);
  if (days === 0) return data.today;
  if (days === -1) return data.yesterday;
  if (days === 1) return data.tomorrow;
  if (Math.abs(days) < 31) return formatRelative(days, "day", locale);
  if (Math.abs(days) < 365) return formatRelative(Math.trunc(days / 30.44), "month", locale);
  return formatRelative(Math.trunc(days / 365.25) || Math.sign(days), "year", locale);
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** An instant as seen from another: minutes and hours when near (under six hours), else by the day in Morocco. */
export function formatRelativeInstant(instant: Date, now: Date, locale: Locale): string {
  const ms = instant.getTime() - now.getTime();
  const distance = Math.abs(ms);
  if (distance < MINUTE) return RELATIVE_TIME[locale].now;
  if (distance < HOUR) return formatRelative(Math.trunc(ms / MINUTE), "minute", locale);
  const date = localDateOf(instant);
  const today = localDateOf(now);
  if (distance < 6 * HOUR || date === today) return formatRelative(Math.trunc(ms / HOUR), "hour", locale);
  return formatRelativeDate(date, today, locale);
}
