import { z } from "zod";
import { Day, Id, Instant } from "#platform/wire/day.ts";
import { LocalizedName } from "#platform/wire/localized-name.ts";

/** The form of R01, annual leave (رخصة إدارية سنوية). */
export const LeaveForm = z
  .object({
    from: Day,
    to: Day,
    replacement: Id.nullish(),
    address: z.string().trim().max(300).default(""),
    phone: z.string().trim().max(30).default(""),
    abroad: z.boolean().default(false),
    country: z.string().trim().max(80).default(""),
    note: z.string().trim().max(1000).default(""),
  })
  .refine((form) => form.from <= form.to, { path: ["to"], message: "leave.dates_reversed" })
  .refine((form) => !form.abroad || form.country !== "", { path: ["country"], message: "leave.country_needed" });
export type LeaveForm = z.infer<typeof LeaveForm>;

export const BucketView = z.object({
  year: z.number().int(),
  balance: z.number().int(),
  reserved: z.number().int(),
  available: z.number().int(),
});
export const EntryView = z.object({
  id: Id,
  year: z.number().int(),
  kind: z.enum(["credit", "taken_over", "debit", "reversal", "correction"]),
  days: z.number().int(),
  request: Id.nullable(),
  reason: z.string(),
  asOf: Day,
  at: Instant,
});
export const BalanceView = z.object({
  buckets: z.array(BucketView),
  available: z.number().int(),
  entries: z.array(EntryView),
  firstLeaveOn: Day.nullable(),
  /** Add a line to it. */
  abilities: z.object({ correct: z.boolean() }),
});

export const PreviewView = z.object({
  days: z.number().int(),
  calendarDays: z.number().int(),
  off: z.array(z.object({ date: Day, name: LocalizedName.nullable() })),
  returnOn: Day,
  buckets: z.array(BucketView),
  takes: z.array(z.object({ year: z.number().int(), days: z.number().int() })),
  after: z.number().int(),
  /** What stands against it, each at its field of the form. */
  problems: z.array(z.object({ path: z.string(), code: z.string(), text: z.string() })),
});

export const PresenceView = z.object({
  unit: z.object({ id: Id, name: LocalizedName }),
  members: z.number().int(),
  minimum: z.number().int().nullable(),
  days: z.array(
    z.object({
      date: Day,
      working: z.boolean(),
      absent: z.array(z.object({ id: Id, name: LocalizedName, pending: z.boolean() })),
      present: z.number().int(),
      below: z.boolean(),
    }),
  ),
});
