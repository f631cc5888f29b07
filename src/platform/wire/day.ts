import { z } from "zod";

/** What the calendars of the house reach (Hijri 1318 to 1575): a day beyond is a slip of the hand. */
const FIRST = "1900-01-01";
const LAST = "2149-12-31";

/** A civil date, `YYYY-MM-DD`, without time zone. */
export const Day = z.iso.date().refine((day) => day >= FIRST && day <= LAST, { message: "http.day_out_of_range" });
export type Day = z.infer<typeof Day>;
/** An instant, RFC 3339 in UTC. */
export const Instant = z.iso.datetime();
export type Instant = z.infer<typeof Instant>;
export const Id = z.uuid();
