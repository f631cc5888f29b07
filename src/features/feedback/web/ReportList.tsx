import { useState } from "react";
import { newKey, post } from "#web/http.ts";
import { useT } from "#web/messages.tsx";
import { ConfirmDialog } from "#web/ui/ConfirmDialog.tsx";
import { EmptyState } from "#web/ui/EmptyState.tsx";
import { Paged, usePages } from "#web/ui/Paged.tsx";
import type { ReportView } from "../schema.ts";
import css from "./Feedback.module.css";
import { ReportCard } from "./ReportCard.tsx";

/** Reports, newest first; whoever may answer one does it here. */
export function ReportList({ mine }: { mine?: boolean }) {
  const t = useT();
  const [answering, setAnswering] = useState<{ report: ReportView; key: string } | null>(null);
  const query = usePages<ReportView>(["feedback"], "/feedback", { mine: mine && "1" });
  const send = async (text: string): Promise<void> => {
    if (!answering) return;
    await post(`/feedback/${answering.report.id}/answer`, { text }, { key: answering.key });
    await query.refetch();
  };
  return (
    <>
      <Paged query={query} empty={<EmptyState title={t(mine ? "feedback.none_mine" : "feedback.none")} />}>
        {(reports) => (
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
        )}
      </Paged>
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
}
