import { useFormats, useT } from "#web/messages.tsx";
import { useRouteSearch, useSetSearch } from "#web/navigation.tsx";
import { Chips } from "#web/ui/Chips.tsx";
import { EmptyState } from "#web/ui/EmptyState.tsx";
import { Paged, usePages } from "#web/ui/Paged.tsx";
import { Tag } from "#web/ui/Tag.tsx";
import { PersonName, Ref } from "#web/ui/values.tsx";
import type { AttemptView } from "../schema.ts";
import css from "./lists.module.css";

const SHOWN = ["all", "allowed", "refused"] as const;

/** The register of attempts to reach the outside, the newest first. */
export function AttemptList() {
  const t = useT();
  const { show = "all" } = useRouteSearch<{ show?: (typeof SHOWN)[number] }>();
  const setSearch = useSetSearch();
  const query = usePages<AttemptView>(["administration", "attempts"], "/administration/outbound/attempts", { show });
  return (
    <div className={css.stack}>
      <Chips
        label={t("administration.attempts_filter")}
        value={show}
        onChange={(next) => setSearch({ show: next === "all" ? undefined : next })}
        options={SHOWN.map((value) => ({ value, label: t(`administration.attempts_${value}`) }))}
      />
      <Paged query={query} empty={<EmptyState title={t("administration.attempts_none")} />}>
        {(attempts) => (
          <ul className={css.list} aria-label={t("administration.tab_attempts")}>
            {attempts.map((attempt) => (
              <Line key={attempt.id} attempt={attempt} />
            ))}
          </ul>
        )}
      </Paged>
    </div>
  );
}

function Line({ attempt }: { attempt: AttemptView }) {
  const t = useT();
  const formats = useFormats();
  const { host, port, method, purpose, by, allowed, sentence, sent, received } = attempt;
  return (
    <li className={css.line}>
      <div className={css.words}>
        <strong>
          <Ref>{`${method} ${host}:${port}`}</Ref>
        </strong>
        <p>{sentence}</p>
        <p className={css.meta}>
          <time dateTime={attempt.at}>{formats.dateTime(attempt.at)}</time>
          <Ref>{purpose}</Ref>
          {by && <PersonName name={by.name} />}
          {allowed && (
            <span>
              {t("administration.attempt_bytes", {
                sent: formats.fileSize(sent),
                received: formats.fileSize(received),
              })}
            </span>
          )}
        </p>
      </div>
      <Tag tone={allowed ? "neutral" : "warn"}>
        {t(allowed ? "administration.attempt_allowed" : "administration.attempt_refused")}
      </Tag>
    </li>
  );
}
