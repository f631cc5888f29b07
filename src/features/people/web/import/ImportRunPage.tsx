import { Download } from "lucide-react";
import { useState } from "react";
import { post } from "#web/http.ts";
import { useT } from "#web/messages.tsx";
import { useRouteParams } from "#web/navigation.tsx";
import { useStepUp } from "#web/step-up.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { Button, LinkButton } from "#web/ui/Button.tsx";
import { ConfirmDialog } from "#web/ui/ConfirmDialog.tsx";
import { Icon } from "#web/ui/Icon.tsx";
import { Page, Section } from "#web/ui/Page.tsx";
import { Progress } from "#web/ui/Progress.tsx";
import { Loaded, Skeleton } from "#web/ui/Skeleton.tsx";
import { Table } from "#web/ui/Table.tsx";
import { FileName } from "#web/ui/values.tsx";
import type { ImportView } from "../../import/schema.ts";
import css from "./ImportPage.module.css";
import { isUnderWay, useImport, useJob } from "./queries.ts";
import { ReportLines } from "./ReportLines.tsx";
import { StateTag } from "./StateTag.tsx";

/** One file: what it would do, line by line; then the decision, and what comes next. */
export default function ImportRunPage() {
  const t = useT();
  const { id } = useRouteParams<{ id: string }>();
  const query = useImport(id);
  return (
    <Loaded query={query} skeleton={<Skeleton rows={6} />}>
      {(run) => (
        <Page
          title={t("people.import")}
          lead={<FileName>{run.fileName}</FileName>}
          tags={<StateTag state={run.state} />}
          back={{ to: "/administration/import", label: t("people.import") }}
          width="wide"
        >
          <Outcome run={run} onChange={() => void query.refetch()} />
          {run.sheets.length > 0 && !isUnderWay(run.state) && (
            <>
              <Summary run={run} />
              <ReportLines run={run} />
            </>
          )}
        </Page>
      )}
    </Loaded>
  );
}

/** Where it stands, in one sentence, with the one thing to do. */
function Outcome({ run, onChange }: { run: ImportView; onChange: () => void }) {
  const t = useT();
  const { total, state } = run;
  if (isUnderWay(state)) return <UnderWay run={run} />;
  if (state === "unreadable" || state === "failed")
    return (
      <>
        <Banner tone="danger">{run.failure}</Banner>
        <Acts run={run} again={state === "failed"} onChange={onChange} />
      </>
    );
  if (state === "stale")
    return (
      <>
        <Banner tone="warn" title={t("people.import_state_stale")}>
          {t("people.import_stale")}
        </Banner>
        <Acts run={run} again onChange={onChange} />
      </>
    );
  if (state === "applied") return <Applied run={run} />;
  const nothing = total.create + total.change === 0;
  return (
    <>
      {total.error > 0 ? (
        <Banner tone="danger" title={t("people.import_errors_title", { count: total.error })}>
          {t("people.import_errors_text")}
        </Banner>
      ) : (
        <Banner tone="success" title={t(nothing ? "people.import_no_change" : "people.import_clean")} live>
          {t(nothing ? "people.import_no_change_text" : "people.import_clean_text")}
        </Banner>
      )}
      <Acts run={run} ready={total.error === 0 && !nothing} onChange={onChange} />
    </>
  );
}

function UnderWay({ run }: { run: ImportView }) {
  const t = useT();
  const job = useJob(run.job);
  return (
    <Banner title={t(`people.import_state_${run.state}`)} live>
      {t(run.state === "checking" ? "people.import_checking_text" : "people.import_applying_text")}
      {job?.total ? <Progress label={t("people.import_progress")} done={job.done} total={job.total} /> : null}
    </Banner>
  );
}

type ActsProps = { run: ImportView; ready?: boolean; again?: boolean; onChange: () => void };

function Acts({ run, ready = false, again = false, onChange }: ActsProps) {
  const t = useT();
  const withStepUp = useStepUp();
  const [asking, setAsking] = useState(false);
  const count = run.total.create + run.total.change;
  const verb = t("people.import_apply", { count });
  const check = async (): Promise<void> => {
    await post(`/people/imports/${run.id}/check`);
    onChange();
  };
  const apply = async (): Promise<void> => {
    await withStepUp(() => post(`/people/imports/${run.id}/application`, { digest: run.digest }));
    onChange();
  };
  return (
    <div className={css.acts}>
      {ready && (
        <Button tone="primary" onClick={() => setAsking(true)}>
          {verb}
        </Button>
      )}
      {again && (
        <Button tone="primary" onClick={() => void check()}>
          {t("people.import_again")}
        </Button>
      )}
      {run.sheets.length > 0 && <ReportLink run={run} />}
      <LinkButton to="/administration/import">{t("people.import_other_file")}</LinkButton>
      {asking && (
        <ConfirmDialog
          title={t("people.import_confirm")}
          verb={verb}
          onConfirm={apply}
          onClose={() => setAsking(false)}
        >
          {t("people.import_confirm_text")}
        </ConfirmDialog>
      )}
    </div>
  );
}

function ReportLink({ run }: { run: ImportView }) {
  const t = useT();
  return (
    <a className={css.download} href={`/api/people/imports/${run.id}/report`} download>
      <Icon of={Download} size={16} />
      {t("people.import_report_download")}
    </a>
  );
}

function Applied({ run }: { run: ImportView }) {
  const t = useT();
  const { create, change } = run.total;
  return (
    <>
      <Banner tone="success" title={t("people.import_done")} live>
        {t("people.import_done_text", { created: create, changed: change })}
      </Banner>
      <Section title={t("people.import_next")} lead={t("people.import_next_accounts")}>
        <div className={css.acts}>
          <LinkButton tone="primary" to="/administration/accounts">
            {t("people.import_to_accounts")}
          </LinkButton>
          <LinkButton to="/people/units">{t("people.import_to_structure")}</LinkButton>
          <ReportLink run={run} />
        </div>
      </Section>
    </>
  );
}

const COUNTS = ["create", "change", "keep", "error", "warning"] as const;

function Summary({ run }: { run: ImportView }) {
  const t = useT();
  return (
    <Section title={t("people.import_summary")}>
      <Table
        caption={t("people.import_summary")}
        rows={run.sheets}
        rowKey={(sheet) => sheet.name}
        columns={[
          { key: "sheet", header: t("people.report_sheet"), isHeader: true, cell: (sheet) => sheet.title },
          ...COUNTS.map((name) => ({
            key: name,
            header: t(`people.import_${name}`),
            align: "end" as const,
            secondary: name === "keep",
            cell: (sheet: ImportView["sheets"][number]) => sheet[name],
          })),
        ]}
      />
    </Section>
  );
}
