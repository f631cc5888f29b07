import { z } from "zod";
import type { Locale } from "./locale.ts";

/** A name as data: entered separately in Arabic and French, never transliterated by the program. */
export const LocalizedName = z.object({
  ar: z.string().trim().min(1).max(300),
  fr: z.string().trim().min(1).max(300),
  zgh: z.string().trim().max(300).optional(),
  en: z.string().trim().max(300).optional(),
});
export type LocalizedName = z.infer<typeof LocalizedName>;

/** The name to show to a reader: his language, else French for Latin readers, else Arabic. */
export function nameIn(name: LocalizedName, locale: Locale): string {
  return name[locale] || (locale === "ar" ? name.fr : name.fr || name.ar);
}
