import { CalendarDate, GregorianCalendar, IslamicUmalquraCalendar, toCalendar } from "@internationalized/date";
import { DEFAULT_CORRECTIONS, type HijriCorrection } from "./hijri-corrections.ts";
import { addDays, datePartsOf, daysBetween, type LocalDate, localDate } from "./local-date.ts";

/** A day of the Hijri year as counted in Morocco. */
export interface HijriDate {
  year: number;
  /** 1 = Moharrem … 9 = Ramadan … 12 = Hija */
  month: number;
  /** 1-30 */
  day: number;
}

/** How sure a Hijri date is: from an official text, published in advance, or our own estimate. */
export type HijriCertainty = "official" | "computed" | "indicative";

const UMALQURA = new IslamicUmalquraCalendar();
const GREGORIAN = new GregorianCalendar();

/** Years covered by the Umm al-Qura tables; outside them a Hijri date is refused rather than invented. */
export const HIJRI_YEARS = { first: 1301, last: 1599 } as const;

/** The usual difference: in 13 of 19 official double dates (2005-2025) a month began a day after Umm al-Qura, never before. */
const USUAL_DAYS = 1;

/** The Moroccan Hijri calendar for one table of corrections. Immutable; cheap to make. */
export class HijriCalendar {
  readonly #rows: ReadonlyMap<number, HijriCorrection>;
  readonly #starts = new Map<number, LocalDate>();

  /** Later rows win over earlier ones for the same month. */
  constructor(corrections: readonly HijriCorrection[] = DEFAULT_CORRECTIONS) {
    this.#rows = new Map(corrections.map((row) => [indexOf(row.year, row.month), row]));
  }

  /** The Hijri date of a civil day. Throws RangeError outside the covered years. */
  of(date: LocalDate): HijriDate {
    const { year, month, day } = datePartsOf(date);
    const base = toCalendar(new CalendarDate(year, month, day), UMALQURA);
    let index = indexOf(base.year, base.month);
    if (daysBetween(this.#start(index), date) < 0) index -= 1;
    return { ...monthAt(index), day: daysBetween(this.#start(index), date) + 1 };
  }

  /** The civil day of a Hijri date. Throws RangeError when the month has no such day. */
  toLocal(date: HijriDate): LocalDate {
    if (date.day < 1 || date.day > this.monthLength(date.year, date.month)) {
      throw new RangeError(`No such day: ${date.day}/${date.month}/${date.year} H`);
    }
    return addDays(this.#start(indexOf(date.year, date.month)), date.day - 1);
  }

  /** The first civil day of a Hijri month. */
  monthStart(year: number, month: number): LocalDate {
    return this.#start(indexOf(year, month));
  }

  /** 29 or 30 for a sound table; see `problems`. */
  monthLength(year: number, month: number): number {
    const index = indexOf(year, month);
    return daysBetween(this.#start(index), this.#start(index + 1));
  }

  /** How far the month of a date may be trusted. */
  certainty(year: number, month: number): HijriCertainty {
    return this.#rows.get(indexOf(year, month))?.status ?? "indicative";
  }

  /**
   * Days after Umm al-Qura at which the month begins. A listed month is as listed. An unlisted one takes the usual
   * day, unless a listed neighbour makes that impossible: a lunar month has 29 or 30 days, so a month of 29 days
   * before one that is on time is itself on time, and so is one that follows 30 days that began on time.
   */
  correction(year: number, month: number): number {
    return this.#correction(indexOf(year, month));
  }

  /** Listed months that leave a month of 28 or 31 days: a table that cannot be true. */
  problems(): { year: number; month: number; length: number }[] {
    const around = [...this.#rows.keys()].flatMap((index) => [index - 1, index]);
    return [...new Set(around)]
      .map((index) => ({ ...monthAt(index), length: daysBetween(this.#start(index), this.#start(index + 1)) }))
      .filter(({ length }) => length < 29 || length > 30);
  }

  /** First and last day of each Ramadan that touches a civil year. */
  ramadans(year: number): { from: LocalDate; to: LocalDate; certainty: HijriCertainty }[] {
    const first = this.of(localDate(year, 1, 1)).year;
    const last = this.of(localDate(year, 12, 31)).year;
    const found: { from: LocalDate; to: LocalDate; certainty: HijriCertainty }[] = [];
    for (let hijri = first; hijri <= last; hijri += 1) {
      const from = this.monthStart(hijri, 9);
      const to = addDays(this.monthStart(hijri, 10), -1);
      if (from.startsWith(String(year)) || to.startsWith(String(year))) {
        found.push({ from, to, certainty: this.certainty(hijri, 9) });
      }
    }
    return found;
  }

  /** True in Ramadan. */
  isRamadan(date: LocalDate): boolean {
    return this.of(date).month === 9;
  }

  #start(index: number): LocalDate {
    const known = this.#starts.get(index);
    if (known) return known;
    const start = addDays(umalquraStart(index), this.#correction(index));
    this.#starts.set(index, start);
    return start;
  }

  #correction(index: number): number {
    return this.#rows.get(index)?.days ?? this.#imposedBefore(index) ?? this.#imposedAfter(index) ?? USUAL_DAYS;
  }

  /** A listed month on time, then only months of 30 days: this one cannot be late. */
  #imposedBefore(index: number): number | undefined {
    for (let at = index - 1; umalquraLength(at) === 30; at -= 1) {
      const row = this.#rows.get(at);
      if (row) return row.days === 0 ? 0 : undefined;
    }
    return undefined;
  }

  /** Only months of 29 days, then a listed month on time: this one cannot be late. */
  #imposedAfter(index: number): number | undefined {
    for (let at = index; umalquraLength(at) === 29; at += 1) {
      const row = this.#rows.get(at + 1);
      if (row) return row.days === 0 ? 0 : undefined;
    }
    return undefined;
  }
}

const indexOf = (year: number, month: number): number => year * 12 + month - 1;
const monthAt = (index: number) => ({ year: Math.floor(index / 12), month: (index % 12) + 1 });

function umalquraStart(index: number): LocalDate {
  const { year, month } = monthAt(index);
  if (year < HIJRI_YEARS.first || year > HIJRI_YEARS.last) throw new RangeError(`Year outside the tables: ${year} H`);
  const civil = toCalendar(new CalendarDate(UMALQURA, year, month, 1), GREGORIAN);
  return localDate(civil.year, civil.month, civil.day);
}

function umalquraLength(index: number): number {
  const { year, month } = monthAt(index);
  return UMALQURA.getDaysInMonth(new CalendarDate(UMALQURA, year, month, 1));
}
