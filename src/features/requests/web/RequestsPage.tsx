import { useInfiniteQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { get } from "#web/http.ts";
import { useFormats, useT } from "#web/messages.tsx";
import { Link, useRouteSearch, useSetSearch } from "#web/navigation.tsx";
import { useAbility } from "#web/session.tsx";
import { LinkButton } from "#web/ui/Button.tsx";
import { Chips } from "#web/ui/Chips.tsx";
import { EmptyState } from "#web/ui/EmptyState.tsx";
import { LoadMore } from "#web/ui/LoadMore.tsx";
import { Page } from "#web/ui/Page.tsx";
import { Loaded } from "#web/ui/Skeleton.tsx";
import { Name, Ref } from "#web/ui/values.tsx";
import type { RequestRow } from "../schema.ts";
import css from "./RequestsPage.module.css";
import { StateTag } from "./StateTag.tsx";
import { whereItIs } from "./words.ts";

const VIEWS = ["filed", "acted", "for_others"] as const;
type View = (typeof VIEWS)[number];
type Answer = { items: RequestRow[]; next: string | null };

/** My requests, and those on which I acted: each with where it is now, in one sentence. */
export default function RequestsPage() {
  const t = useT();
  const { mine = "filed" } = useRouteSearch<{ mine?: View }>();
  const setSearch = useSetSearch();
  const entersForOthers = useAbility("hr");
  const query = useInfiniteQuery({
    queryKey: ["requests", "list", mine],
    initialPageParam: "",
    queryFn: ({ pageParam }) => get<Answer>("/requests", { query: { mine, cursor: pageParam } }),
    getNextPageParam: (last) => last.next,
  });
  const begin = (
    <LinkButton tone="primary" icon={Plus} to="/requests/new">
      {t("requests.new")}
    </LinkButton>
  );
  // An empty list offers the same in its middle.
  const isEmpty = mine === "filed" && query.data?.pages[0]?.items.length === 0;
  const views = VIEWS.filter((view) => view !== "for_others" || entersForOthers || view === mine);
  return (
    <Page title={t("requests.title")} actions={isEmpty ? null : begin}>
      <Chips
        label={t("requests.filter")}
        value={mine}
        onChange={(view) => setSearch({ mine: view === "filed" ? undefined : view })}
        options={views.map((value) => ({ value, label: t(`requests.mine.${value}`) }))}
      />
      <Loaded query={query}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.items);
          if (rows.length === 0)
            return <EmptyState title={t(`requests.none.${mine}`)} {...(mine === "filed" && { action: begin })} />;
          return (
            <>
              <ul className={css.list} aria-label={t("requests.title")}>
                {rows.map((row) => (
                  <RequestLine key={row.id} row={row} showsPerson={mine !== "filed"} />
                ))}
              </ul>
              <LoadMore
                hasMore={query.hasNextPage}
                busy={query.isFetchingNextPage}
                onMore={() => void query.fetchNextPage()}
              />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

/** One request: what, whose, in which state, where. The whole line leads to it; a draft leads on to its form. */
function RequestLine({ row, showsPerson }: { row: RequestRow; showsPerson: boolean }) {
  const t = useT();
  const formats = useFormats();
  const to = row.state === "draft" ? `/requests/${row.id}/edit` : `/requests/${row.id}`;
  return (
    <li className={css.line}>
      <div className={css.what}>
        <Link to={to} className={css.title}>
          <bdi>{row.title}</bdi>
        </Link>
        <p className={css.where}>{whereItIs(t, formats, row)}</p>
        <p className={css.meta}>
          {row.reference && (
            <span>
              <Ref>{row.reference}</Ref>
            </span>
          )}
          {showsPerson && (
            <span>
              <Name of={row.requester.name} />
            </span>
          )}
          <span>{formats.ago(row.updatedAt)}</span>
        </p>
      </div>
      <StateTag state={row.state} />
    </li>
  );
}
