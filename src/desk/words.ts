import ar from "./messages/ar.json" with { type: "json" };
import en from "./messages/en.json" with { type: "json" };
import fr from "./messages/fr.json" with { type: "json" };
import zgh from "./messages/zgh.json" with { type: "json" };
import type { Words } from "./page/browser/words.ts";

/** The words of the page and of the server's few answers, keyed as in the message files. */
export function pageWords(): Words {
  const plain = ({ $review: _, ...words }: Record<string, unknown>) => words as Record<string, string>;
  return { ar: plain(ar), fr: plain(fr), zgh: plain(zgh), en: plain(en) };
}
