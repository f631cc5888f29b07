import type { Platform } from "./platform.ts";
import { defineSlot } from "./slots.ts";

/** The link that a start prints while the instance is empty; null once it is set up. Filled by the feature that sets up. */
export const firstVisitSlot = defineSlot<(platform: Platform) => Promise<string | null>>("first_visit");

export async function firstVisit(platform: Platform): Promise<string | null> {
  const open = firstVisitSlot.all(platform.fills)[0];
  return open ? open(platform) : null;
}
