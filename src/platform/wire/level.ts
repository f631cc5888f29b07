import { z } from "zod";

/** Classification: 0 public, 1 internal, 2 restricted, 3 confidential, 4 secret (DGSSI guide of July 2025). */
export const Level = z.number().int().min(0).max(4);
export type Level = z.infer<typeof Level>;
