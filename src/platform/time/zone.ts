import type { Clock } from "../clock.ts";
import { addDays, type LocalDate } from "../i18n/local-date.ts";
import { instantOf, localDateOf } from "../i18n/zone.ts";

/** Today in Morocco by this clock. */
export function today(clock: Clock): LocalDate {
  return localDateOf(clock.now());
}

/** The instant at which a civil day begins in Morocco. */
export function startOfDay(date: LocalDate): Date {
  return instantOf(date);
}

/** The instant at which a civil day ends in Morocco: the beginning of the next one, excluded. */
export function endOfDay(date: LocalDate): Date {
  return instantOf(addDays(date, 1));
}
