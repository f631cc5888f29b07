import { useT } from "#web/messages.tsx";
import type { TimelineStep } from "#web/ui/Timeline.tsx";
import { DateTimeText, Name } from "#web/ui/values.tsx";
import type { RequestView } from "../schema.ts";
import css from "./History.module.css";
import { StepTimeline } from "./StepTimeline.tsx";

/** Everything that happened to a request, round by round, the running one first. */
export function History({ request }: { request: RequestView }) {
  const t = useT();
  const rounds = [...new Set(request.steps.map((step) => step.round))].sort((a, b) => b - a);
  const last = rounds[0];
  if (last === undefined) return <p className={css.none}>{t("requests.history.none")}</p>;
  return (
    <div className={css.rounds}>
      {rounds.map((round) => (
        <section key={round} className={css.round}>
          {rounds.length > 1 && (
            <h3 className={css.heading}>
              {round === last ? t("requests.round_last", { round }) : t("requests.round", { round })}
            </h3>
          )}
          {round !== last && stepsShown(request, round, false).length === 0 && (
            <p className={css.none}>{t("requests.round_untouched")}</p>
          )}
          <StepTimeline
            label={t("requests.round", { round })}
            request={request.id}
            steps={stepsShown(request, round, round === last)}
            before={round === last ? sent(request, t("requests.sent.line")) : []}
          />
        </section>
      ))}
    </div>
  );
}

/** A running round with all that is to come; a round that is over with what was done in it. */
function stepsShown(request: RequestView, round: number, last: boolean): RequestView["steps"] {
  const steps = request.steps.filter((step) => step.round === round);
  return last && request.state === "submitted"
    ? steps
    : steps.filter((step) => step.actedBy || step.state === "skipped");
}

/** The submission itself; its hour is known of the last one. */
function sent(request: RequestView, title: string): TimelineStep[] {
  if (!request.submittedAt) return [];
  const expected = (
    <span className={css.sent}>
      <Name of={(request.filedBy ?? request.requester).name} />
      <DateTimeText at={request.submittedAt} />
    </span>
  );
  return [{ id: "sent", state: "done", title, expected }];
}
