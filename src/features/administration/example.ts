import type { Platform } from "#platform/platform.ts";
import { defineSlot } from "#platform/slots.ts";

/** Fills an empty instance with an institution to try things on; the assistant offers it when a feature brings one. */
export const exampleSlot = defineSlot<(platform: Platform) => Promise<void>>("administration.example");
