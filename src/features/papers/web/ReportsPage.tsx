import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { MessageSquareWarning } from "lucide-react";
import { useState } from "react";
import { get, post } from "#web/http.ts";
import { useFormats, useT } from "#web/messages.tsx";
import { Link } from "#web/navigation.tsx";
import { Button } from "#web/ui/Button.tsx";
import { ConfirmDialog } from "#web/ui/ConfirmDialog.tsx";
import { EmptyState } from "#web/ui/EmptyState.tsx";
import { Icon } from "#web/ui/Icon.tsx";
import { LoadMore } from "#web/ui/LoadMore.tsx";
import { Page } from "#web/ui/Page.tsx";
import { Loaded } from "#web/ui/Skeleton.tsx";
import { Tag } from "#web/ui/Tag.tsx";
import { Name, Ref } from "#web/ui/values.tsx";
import type { DepositView } from "../schema.ts";
import css from "./ReportsPage.module.css";

type Answer = { items: DepositView[]; next: string | null };

/** What outsiders said, at the verification page, of papers they doubt. */
export default function ReportsPage() {
  const t = useT();
  const [handling, setHandling] = useState<DepositView | null>(null);
  const query = useInfiniteQuery({
    queryKey: ["papers", "deposits"],
    initialPageParam: "",
    queryFn: ({ pageParam }) => get<Answer>("/papers/deposits", { query: { cursor: pageParam } }),
    getNextPageParam: (last) => last.next,
  });
  return (
    <Page
      title={t("papers.reports")}
      lead={t("papers.reports_lead")}
      back={{ to: "/papers", label: t("papers.title") }}
    >
      <Loaded query={query}>
        {({ pages }) => {
          const reports = pages.flatMap((page) => page.items);
          if (reports.length === 0) return <EmptyState title={t("papers.reports_none")} />;
          return (
            <>
              <ul className={css.list} aria-label={t("papers.reports")}>
                {reports.map((report) => (
                  <Report key={report.id} report={report} onHandle={() => setHandling(report)} />
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
      {handling && <Handle report={handling} onClose={() => setHandling(null)} />}
    </Page>
  );
}

function Report({ report, onHandle }: { report: DepositView; onHandle: () => void }) {
  const t = useT();
  const formats = useFormats();
  return (
    <li className={css.report}>
      <Icon of={MessageSquareWarning} size={20} />
      <div className={css.what}>
        <p className={css.meta}>
          <Ref>{report.receipt}</Ref>
          <span>{formats.dateTime(report.receivedAt)}</span>
          {report.paper ? (
            <Link to={`/papers/${report.paper.id}`}>
              <Ref>{report.paper.reference}</Ref>
            </Link>
          ) : (
            <span>{t(report.ours ? "papers.report_paper_closed" : "papers.report_no_paper")}</span>
          )}
        </p>
        <p className={css.words} dir="auto">
          {report.words}
        </p>
        {report.contact && (
          <p className={css.meta}>
            <span>{t("papers.report_contact")}</span>
            <bdi>{report.contact}</bdi>
          </p>
        )}
        {report.handled && (
          <p className={css.answer}>
            <bdi dir="auto">{report.handled.answer}</bdi>
            <span className={css.meta}>
              {report.handled.by && <Name of={report.handled.by.name} />}
              <span>{formats.dateTime(report.handled.at)}</span>
            </span>
          </p>
        )}
      </div>
      {report.handled && <Tag tone="success">{t("papers.report_handled")}</Tag>}
      {report.abilities.includes("handle") && (
        <Button size="small" onClick={onHandle}>
          {t("papers.report_handle")}
        </Button>
      )}
    </li>
  );
}

function Handle({ report, onClose }: { report: DepositView; onClose: () => void }) {
  const t = useT();
  const queries = useQueryClient();
  return (
    <ConfirmDialog
      title={t("papers.report_handle_title", { receipt: report.receipt })}
      verb={t("papers.report_handle_verb")}
      reason={{ label: t("papers.report_answer"), hint: t("papers.report_answer_hint"), required: true }}
      onConfirm={async (answer) => {
        await post(`/papers/deposits/${report.id}/answer`, { answer });
        await queries.invalidateQueries({ queryKey: ["papers", "deposits"] });
      }}
      onClose={onClose}
    />
  );
}
