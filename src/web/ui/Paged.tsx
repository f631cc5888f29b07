import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { type CallOptions, get } from "../http.ts";
import { LoadMore } from "./LoadMore.tsx";
import { Loaded } from "./Skeleton.tsx";

/** One page of a list as the server gives it; `next` leads to the following one. */
export type PageOf<R> = { items: R[]; next: string | null };

type Options = {
  /** False: read once and not again by itself (where looking is itself recorded). */
  refetch?: boolean;
};

/** Reads a list page by page: `path` with its filters, the cursor added. */
export function usePages<R, P extends PageOf<R> = PageOf<R>>(
  key: readonly unknown[],
  path: string,
  filters: CallOptions["query"] = {},
  { refetch = true }: Options = {},
) {
  return useInfiniteQuery({
    queryKey: [...key, filters],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => get<P>(path, { query: { ...filters, cursor: pageParam }, signal }),
    getNextPageParam: (last) => last.next,
    ...(!refetch && { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false, refetchOnReconnect: false }),
  });
}

type Query<P> = Pick<
  UseInfiniteQueryResult<InfiniteData<P>>,
  "data" | "error" | "refetch" | "hasNextPage" | "isFetchingNextPage" | "fetchNextPage"
>;

/** Shows what was read, or what an empty list says; the rest comes when its end comes into view. */
export function Paged<P extends PageOf<unknown>>(props: {
  query: Query<P>;
  empty: ReactNode;
  children: (rows: readonly P["items"][number][]) => ReactNode;
}) {
  const { query, empty, children } = props;
  return (
    <Loaded query={query}>
      {({ pages }) => {
        const rows = pages.flatMap((page) => page.items);
        if (rows.length === 0) return <>{empty}</>;
        return (
          <>
            {children(rows)}
            <LoadMore
              hasMore={query.hasNextPage}
              busy={query.isFetchingNextPage}
              onMore={() => void query.fetchNextPage()}
            />
          </>
        );
      }}
    </Loaded>
  );
}
