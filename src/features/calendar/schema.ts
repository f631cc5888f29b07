import { z } from "zod";
import { Day, Id } from "#platform/wire/day.ts";
import { LocalizedName } from "#platform/wire/localized-name.ts";

export const HolidayView = z.object({
  key: z.string(),
  date: Day,
  days: z.number().int(),
  state: z.enum(["expected", "confirmed", "exceptional"]),
  name: LocalizedName,
  /** The administrator's line behind it, when there is one, and where it was read. */
  override: Id.nullable(),
  source: z.string(),
  /** The day the computation gave, when a line put it elsewhere. */
  movedFrom: Day.nullable(),
});
export type HolidayView = z.infer<typeof HolidayView>;

/** A holiday that does not take place, by a line that can be withdrawn. */
export const CancelledView = z.object({ override: Id, day: Day, name: LocalizedName, source: z.string() });
export type CancelledView = z.infer<typeof CancelledView>;

export const HolidayList = z.object({
  items: z.array(HolidayView),
  cancelled: z.array(CancelledView),
  abilities: z.object({ change: z.boolean() }),
});
export type HolidayList = z.infer<typeof HolidayList>;

/** What an entry would change: the days that become worked or free, and how many decisions would be counted again. */
export const Foreseen = z.object({ days: z.array(Day), recounted: z.number().int() });
export type Foreseen = z.infer<typeof Foreseen>;

export const NewOverride = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("confirmed"),
    key: z.string().max(60),
    day: Day,
    days: z.number().int().min(1).max(10).nullish(),
    source: z.string().trim().max(200).default(""),
  }),
  z.object({
    kind: z.literal("cancelled"),
    key: z.string().max(60),
    day: Day,
    source: z.string().trim().max(200).default(""),
  }),
  z.object({
    kind: z.literal("exceptional"),
    day: Day,
    days: z.number().int().min(1).max(10).default(1),
    name: LocalizedName,
    source: z.string().trim().max(200).default(""),
  }),
]);

export const HijriMonthView = z.object({
  year: z.number().int(),
  month: z.number().int().min(1).max(12),
  begins: Day,
  length: z.number().int(),
  certainty: z.enum(["official", "computed", "indicative"]),
  /** The two days on which it can begin: that of Umm al-Qura, and the next. */
  choices: z.tuple([Day, Day]),
  /** Where the beginning was read, when it was entered here. */
  source: z.string(),
});
export type HijriMonthView = z.infer<typeof HijriMonthView>;
export const HijriYear = z.object({
  year: z.number().int(),
  items: z.array(HijriMonthView),
  abilities: z.object({ change: z.boolean() }),
});
export type HijriYear = z.infer<typeof HijriYear>;
export const NewHijriMonth = z.object({
  year: z.number().int().min(1400).max(1599),
  month: z.number().int().min(1).max(12),
  days: z.union([z.literal(0), z.literal(1)]),
  source: z.string().trim().min(1).max(200),
});
