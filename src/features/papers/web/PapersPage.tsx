import { useInfiniteQuery } from "@tanstack/react-query";
import { FileText } from "lucide-react";
import { get } from "#web/http.ts";
import { useFormats, useT } from "#web/messages.tsx";
import { Link, useRouteSearch } from "#web/navigation.tsx";
import { useAbility } from "#web/session.tsx";
import { LinkButton } from "#web/ui/Button.tsx";
import { EmptyState } from "#web/ui/EmptyState.tsx";
import { Icon } from "#web/ui/Icon.tsx";
import { LoadMore } from "#web/ui/LoadMore.tsx";
import { Page } from "#web/ui/Page.tsx";
import { Loaded } from "#web/ui/Skeleton.tsx";
import { Tag } from "#web/ui/Tag.tsx";
import { Name, Ref } from "#web/ui/values.tsx";
import type { PaperView } from "../schema.ts";
import css from "./PapersPage.module.css";

type Answer = { items: PaperView[]; next: string | null };

/** The numbered papers issued about oneself: decisions, certificates. */
export default function PapersPage() {
  const t = useT();
  const isHr = useAbility("hr");
  const reads = useAbility("administrator") || isHr;
  const { person } = useRouteSearch<{ person?: string }>();
  const query = useInfiniteQuery({
    queryKey: ["papers", "list", person ?? "me"],
    initialPageParam: "",
    queryFn: ({ pageParam }) => get<Answer>("/papers", { query: { person, cursor: pageParam } }),
    getNextPageParam: (last) => last.next,
  });
  return (
    <Page
      title={t("papers.title")}
      lead={t("papers.lead")}
      actions={reads && <LinkButton to="/papers/reports">{t("papers.reports")}</LinkButton>}
    >
      <Loaded query={query}>
        {({ pages }) => {
          const papers = pages.flatMap((page) => page.items);
          if (papers.length === 0)
            return (
              <EmptyState
                title={t("papers.none")}
                action={<LinkButton to="/requests/new">{t("papers.ask")}</LinkButton>}
              />
            );
          return (
            <>
              <ul className={css.list} aria-label={t("papers.title")}>
                {papers.map((paper) => (
                  <PaperLine key={paper.id} paper={paper} />
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

function PaperLine({ paper }: { paper: PaperView }) {
  const t = useT();
  const formats = useFormats();
  return (
    <li className={css.line}>
      <span className={css.icon}>
        <Icon of={FileText} size={20} />
      </span>
      <div className={css.what}>
        <Link to={`/papers/${paper.id}`} className={css.title}>
          <Name of={paper.title} />
        </Link>
        <p className={css.meta}>
          <span>
            <Ref>{paper.reference}</Ref>
          </span>
          <span>{formats.date(paper.day)}</span>
          <span>
            <Name of={paper.signedBy.name} />
          </span>
        </p>
      </div>
      {paper.revokedAt && <Tag tone="danger">{t("papers.revoked")}</Tag>}
      {!paper.ready && <Tag tone="info">{t("papers.being_set")}</Tag>}
    </li>
  );
}
