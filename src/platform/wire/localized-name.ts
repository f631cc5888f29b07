import { z } from "zod";
import type { Locale } from "./locale.ts";

/**
 * Marks that force a direction on what follows (UAX #9: embeddings, overrides, isolates): a name that holds one reads as
 * another name. Every name is shown in its own direction without them.
 */
const FORCED_DIRECTION = /[\u202a-\u202e\u2066-\u2069]/g;
const text = () => z.string().overwrite((typed) => typed.replace(FORCED_DIRECTION, "").trim());

/** A name as data: entered separately in Arabic and French, never transliterated by the program. */
export const LocalizedName = z.object({
  ar: text().min(1).max(300),
  fr: text().min(1).max(300),
  zgh: text().max(300).optional(),
  en: text().max(300).optional(),
});
export type LocalizedName = z.infer<typeof LocalizedName>;

/** The name to show to a reader: his language, else French for Latin readers, else Arabic. */
export function nameIn(name: LocalizedName, locale: Locale): string {
  return name[locale] || (locale === "ar" ? name.fr : name.fr || name.ar);
}
