import { z } from "zod";
import { Day, Id } from "#platform/wire/day.ts";
import { LocalizedName } from "#platform/wire/localized-name.ts";

export const HolidayView = z.object({
  key: z.string(),
  date: Day,
  days: z.number().int(),
  state: z.enum(["expected", "confirmed", "exceptional"]),
  name: LocalizedName,
  /** The administrator's line behind it, when there is one. */
  override: Id.nullable(),
});
export type HolidayView = z.infer<typeof HolidayView>;

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
});
export const NewHijriMonth = z.object({
  year: z.number().int().min(1400).max(1599),
  month: z.number().int().min(1).max(12),
  days: z.union([z.literal(0), z.literal(1)]),
  source: z.string().trim().min(1).max(200),
});
