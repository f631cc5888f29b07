import { useMutation } from "@tanstack/react-query";
import { CircleAlert, LockKeyhole, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { ApiProblem, post } from "../http.ts";
import { sayProblem, useT } from "../messages.tsx";
import { useCurrentPath } from "../navigation.tsx";
import { Banner } from "../ui/Banner.tsx";
import { Button, LinkButton } from "../ui/Button.tsx";
import { Incident } from "../ui/ErrorSummary.tsx";
import { Icon } from "../ui/Icon.tsx";
import { usePageTitle } from "../ui/Page.tsx";
import css from "./Refusals.module.css";

type RefusalProps = { icon: typeof SearchX; title: string; children: ReactNode; actions: ReactNode };

function Refusal({ icon, title, children, actions }: RefusalProps) {
  usePageTitle(title);
  return (
    <section className={css.refusal}>
      <Icon of={icon} size={40} />
      <h1>{title}</h1>
      {children}
      <div className={css.actions}>{actions}</div>
    </section>
  );
}

/**
 * There is nothing here, or nothing that this reader may know of: the page is the same for both.
 * Its owner, if any, can be asked.
 */
export function NotFoundPage() {
  const t = useT();
  return (
    <Refusal icon={SearchX} title={t("web.not_found.title")} actions={<AskForAccess />}>
      <p>{t("web.not_found.text")}</p>
    </Refusal>
  );
}

/** One may know of it but not enter. */
export function ForbiddenPage({ problem }: { problem?: unknown }) {
  const t = useT();
  return (
    <Refusal icon={LockKeyhole} title={t("web.forbidden.title")} actions={<AskForAccess />}>
      <p>{problem ? sayProblem(t, problem) : t("web.forbidden.text")}</p>
    </Refusal>
  );
}

function AskForAccess() {
  const t = useT();
  const path = useCurrentPath();
  const ask = useMutation({ mutationFn: () => post("/access-requests", { path }) });
  if (ask.isSuccess) return <Banner tone="success">{t("web.access.asked")}</Banner>;
  return (
    <>
      {ask.error && <Banner tone="danger">{sayProblem(t, ask.error)}</Banner>}
      <Button tone="primary" busy={ask.isPending} onClick={() => ask.mutate()}>
        {t("web.access.ask")}
      </Button>
      <LinkButton to="/">{t("web.to_work")}</LinkButton>
    </>
  );
}

/** Ours, not theirs: what happened in plain words, what was kept, a code to report. */
export function CrashPage({ problem }: { problem: unknown }) {
  const t = useT();
  const known = problem instanceof ApiProblem;
  if (known && problem.status === 404) return <NotFoundPage />;
  if (known && problem.status === 403) return <ForbiddenPage problem={problem} />;
  return (
    <Refusal
      icon={CircleAlert}
      title={t("web.crash.title")}
      actions={
        <>
          <Button tone="primary" onClick={() => location.reload()}>
            {t("web.reload")}
          </Button>
          {/* A plain link: the client itself may be what broke. */}
          <a href="/" className={css.home}>
            {t("web.to_work")}
          </a>
        </>
      }
    >
      <p>{known ? sayProblem(t, problem) : t("web.crash.text")}</p>
      <Incident problem={problem} />
    </Refusal>
  );
}
