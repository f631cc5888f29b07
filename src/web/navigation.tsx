import { Link as RouterLink, useLocation, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, ReactNode, Ref } from "react";
import { useCallback } from "react";

/** Search parameters of an address: what filters a list, so that any view can be pasted in a mail. */
export type Search = Record<string, string | readonly string[] | undefined>;

/** `?a=1&b=2&b=3` to an object of strings; a repeated name gives a list. */
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

function split(to: string): { to: string; search: Record<string, unknown>; hash?: string } {
  const [address = "", hash] = to.split("#");
  const [path = "", query = ""] = address.split("?");
  return { to: path, search: parseSearch(query), ...(hash && { hash }) };
}

type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href"> & {
  /** An address of this client, query included. */
  to: string;
  search?: Search;
  /** Marks `aria-current="page"` on the exact address only. */
  exact?: boolean;
  ref?: Ref<HTMLAnchorElement>;
  children?: ReactNode;
};

/** A link inside the client. The page behind it starts loading when the pointer or the focus arrives. */
export function Link({ to, search, exact, ...rest }: LinkProps) {
  const target = split(to);
  const router = {
    ...target,
    search: { ...target.search, ...search },
    activeOptions: { exact: exact ?? false, includeSearch: false },
  };
  return <RouterLink {...(rest as object)} {...(router as { to: string })} />;
}

/** `go("/requests/12?tab=trace")`. */
export function useGo(): (to: string, options?: { search?: Search; replace?: boolean }) => void {
  const navigate = useNavigate();
  return useCallback(
    (to, { search, replace } = {}) => {
      const target = split(to);
      void navigate({ ...target, search: { ...target.search, ...search }, ...(replace && { replace }) } as never);
    },
    [navigate],
  );
}

/** The `:id` parts of the address. */
export const useRouteParams = <T extends Record<string, string>>(): T => useParams({ strict: false }) as unknown as T;

/** The search parameters, checked by the route's `validateSearch` when it has one. */
export const useRouteSearch = <T extends object = Search>(): T => useSearch({ strict: false }) as unknown as T;

/** Changes search parameters in place; `undefined` removes one. The page keeps its state and its scroll. */
export function useSetSearch(): (changes: Search) => void {
  const navigate = useNavigate();
  return useCallback(
    (changes) => {
      const search = (old: Record<string, unknown>) => ({ ...old, ...changes });
      void navigate({ to: ".", search, replace: true, resetScroll: false } as never);
    },
    [navigate],
  );
}

/** The path of the page shown, without search. */
export const useCurrentPath = (): string => useLocation({ select: (location) => location.pathname });
