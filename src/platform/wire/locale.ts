import { z } from "zod";

/** The four languages of the interface, in the order they are offered. */
export const LOCALES = ["ar", "fr", "zgh", "en"] as const;
export const Locale = z.enum(LOCALES);
export type Locale = z.infer<typeof Locale>;
