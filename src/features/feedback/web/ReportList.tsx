import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get, newKey, post } from "#web/http.ts";
import { useT } from "#web/messages.tsx";
import { ConfirmDialog } from "#web/ui/ConfirmDialog.tsx";
import { EmptyState } from "#web/ui/EmptyState.tsx";
import { LoadMore } from "#web/ui/LoadMore.tsx";
import { Loaded } from "#web/ui/Skeleton.tsx";
import type { ReportView } from "../schema.ts";
import css from "./Feedback.module.css";
import { ReportCard } from "./ReportCard.tsx";

type Answer = { items: ReportView[]; next: string | null };

/** Reports, newest first; whoever may answer one does it here. */
export function ReportList({ mine }: { mine?: boolean }) {
  const t = useT();
  const [answering, setAnswering] = useState<{ report: ReportView; key: string } | null>(null);
  const query = useInfiniteQuery({
    queryKey: ["feedback", mine ? "mine" : "all"],
    initialPageParam: "",
    queryFn: ({ pageParam }) => get<Answer>("/feedback", { query: { mine: mine && "1", cursor: pageParam } }),
    getNextPageParam: (last) => last.next,
  });
  const send = async (text: string): Promise<void> => {
    if (!answering) return;
    await post(`/feedback/${answering.report.id}/answer`, { text }, { key: answering.key });
    await query.refetch();
  };
  return (
    <Loaded query={query}>
      {({ pages }) => {
        const reports = pages.flatMap((page) => page.items);
        if (reports.length === 0) return <EmptyState title={t(mine ? "feedback.none_mine" : "feedback.none")} />;
        return (
          <>
            <ul className={css.list}>
              {reports.map((report) => (
                <li key={report.id}>
                  <ReportCard
                    report={report}
                    showsPerson={!mine}
                    onAnswer={() => setAnswering({ report, key: newKey() })}
                  />
                </li>
              ))}
            </ul>
            <LoadMore
              hasMore={query.hasNextPage}
              busy={query.isFetchingNextPage}
              onMore={() => void query.fetchNextPage()}
            />
            {answering && (
              <ConfirmDialog
                title={t("feedback.answer_title")}
                verb={t("feedback.answer_verb")}
                reason={{ label: t("feedback.answer"), hint: t("feedback.answer_hint"), required: true }}
                onConfirm={send}
                onClose={() => setAnswering(null)}
              >
                <p className={css.text}>
                  <bdi>{answering.report.text}</bdi>
                </p>
              </ConfirmDialog>
            )}
          </>
        );
      }}
    </Loaded>
  );
}
