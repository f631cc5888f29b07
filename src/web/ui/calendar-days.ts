/** What a day of a calendar carries beside its number. */
export type DayMark = {
  /** The holiday's name. */
  holiday?: string;
  /** Not confirmed yet: a religious holiday that waits for the moon. */
  expected?: boolean;
  /** Colleagues absent that day, ready to read. */
  absence?: string;
  /** Cannot be chosen; says why. */
  unavailable?: string;
  /** A small text in the corner (the Hijri day). */
  corner?: string;
};
/** Looks up a day, YYYY-MM-DD. Saturdays and Sundays need no mark. */
export type DayMarks = (day: string) => DayMark | undefined;
