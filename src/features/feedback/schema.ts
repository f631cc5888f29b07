import { z } from "zod";
import { Id, Instant } from "#platform/wire/day.ts";
import { LocalizedName } from "#platform/wire/localized-name.ts";

/** The last call that failed before the report: its number stands in the server's log. */
export const Incident = z.object({ requestId: z.string().trim().max(100), code: z.string().trim().max(100) });

export const NewReport = z.object({
  text: z.string().trim().min(1).max(4000),
  /** Path of the screen, without what was searched on it. */
  screen: z
    .string()
    .regex(/^\/[^?#]*$/)
    .max(300),
  browser: z.string().trim().max(300),
  incident: Incident.nullish(),
});
export type NewReport = z.infer<typeof NewReport>;

export const ReportView = z.object({
  id: Id,
  text: z.string(),
  screen: z.string(),
  browser: z.string(),
  incident: Incident.nullable(),
  reporter: z.object({ id: Id, name: LocalizedName }),
  createdAt: Instant,
  answer: z.object({ text: z.string(), by: LocalizedName, at: Instant }).nullable(),
  /** `answer`. */
  abilities: z.array(z.string()),
});
export type ReportView = z.infer<typeof ReportView>;
