import { z } from "zod";

export const FirstDay = z.object({
  /** Not put away yet: the card is shown under My work. */
  open: z.boolean(),
  secondFactor: z.boolean(),
});
export type FirstDay = z.infer<typeof FirstDay>;
