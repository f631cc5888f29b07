import { addMonths, eachDay, type LocalDate } from "#platform/i18n/local-date.ts";
import { isWorkingDay, type WorkingCalendar } from "#platform/i18n/working-days.ts";

/** The rules of annual leave; configuration with a date, never code (22 working days, the first after twelve months, carried over once). */
export type LeaveRules = { daysPerYear: number; monthsBeforeFirst: number; carriedYears: number };

/** What is left of each year's right, and what pending requests hold of it. */
export type Bucket = { year: number; balance: number; reserved: number };
export type Take = { year: number; days: number };

/** Working days of a leave, by the civil year in which they fall. Weekends and holidays are not counted. */
export function countByYear(calendar: WorkingCalendar, from: LocalDate, to: LocalDate): Map<number, number> {
  const counted = new Map<number, number>();
  for (const day of eachDay(from, to)) {
    if (!isWorkingDay(calendar, day)) continue;
    const year = Number(day.slice(0, 4));
    counted.set(year, (counted.get(year) ?? 0) + 1);
  }
  return counted;
}

export const totalOf = (counted: ReadonlyMap<number, number>): number =>
  [...counted.values()].reduce((sum, days) => sum + days, 0);

/**
 * Takes the days from the oldest right that still stands: a day of year Y may use the right of Y or, once carried over,
 * of the years before it that the rules allow.
 * @returns the days taken from each year's right, and how many could not be covered
 */
export function takeDays(
  buckets: readonly Bucket[],
  counted: ReadonlyMap<number, number>,
  rules: LeaveRules,
): { takes: Take[]; short: number } {
  const left = new Map(buckets.map((bucket) => [bucket.year, Math.max(0, bucket.balance - bucket.reserved)]));
  const takes = new Map<number, number>();
  let short = 0;
  for (const [year, days] of [...counted].sort(([a], [b]) => a - b)) {
    let missing = days;
    for (let right = year - rules.carriedYears; right <= year && missing > 0; right++) {
      const taken = Math.min(missing, left.get(right) ?? 0);
      if (taken === 0) continue;
      left.set(right, left.get(right)! - taken);
      takes.set(right, (takes.get(right) ?? 0) + taken);
      missing -= taken;
    }
    short += missing;
  }
  return { takes: [...takes].map(([year, days]) => ({ year, days })).sort((a, b) => a.year - b.year), short };
}

/** What can still be used on a day: the right of its year and those carried over to it. */
export function availableOn(buckets: readonly Bucket[], day: LocalDate, rules: LeaveRules): number {
  const year = Number(day.slice(0, 4));
  return buckets
    .filter((bucket) => bucket.year <= year && bucket.year >= year - rules.carriedYears)
    .reduce((sum, bucket) => sum + bucket.balance - bucket.reserved, 0);
}

/** The first day on which a first leave may begin. */
export const firstLeaveDay = (hiredOn: LocalDate, rules: LeaveRules): LocalDate =>
  addMonths(hiredOn, rules.monthsBeforeFirst);

/** The right of a civil year: whole, or in the year of entry by full months served. */
export function rightOf(year: number, hiredOn: LocalDate | null, rules: LeaveRules): number {
  if (!hiredOn || Number(hiredOn.slice(0, 4)) < year) return rules.daysPerYear;
  if (Number(hiredOn.slice(0, 4)) > year) return 0;
  const months = 12 - Number(hiredOn.slice(5, 7)) + (hiredOn.endsWith("-01") ? 1 : 0);
  return Math.round((rules.daysPerYear * months) / 12);
}

export const overlaps = (a: { from: LocalDate; to: LocalDate }, b: { from: LocalDate; to: LocalDate }): boolean =>
  a.from <= b.to && b.from <= a.to;
