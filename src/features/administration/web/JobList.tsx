import { useQueryClient } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { useState } from "react";
import { post } from "#web/http.ts";
import { sayProblem, useFormats, useT } from "#web/messages.tsx";
import { useRouteSearch, useSetSearch } from "#web/navigation.tsx";
import { Button } from "#web/ui/Button.tsx";
import { Chips } from "#web/ui/Chips.tsx";
import { EmptyState } from "#web/ui/EmptyState.tsx";
import { Paged, type PageOf, usePages } from "#web/ui/Paged.tsx";
import { toast } from "#web/ui/toast.tsx";
import { PersonName, Ref } from "#web/ui/values.tsx";
import type { QueuedJob } from "../schema.ts";
import { GiveUpDialog } from "./GiveUpDialog.tsx";
import css from "./lists.module.css";

type Counts = { waiting: number; running: number; failed: number };
type JobPage = PageOf<QueuedJob> & { counts: Counts };
const STATES = ["failed", "waiting", "running"] as const;
type State = (typeof STATES)[number];

/** The jobs in one state; those that failed are tried again or given up. */
export function JobList() {
  const t = useT();
  const { state = "failed" } = useRouteSearch<{ state?: State }>();
  const setSearch = useSetSearch();
  const acts = useQueueActs();
  const query = usePages<QueuedJob, JobPage>(["administration", "jobs"], "/administration/jobs", { state });
  const counts = query.data?.pages[0]?.counts;
  return (
    <div className={css.stack}>
      <Chips
        label={t("administration.jobs_filter")}
        value={state}
        onChange={(next) => setSearch({ state: next === "failed" ? undefined : next })}
        options={STATES.map((value) => ({
          value,
          label: t(`administration.jobs_${value}`),
          ...(counts && { count: counts[value] }),
        }))}
      />
      <Paged query={query} empty={<EmptyState title={t(`administration.jobs_none_${state}`)} />}>
        {(jobs) => (
          <div className={css.stack}>
            {state === "failed" && jobs.length > 1 && (
              <p className={css.acts}>
                <Button icon={RotateCcw} onClick={() => acts.press("/administration/jobs/retry", { job: "all" })}>
                  {t("administration.retry_all_jobs", { count: counts?.failed ?? jobs.length })}
                </Button>
              </p>
            )}
            <ul className={css.list} aria-label={t(`administration.jobs_${state}`)}>
              {jobs.map((job) => (
                <JobLine key={job.id} job={job} acts={acts} />
              ))}
            </ul>
          </div>
        )}
      </Paged>
    </div>
  );
}

type Send = (path: string, body: object) => Promise<void>;
export type QueueActs = {
  /** Sends an act and shows the list as it is then; throws what was refused. */
  send: Send;
  /** The same for a button without a dialog: a refusal is said at the foot of the screen. */
  press: (path: string, body: object) => void;
};

/** The acts of this page. */
export function useQueueActs(): QueueActs {
  const t = useT();
  const queries = useQueryClient();
  const send: Send = async (path, body) => {
    await post(path, body).finally(() => queries.invalidateQueries({ queryKey: ["administration"] }));
    toast(t("administration.queue_done"));
  };
  const press = (path: string, body: object): void =>
    void send(path, body).catch((problem: unknown) => toast({ text: sayProblem(t, problem), tone: "danger" }));
  return { send, press };
}

function JobLine({ job, acts }: { job: QueuedJob; acts: QueueActs }) {
  const t = useT();
  const formats = useFormats();
  const [asking, setAsking] = useState(false);
  return (
    <li className={css.line}>
      <div className={css.words}>
        <strong>{job.title}</strong>
        <p className={css.meta}>
          <Ref>{job.name}</Ref>
          <span>{formats.dateTime(job.createdAt)}</span>
          <span>{t("administration.job_attempts", { count: job.attempts })}</span>
          {job.requestedBy && (
            <span>{t.rich("administration.job_for", { person: <PersonName name={job.requestedBy.name} /> })}</span>
          )}
        </p>
        {job.error && (
          <p className={css.error} dir="auto">
            {job.error}
          </p>
        )}
      </div>
      {job.state === "failed" && (
        <div className={css.acts}>
          <Button size="small" onClick={() => acts.press("/administration/jobs/retry", { job: job.id })}>
            {t("administration.retry")}
          </Button>
          <Button size="small" tone="quiet" onClick={() => setAsking(true)}>
            {t("administration.give_up")}
          </Button>
        </div>
      )}
      {asking && (
        <GiveUpDialog
          of="job"
          onConfirm={(reason) => acts.send(`/administration/jobs/${job.id}/discard`, { reason })}
          onClose={() => setAsking(false)}
        />
      )}
    </li>
  );
}
