import { addDays } from "#platform/i18n/local-date.ts";

/** The server keeps the first day on which an act no longer holds; people say its last day. */
export const lastDayOf = (until: string): string => addDays(until, -1);
export const dayAfter = (last: string): string => addDays(last, 1);
