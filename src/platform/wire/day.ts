import { z } from "zod";

/** A civil date, `YYYY-MM-DD`, without time zone. */
export const Day = z.iso.date();
export type Day = z.infer<typeof Day>;
/** An instant, RFC 3339 in UTC. */
export const Instant = z.iso.datetime();
export type Instant = z.infer<typeof Instant>;
export const Id = z.uuid();
