import { addDays, type LocalDate, type Weekday, weekdayOf } from "./local-date.ts";
import { isWorkingDay, type ScheduleRow, type WorkingCalendar } from "./working-days.ts";
import { instantOf, type LocalTime, localDateOf, minutesOf } from "./zone.ts";

const OFFICE_DAYS: readonly Weekday[] = [1, 2, 3, 4, 5];
const FRIDAY: Weekday = 5;
const MINUTE_MS = 60_000;
/** Days without any working hour after which a search gives up: the schedule is then missing, not long. */
const LONGEST_CLOSURE_DAYS = 400;

/** Saturday and Sunday. */
export const WEEKEND: readonly Weekday[] = [6, 7];

/**
 * Hours of the administrations: 8:30-16:30 with half an hour at noon, an hour more on Friday (decree 2-05-916);
 * 9:00-15:00 without a break in Ramadan (arrêté 05-1899). The decree leaves the place of the break to the heads of
 * service: noon is the usual one, and rows added after these replace them.
 */
export function administrationSchedule(ramadans: readonly { from: LocalDate; to: LocalDate }[]): ScheduleRow[] {
  const usual = OFFICE_DAYS.map((weekday) => ({
    from: null,
    to: null,
    weekday,
    start: "08:30",
    end: "16:30",
    breaks: [{ start: "12:00", end: weekday === FRIDAY ? "13:30" : "12:30" }],
  }));
  const fasting = ramadans.flatMap(({ from, to }) =>
    OFFICE_DAYS.map((weekday) => ({ from, to, weekday, start: "09:00", end: "15:00", breaks: [] })),
  );
  return [...usual, ...fasting];
}

/** Opening hours of a day: undefined on a day off or without a row. */
export function scheduleOf(calendar: WorkingCalendar, date: LocalDate): ScheduleRow | undefined {
  if (!isWorkingDay(calendar, date)) return undefined;
  const weekday = weekdayOf(date);
  const row = calendar.schedule.findLast(
    ({ from, to, weekday: day }) => day === weekday && (from === null || from <= date) && (to === null || date <= to),
  );
  return row === undefined || row.start >= row.end ? undefined : row;
}

interface Span {
  from: number;
  to: number;
}

/** The worked spans of a day as instants (ms), breaks taken out, in order. */
function spansOf(calendar: WorkingCalendar, date: LocalDate): Span[] {
  const row = scheduleOf(calendar, date);
  if (!row) return [];
  const at = (time: LocalTime) => instantOf(date, time).getTime();
  const spans: Span[] = [];
  let from = at(row.start);
  const end = at(row.end);
  const breaks = row.breaks.toSorted((a, b) => minutesOf(a.start) - minutesOf(b.start));
  for (const pause of breaks) {
    const until = Math.min(at(pause.start), end);
    if (until > from) spans.push({ from, to: until });
    from = Math.max(from, at(pause.end));
  }
  if (end > from) spans.push({ from, to: end });
  return spans;
}

/** Minutes of work in a day. */
export function workingMinutesOf(calendar: WorkingCalendar, date: LocalDate): number {
  return spansOf(calendar, date).reduce((sum, { from, to }) => sum + (to - from), 0) / MINUTE_MS;
}

/** True while offices are open. The minute of closing is already closed. */
export function isOpenAt(calendar: WorkingCalendar, instant: Date): boolean {
  const ms = instant.getTime();
  return spansOf(calendar, localDateOf(instant)).some(({ from, to }) => from <= ms && ms < to);
}

/**
 * The instant at which `minutes` of work after `start` are done: twelve working hours are 720. Adding nothing gives
 * `start`. Throws RangeError for a negative number, or when the calendar has no more working hours.
 */
export function addWorkingMinutes(calendar: WorkingCalendar, start: Date, minutes: number): Date {
  if (!(minutes >= 0)) throw new RangeError(`Not a duration: ${minutes}`);
  let left = minutes * MINUTE_MS;
  if (left === 0) return new Date(start);
  let day = localDateOf(start);
  for (let idle = 0; idle < LONGEST_CLOSURE_DAYS; day = addDays(day, 1)) {
    idle += 1;
    for (const span of spansOf(calendar, day)) {
      const from = Math.max(span.from, start.getTime());
      if (from >= span.to) continue;
      if (left <= span.to - from) return new Date(from + left);
      left -= span.to - from;
      idle = 0;
    }
  }
  throw new RangeError(`No working hours after ${day}`);
}

/** Minutes of work between two instants; negative when `to` is before `from`. */
export function workingMinutesBetween(calendar: WorkingCalendar, from: Date, to: Date): number {
  if (to < from) return -workingMinutesBetween(calendar, to, from);
  const last = localDateOf(to);
  let sum = 0;
  for (let day = localDateOf(from); day <= last; day = addDays(day, 1)) {
    for (const span of spansOf(calendar, day)) {
      sum += Math.max(0, Math.min(span.to, to.getTime()) - Math.max(span.from, from.getTime()));
    }
  }
  return sum / MINUTE_MS;
}
