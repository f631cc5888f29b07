import { useQueryClient } from "@tanstack/react-query";
import { MessageSquareWarning } from "lucide-react";
import { useState } from "react";
import { post } from "#web/http.ts";
import { useFormats, useT } from "#web/messages.tsx";
import { Link } from "#web/navigation.tsx";
import { Button } from "#web/ui/Button.tsx";
import { ConfirmDialog } from "#web/ui/ConfirmDialog.tsx";
import { EmptyState } from "#web/ui/EmptyState.tsx";
import { Line, LineList } from "#web/ui/LineList.tsx";
import { Page } from "#web/ui/Page.tsx";
import { Paged, usePages } from "#web/ui/Paged.tsx";
import { SmallFacts } from "#web/ui/SmallFacts.tsx";
import { Tag } from "#web/ui/Tag.tsx";
import { Name, Ref } from "#web/ui/values.tsx";
import type { DepositView } from "../schema.ts";
import css from "./ReportsPage.module.css";

/** What outsiders said, at the verification page, of papers they doubt. */
export default function ReportsPage() {
  const t = useT();
  const [handling, setHandling] = useState<DepositView | null>(null);
  const query = usePages<DepositView>(["papers", "deposits"], "/papers/deposits");
  return (
    <Page
      title={t("papers.reports")}
      lead={t("papers.reports_lead")}
      back={{ to: "/papers", label: t("papers.title") }}
    >
      <Paged query={query} empty={<EmptyState title={t("papers.reports_none")} />}>
        {(reports) => (
          <LineList label={t("papers.reports")}>
            {reports.map((report) => (
              <Report key={report.id} report={report} onHandle={() => setHandling(report)} />
            ))}
          </LineList>
        )}
      </Paged>
      {handling && <Handle report={handling} onClose={() => setHandling(null)} />}
    </Page>
  );
}

type ReportProps = { report: DepositView; onHandle: () => void };

function Report({ report, onHandle }: ReportProps) {
  const t = useT();
  const formats = useFormats();
  return (
    <Line icon={MessageSquareWarning} end={<End report={report} onHandle={onHandle} />}>
      <SmallFacts>
        <Ref>{report.receipt}</Ref>
        {formats.dateTime(report.receivedAt)}
        {report.paper ? (
          <Link to={`/papers/${report.paper.id}`}>
            <Ref>{report.paper.reference}</Ref>
          </Link>
        ) : (
          t(report.ours ? "papers.report_paper_closed" : "papers.report_no_paper")
        )}
      </SmallFacts>
      <p className={css.words} dir="auto">
        {report.words}
      </p>
      {report.contact && (
        <SmallFacts>
          <>
            {t("papers.report_contact")} <bdi>{report.contact}</bdi>
          </>
        </SmallFacts>
      )}
      {report.handled && (
        <div className={css.answer}>
          <bdi dir="auto">{report.handled.answer}</bdi>
          <SmallFacts>
            {report.handled.by && <Name of={report.handled.by.name} />}
            {formats.dateTime(report.handled.at)}
          </SmallFacts>
        </div>
      )}
    </Line>
  );
}

function End({ report, onHandle }: ReportProps) {
  const t = useT();
  return (
    <>
      {report.handled && <Tag tone="success">{t("papers.report_handled")}</Tag>}
      {report.abilities.includes("handle") && (
        <Button size="small" onClick={onHandle}>
          {t("papers.report_handle")}
        </Button>
      )}
    </>
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
