/**
 * The window's address as a store. Small on purpose: a router library took 30 of the 150 kB that the first screen may
 * weigh, for what stands in these files (docs/adr/0017-a-router-of-our-own.md).
 */
export type Place = {
  path: string;
  /** With its `?`, or empty. */
  search: string;
  /** Without its `#`. */
  hash: string;
  /** Names this entry of the history. */
  key: string;
  /** How one came here: that decides where the page is scrolled to. */
  by: "arrival" | "return" | "adjustment";
};

const listeners = new Set<() => void>();
const scrolled = new Map<string, number>();
const keyOf = (): string => (history.state as { key?: string } | null)?.key ?? "first";

const read = (by: Place["by"]): Place => ({
  path: location.pathname,
  search: location.search,
  hash: location.hash.slice(1),
  key: keyOf(),
  by,
});

let place: Place | undefined;

/** Where the window is now. */
export function here(): Place {
  place ??= read("return");
  return place;
}

/** Listens to changes of the address, by `go` and by the browser's own buttons. Gives the way to stop. */
export function onPlaceChange(listener: () => void): () => void {
  if (listeners.size === 0) {
    history.scrollRestoration = "manual";
    addEventListener("popstate", returned);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) removeEventListener("popstate", returned);
  };
}

function returned(): void {
  remember();
  change(read("return"));
}

function change(next: Place): void {
  place = next;
  for (const listener of listeners) listener();
}

const remember = (): void => void scrolled.set(here().key, scrollY);

/**
 * Goes to an address of this client (`/requests/12?tab=trace#step`). `replace` leaves no entry in the history;
 * `adjust` changes the same page's search in place: it stays where it is scrolled.
 */
export function go(to: string, { replace, adjust }: { replace?: boolean; adjust?: boolean } = {}): void {
  const target = new URL(to, location.href);
  if (target.origin !== location.origin) {
    location.assign(target.href);
    return;
  }
  remember();
  const state = { key: replace ? keyOf() : Math.random().toString(36).slice(2) };
  if (replace) history.replaceState(state, "", target);
  else history.pushState(state, "", target);
  change(read(adjust ? "adjustment" : "arrival"));
}

/** Scrolls where the way one came by says: to the named part, to the top, or to where one was. */
export function scrollFor({ by, hash, key }: Place): void {
  if (by === "adjustment") return;
  const part = hash && document.getElementById(decodeURIComponent(hash));
  if (by === "arrival" && part) part.scrollIntoView();
  else scrollTo(0, by === "return" ? (scrolled.get(key) ?? 0) : 0);
}
