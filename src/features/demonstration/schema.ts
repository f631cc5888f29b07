import { z } from "zod";
import { Instant } from "#platform/wire/day.ts";

/** What would go with the demonstration; null where none was loaded. */
export const DemonstrationView = z.object({
  loadedAt: Instant.nullable(),
  contents: z.object({ people: z.int(), accounts: z.int(), requests: z.int(), papers: z.int(), entries: z.int() }),
});
export type DemonstrationView = z.infer<typeof DemonstrationView>;
