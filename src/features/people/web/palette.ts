import { normaliseForSearch } from "#platform/i18n/arabic.ts";
import type { PaletteHit } from "#web/feature.ts";
import { get } from "#web/http.ts";
import type { PersonView, UnitBranch } from "../schema.ts";

const SHOWN = 6;

/** Colleagues by name, for the palette. */
export async function findPeople(text: string, signal: AbortSignal): Promise<readonly PaletteHit[]> {
  const { items } = await get<{ items: PersonView[] }>("/people", { query: { q: text, limit: SHOWN }, signal });
  return items.map(({ id, name, posts }) => ({
    id,
    title: name,
    to: `/people/${id}`,
    ...(posts[0] && { detail: posts[0].title }),
  }));
}

/** Units by name or abbreviation. */
export async function findUnits(text: string, signal: AbortSignal): Promise<readonly PaletteHit[]> {
  const { items } = await get<{ items: UnitBranch[] }>("/units/tree", { signal });
  const words = normaliseForSearch(text).split(" ").filter(Boolean);
  const names = ({ name, sigle }: UnitBranch): string => normaliseForSearch(`${name.ar} ${name.fr} ${sigle}`);
  return items
    .filter((unit) => words.every((word) => names(unit).includes(word)))
    .slice(0, SHOWN)
    .map(({ id, name, sigle }) => ({ id, title: name, detail: sigle, to: `/people/units/${id}` }));
}
