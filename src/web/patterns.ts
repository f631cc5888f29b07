/** A path with named parts (`/requests/:id`), ready to be compared with an address. */
export type Pattern = { expression: RegExp; names: string[]; weight: number };

/** Reads a pattern. Fixed parts weigh more than named ones, so that `/leave/new` wins over `/leave/:id`. */
export function patternOf(path: string): Pattern {
  const names: string[] = [];
  let weight = 0;
  const parts = path.split("/").filter(Boolean);
  const source = parts.map((part, i) => {
    const named = part.startsWith(":");
    weight += (named ? 1 : 2) * 3 ** -i;
    if (!named) return part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    names.push(part.slice(1));
    return "([^/]+)";
  });
  return { expression: new RegExp(`^/${source.join("/")}/?$`), names, weight };
}

/** The named parts of an address that fits the pattern; null when it does not, or when it is no well-formed address. */
export function paramsOf({ expression, names }: Pattern, path: string): Record<string, string> | null {
  const found = expression.exec(path);
  if (!found) return null;
  try {
    return Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(found[i + 1] ?? "")]));
  } catch {
    return null;
  }
}

/** The search part of an address as an object of strings; a repeated name gives a list. */
export function parseSearch(text: string): Record<string, string | string[]> {
  const search: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const before = search[name];
    search[name] = before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value];
  }
  return search;
}

/** The reverse; empty and missing ones leave no trace. */
export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== "") params.append(name, String(one));
    }
  }
  const text = params.toString();
  return text && `?${text}`;
}

/** An address with more search parameters than it has. */
export function withSearch(to: string, more: Record<string, unknown>): string {
  const [address = "", hash] = to.split("#");
  const [path = "", query = ""] = address.split("?");
  return `${path}${stringifySearch({ ...parseSearch(query), ...more })}${hash ? `#${hash}` : ""}`;
}
