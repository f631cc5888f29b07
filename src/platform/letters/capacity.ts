import ar from "./messages/ar.json" with { type: "json" };
import fr from "./messages/fr.json" with { type: "json" };

type Both = { ar: string; fr: string };

/**
 * In which capacity someone signs (morocco.md 1.4, 3.4): by delegation or by order of a principal, whose title comes with
 * its article ("le Directeur", «المدير»), or as interim in a post.
 */
export type Capacity =
  | { kind: "delegation" | "order"; principal: Both; feminine?: boolean }
  | { kind: "interim"; title: Both };

/** The line of a signature block, in both languages: «عن المدير وبتفويض منه», "P. le Directeur et par délégation". */
export function capacityLine(capacity: Capacity): Both {
  if (capacity.kind === "interim") return said("letters.interim", "title", capacity.title);
  const key = capacity.kind === "delegation" ? "letters.by_delegation" : "letters.by_order";
  return said(capacity.feminine ? `${key}_f` : key, "principal", capacity.principal);
}

function said(key: keyof typeof ar & keyof typeof fr, name: string, value: Both): Both {
  return { ar: ar[key].replace(`{${name}}`, value.ar), fr: fr[key].replace(`{${name}}`, value.fr) };
}
