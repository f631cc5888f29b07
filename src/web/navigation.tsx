import {
  type AnchorHTMLAttributes,
  createContext,
  type MouseEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useContext,
  useEffect,
} from "react";
import { go, here } from "./location.ts";
import { parseSearch, stringifySearch, withSearch } from "./patterns.ts";

/** Search parameters of an address: what filters a list, so that any view can be pasted in a mail. */
export type Search = Record<string, string | readonly string[] | undefined>;

/** The page shown: its address, and what its route makes of it. */
export type Shown = {
  path: string;
  search: Record<string, unknown>;
  params: Record<string, string>;
  /** As the feature wrote it: `/requests/:id`; empty when nothing is there. */
  screen: string;
  /** Starts loading the page of an address. */
  preload: (path: string) => void;
};

export const ShownContext = createContext<Shown | null>(null);

function useShown(): Shown {
  const shown = useContext(ShownContext);
  if (!shown) throw new Error("no router above this component");
  return shown;
}

type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href"> & {
  /** An address of this client, query included. */
  to: string;
  search?: Search;
  /** Marks `aria-current="page"` on this very address only, not on those under it. */
  exact?: boolean;
  ref?: Ref<HTMLAnchorElement>;
  children?: ReactNode;
};

/** A link inside the client. The page behind it starts loading when the pointer or the focus arrives. */
export function Link({ to, search, exact, onClick, ...rest }: LinkProps) {
  const { path, preload } = useShown();
  const address = search ? withSearch(to, search) : to;
  const target = address.split(/[?#]/)[0] ?? "";
  const current = path === target || (!exact && target !== "/" && path.startsWith(`${target}/`));
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event);
    const elsewhere = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (event.defaultPrevented || elsewhere || (rest.target && rest.target !== "_self")) return;
    event.preventDefault();
    go(address);
  };
  return (
    <a
      {...rest}
      href={address}
      {...(current && { "aria-current": "page" })}
      onClick={follow}
      onPointerEnter={() => preload(target)}
      onFocus={() => preload(target)}
    />
  );
}

/** `go("/requests/12?tab=trace")`. */
export function useGo(): (to: string, options?: { search?: Search; replace?: boolean }) => void {
  return useCallback(
    (to, { search, replace } = {}) => go(search ? withSearch(to, search) : to, { replace: replace ?? false }),
    [],
  );
}

/** Goes on to another address as soon as it is shown, leaving no way back to this one. */
export function Navigate({ to, search }: { to: string; search?: Search }): ReactNode {
  const address = search ? withSearch(to, search) : to;
  useEffect(() => go(address, { replace: true }), [address]);
  return null;
}

/** The `:id` parts of the address. */
export const useRouteParams = <T extends Record<string, string>>(): T => useShown().params as T;

/** The search parameters, checked by the route's `validateSearch` when it has one. */
export const useRouteSearch = <T extends object = Search>(): T => useShown().search as T;

/** Changes search parameters in place; `undefined` removes one. The page keeps its state and its scroll. */
export function useSetSearch(): (changes: Search) => void {
  return useCallback((changes) => {
    const { path, search, hash } = here();
    const next = stringifySearch({ ...parseSearch(search), ...changes });
    if (next !== search) go(`${path}${next}${hash && `#${hash}`}`, { replace: true, adjust: true });
  }, []);
}

/** The path of the page shown, without search. */
export const useCurrentPath = (): string => useShown().path;

/** The pattern of the screen shown, as its feature wrote it: `/requests/:id`. */
export const useScreen = (): string => useShown().screen;
