import type { Locale } from "../wire/locale.ts";
import { isolate } from "./isolate.ts";

const COMMA: Record<Locale, string> = { ar: "، ", fr: ", ", zgh: ", ", en: ", " };

/** Arabic writes its "and" joined to the next word. */
const LAST: Record<"and" | "or", Record<Locale, string>> = {
  and: { ar: " و", fr: " et ", zgh: " ⴷ ", en: " and " },
  or: { ar: " أو ", fr: " ou ", zgh: " ⵏⵖ ", en: " or " },
};

/** A sentence-like list: A, B et C. Items are isolated so that a Latin name cannot disturb an Arabic list. */
export function formatList(items: readonly string[], locale: Locale, last: "and" | "or" = "and"): string {
  const isolated = items.map(isolate);
  const end = isolated.pop();
  if (end === undefined) return "";
  if (isolated.length === 0) return end;
  return `${isolated.join(COMMA[locale])}${LAST[last][locale]}${end}`;
}
