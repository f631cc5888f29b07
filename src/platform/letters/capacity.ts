import ar from "./messages/ar.json" with { type: "json" };
import fr from "./messages/fr.json" with { type: "json" };

type Both = { ar: string; fr: string };

/**
 * In which capacity someone signs: by delegation or by order of a principal, or as interim in a post. The French line
 * names the principal with his article, whether or not his title has one; the Arabic title has its own («المدير»).
 */
export type Capacity =
  | { kind: "delegation" | "order"; principal: Both; feminine?: boolean }
  | { kind: "interim"; title: Both };

/** The line of a signature block, in both languages: «عن المدير وبتفويض منه», "P. le Directeur et par délégation". */
export function capacityLine(capacity: Capacity): Both {
  if (capacity.kind === "interim") return said("letters.interim", "title", capacity.title);
  const { kind, principal, feminine = false } = capacity;
  const key = kind === "delegation" ? "letters.by_delegation" : "letters.by_order";
  return said(feminine ? `${key}_f` : key, "principal", { ...principal, fr: withArticle(principal.fr, feminine) });
}

/** « Directeur » → « le Directeur », « Inspectrice » → « l’Inspectrice »; what has an article keeps it. */
function withArticle(title: string, feminine: boolean): string {
  if (/^(?:le |la |l['’])/i.test(title)) return title.charAt(0).toLowerCase() + title.slice(1);
  if (/^(?:[aeiouyàâéèêëîïôùûœ]|h)/i.test(title)) return `l’${title}`;
  return `${feminine ? "la" : "le"} ${title}`;
}

function said(key: keyof typeof ar & keyof typeof fr, name: string, value: Both): Both {
  return { ar: ar[key].replace(`{${name}}`, value.ar), fr: fr[key].replace(`{${name}}`, value.fr) };
}
