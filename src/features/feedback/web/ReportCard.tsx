import { useFormats, useT } from "#web/messages.tsx";
import { Link } from "#web/navigation.tsx";
import { Button } from "#web/ui/Button.tsx";
import { Card } from "#web/ui/Page.tsx";
import { SmallFacts } from "#web/ui/SmallFacts.tsx";
import { Tag } from "#web/ui/Tag.tsx";
import { Name, Ref } from "#web/ui/values.tsx";
import type { ReportView } from "../schema.ts";
import css from "./Feedback.module.css";

type CardProps = { report: ReportView; showsPerson: boolean; onAnswer: () => void };

/** One report: what was written, where and with what, and the answer. */
export function ReportCard({ report, showsPerson, onAnswer }: CardProps) {
  const t = useT();
  const { dateTime } = useFormats();
  const { answer, incident } = report;
  return (
    <Card tight>
      <div className={css.head}>
        <SmallFacts>
          {showsPerson && (
            <strong>
              <Name of={report.reporter.name} />
            </strong>
          )}
          {dateTime(report.createdAt)}
        </SmallFacts>
        <Tag tone={answer ? "success" : "info"}>{t(answer ? "feedback.state.answered" : "feedback.state.open")}</Tag>
      </div>
      <p className={css.text} dir="auto">
        {report.text}
      </p>
      <SmallFacts>
        <>
          {t("feedback.screen")} <Link to={report.screen}>{<Ref>{report.screen}</Ref>}</Link>
        </>
        {incident && (
          <>
            {t("feedback.incident")} <Ref>{incident.requestId}</Ref> <Ref>{incident.code}</Ref>
          </>
        )}
        {showsPerson && <bdi dir="ltr">{report.browser}</bdi>}
      </SmallFacts>
      {answer && (
        <div className={css.answer}>
          <SmallFacts>
            <Name of={answer.by} />
            {dateTime(answer.at)}
          </SmallFacts>
          <p className={css.text} dir="auto">
            {answer.text}
          </p>
        </div>
      )}
      {report.abilities.includes("answer") && (
        <Button size="small" onClick={onAnswer}>
          {t("feedback.answer_verb")}
        </Button>
      )}
    </Card>
  );
}
