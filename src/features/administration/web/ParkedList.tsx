import { RotateCcw } from "lucide-react";
import { useState } from "react";
import { useFormats, useT } from "#web/messages.tsx";
import { Button } from "#web/ui/Button.tsx";
import { EmptyState } from "#web/ui/EmptyState.tsx";
import { Paged, usePages } from "#web/ui/Paged.tsx";
import { Tag } from "#web/ui/Tag.tsx";
import { Ref } from "#web/ui/values.tsx";
import type { ParkedEvent } from "../schema.ts";
import { GiveUpDialog } from "./GiveUpDialog.tsx";
import { type QueueActs, useQueueActs } from "./JobList.tsx";
import css from "./lists.module.css";

/** The events that a subscriber could not handle after all its tries; it went on without them. */
export function ParkedList() {
  const t = useT();
  const acts = useQueueActs();
  const query = usePages<ParkedEvent>(["administration", "parked"], "/administration/parked");
  return (
    <Paged query={query} empty={<EmptyState title={t("administration.parked_none")} />}>
      {(events) => (
        <div className={css.stack}>
          <p>{t("administration.parked_lead")}</p>
          {events.length > 1 && (
            <p className={css.acts}>
              <Button icon={RotateCcw} onClick={() => acts.press("/administration/parked/retry", { which: "all" })}>
                {t("administration.retry_all_parked")}
              </Button>
            </p>
          )}
          <ul className={css.list} aria-label={t("administration.tab_parked")}>
            {events.map((event) => (
              <ParkedLine key={`${event.subscriber} ${event.seq}`} event={event} acts={acts} />
            ))}
          </ul>
        </div>
      )}
    </Paged>
  );
}

function ParkedLine({ event, acts }: { event: ParkedEvent; acts: QueueActs }) {
  const t = useT();
  const formats = useFormats();
  const [asking, setAsking] = useState(false);
  const { subscriber, seq } = event;
  return (
    <li className={css.line}>
      <div className={css.words}>
        <strong>{event.sentence ?? <Ref>{event.type}</Ref>}</strong>
        <p className={css.meta}>
          <Ref>{subscriber}</Ref>
          <Ref>{`#${seq}`}</Ref>
          <span>{formats.dateTime(event.parkedAt)}</span>
          <span>{t("administration.job_attempts", { count: event.tries })}</span>
        </p>
        <p className={css.error} dir="auto">
          {event.error}
        </p>
      </div>
      <div className={css.acts}>
        {event.isWanted ? (
          <Tag tone="info">{t("administration.parked_wanted")}</Tag>
        ) : (
          <Button
            size="small"
            onClick={() => acts.press("/administration/parked/retry", { which: { subscriber, seq } })}
          >
            {t("administration.retry")}
          </Button>
        )}
        <Button size="small" tone="quiet" onClick={() => setAsking(true)}>
          {t("administration.give_up")}
        </Button>
      </div>
      {asking && (
        <GiveUpDialog
          of="event"
          onConfirm={(reason) => acts.send("/administration/parked/discard", { subscriber, seq, reason })}
          onClose={() => setAsking(false)}
        />
      )}
    </li>
  );
}
