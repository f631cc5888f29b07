import type { QueryClient } from "@tanstack/react-query";

/** What the server had ready for the first screen, by path of its API, and since when (ms) changes may have been missed. */
type Carried = { at: number; answers: Record<string, unknown> };

/** The answers that came inside the page; none from a page that was built without a server. */
function read(): Carried | null {
  try {
    return JSON.parse(document.getElementById("answers")?.textContent ?? "") as Carried;
  } catch {
    return null;
  }
}

const carried = read();

/** Puts them where the queries look: the key of a query is its path. */
export function keepCarried(queries: QueryClient): void {
  for (const [path, answer] of Object.entries(carried?.answers ?? {}))
    queries.setQueryData(path.split("/").slice(1), answer);
}

let at = carried?.at;

/** From when on the first stream of live updates must tell what changed, ms since 1970; undefined: from now on. */
export function takeCarriedAt(): number | undefined {
  const since = at;
  at = undefined;
  return since;
}
