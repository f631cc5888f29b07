import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Download, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { get, post } from "#web/http.ts";
import { sayProblem, useFormats, useT } from "#web/messages.tsx";
import { useStepUp } from "#web/step-up.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { Button } from "#web/ui/Button.tsx";
import { Facts } from "#web/ui/CheckAnswers.tsx";
import { EmptyState } from "#web/ui/EmptyState.tsx";
import { Section } from "#web/ui/Page.tsx";
import { Loaded } from "#web/ui/Skeleton.tsx";
import { Tag } from "#web/ui/Tag.tsx";
import { PersonName } from "#web/ui/values.tsx";
import type { AuditRun, AuditState } from "../schema.ts";
import { Command } from "./HealthList.tsx";
import css from "./lists.module.css";

/** What an auditor types on his own machine. */
const CHECK = "tar -xzf diwan-audit-*.tar.gz && bin/diwan audit verify diwan-audit";
const BUSY_MS = 3_000;

/** The state of the log: its length, its last signature, its exports and its checks. */
export function AuditRuns() {
  const t = useT();
  const queries = useQueryClient();
  const withStepUp = useStepUp();
  const [problem, setProblem] = useState<unknown>(null);
  const query = useQuery({
    queryKey: ["audit-log", "state"],
    queryFn: () => get<AuditState>("/administration/audit/state"),
    refetchInterval: ({ state }) => (state.data?.runs.some((run) => !run.doneAt) ? BUSY_MS : false),
  });
  const ask = async (kind: AuditRun["kind"]): Promise<void> => {
    setProblem(null);
    try {
      await withStepUp(() => post("/administration/audit/runs", { kind }));
    } catch (refusal) {
      setProblem(refusal);
    }
    await queries.invalidateQueries({ queryKey: ["audit-log", "state"] });
    await queries.invalidateQueries({ queryKey: ["jobs"] });
  };
  return (
    <Loaded query={query}>
      {(state) => (
        <div className={css.stack}>
          {problem ? <Banner tone="danger">{sayProblem(t, problem)}</Banner> : null}
          <LogFacts state={state} />
          <p className={css.acts}>
            <Button icon={ShieldCheck} onClick={() => void ask("verification")}>
              {t("administration.audit_verify")}
            </Button>
            <Button icon={Download} onClick={() => void ask("export")}>
              {t("administration.audit_export")}
            </Button>
          </p>
          <Section title={t("administration.audit_runs")} lead={t("administration.audit_runs_lead")}>
            {state.runs.length === 0 ? (
              <EmptyState title={t("administration.audit_runs_none")} />
            ) : (
              <ul className={css.list}>
                {state.runs.map((run) => (
                  <RunLine key={run.id} run={run} />
                ))}
              </ul>
            )}
          </Section>
        </div>
      )}
    </Loaded>
  );
}

function LogFacts({ state }: { state: AuditState }) {
  const t = useT();
  const formats = useFormats();
  return (
    <Facts
      items={[
        {
          label: t("administration.audit_length"),
          value: t("administration.status_audit_size", { count: state.size }),
        },
        {
          label: t("administration.audit_last_signed"),
          value: state.signedAt
            ? t("administration.audit_signed_line", {
                time: formats.dateTime(state.signedAt),
                size: formats.number(state.signedSize),
              })
            : t("administration.audit_not_signed"),
        },
        { label: t("administration.audit_key"), value: <Command>{state.verifierKey}</Command> },
      ]}
    />
  );
}

function RunLine({ run }: { run: AuditRun }) {
  const t = useT();
  const formats = useFormats();
  return (
    <li className={css.line}>
      <div className={css.words}>
        <strong>{t(`administration.run_${run.kind}`)}</strong>
        <p className={css.meta}>
          {run.by && <PersonName name={run.by.name} />}
          <span>{formats.dateTime(run.askedAt)}</span>
          {run.size !== null && <span>{t("administration.status_audit_size", { count: run.size })}</span>}
        </p>
        {run.findings.length > 0 && (
          <ul className={css.error}>
            {run.findings.map((finding) => (
              <li key={finding.sentence}>{finding.sentence}</li>
            ))}
          </ul>
        )}
        {run.fileSize !== null && <Command>{CHECK}</Command>}
      </div>
      <div className={css.acts}>
        <RunState run={run} />
        {run.fileSize !== null && (
          <a href={`/api/administration/audit/runs/${run.id}/file`} download>
            {t("administration.audit_download", { size: formats.fileSize(run.fileSize) })}
          </a>
        )}
      </div>
    </li>
  );
}

function RunState({ run }: { run: AuditRun }) {
  const t = useT();
  if (!run.doneAt) return <Tag tone="info">{t("administration.run_under_way")}</Tag>;
  return run.isSound ? (
    <Tag tone="success">{t("administration.run_sound")}</Tag>
  ) : (
    <Tag tone="danger">{t("administration.run_altered")}</Tag>
  );
}
