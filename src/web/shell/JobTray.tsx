import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ChevronDown, ChevronUp, X } from "lucide-react";
import { useState } from "react";
import { get, post } from "../http.ts";
import { useT } from "../messages.tsx";
import { Link } from "../navigation.tsx";
import { Button, IconButton } from "../ui/Button.tsx";
import { Progress } from "../ui/Progress.tsx";
import { Tag } from "../ui/Tag.tsx";
import css from "./JobTray.module.css";

export type Job = {
  id: string;
  title: string;
  state: "waiting" | "running" | "done" | "failed" | "cancelled";
  done: number;
  total: number | null;
  error: string | null;
  href: string | null;
};

const RUNNING = new Set<Job["state"]>(["waiting", "running"]);
const POLL_MS = 5_000;

/** Long works of mine, at the foot of every screen until they are done and put away; they survive a reload. */
export function JobTray() {
  const t = useT();
  const [open, setOpen] = useState(true);
  const { data } = useQuery({
    queryKey: ["jobs"],
    queryFn: () => get<{ items: Job[] }>("/jobs"),
    // Live events tell of changes; asking again guards against a lost one while something runs.
    refetchInterval: ({ state }) => (state.data?.items.some((job) => RUNNING.has(job.state)) ? POLL_MS : false),
  });
  const jobs = data?.items ?? [];
  if (jobs.length === 0) return null;
  const running = jobs.filter((job) => RUNNING.has(job.state)).length;
  return (
    <section className={css.tray} aria-label={t("web.jobs")} data-print="hide">
      <header className={css.head}>
        <strong>{t("web.jobs.title", { count: running })}</strong>
        <IconButton
          icon={open ? ChevronDown : ChevronUp}
          size="small"
          label={t(open ? "web.jobs.fold" : "web.jobs.unfold")}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        />
      </header>
      {open && (
        <ul className={css.list}>
          {jobs.map((job) => (
            <JobLine key={job.id} job={job} />
          ))}
        </ul>
      )}
    </section>
  );
}

function JobLine({ job }: { job: Job }) {
  const t = useT();
  const queries = useQueryClient();
  const act = useMutation({
    mutationFn: (verb: "dismissal" | "cancellation") => post(`/jobs/${job.id}/${verb}`),
    onSettled: () => queries.invalidateQueries({ queryKey: ["jobs"] }),
  });
  if (RUNNING.has(job.state)) {
    return (
      <li className={css.job}>
        {job.total ? <Progress label={job.title} done={job.done} total={job.total} /> : <span>{job.title}</span>}
        <Button size="small" tone="quiet" busy={act.isPending} onClick={() => act.mutate("cancellation")}>
          {t("web.cancel")}
        </Button>
      </li>
    );
  }
  return (
    <li className={css.job}>
      <span className={css.title}>{job.href ? <Link to={job.href}>{job.title}</Link> : job.title}</span>
      {job.state === "done" && <Tag tone="success">{t("web.jobs.done")}</Tag>}
      {job.state === "failed" && <Tag tone="danger">{t("web.jobs.failed")}</Tag>}
      {job.state === "cancelled" && <Tag>{t("web.jobs.cancelled")}</Tag>}
      <IconButton icon={X} size="small" label={t("web.jobs.put_away")} onClick={() => act.mutate("dismissal")} />
    </li>
  );
}
