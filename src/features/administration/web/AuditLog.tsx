import { Bot, Globe, Terminal, User } from "lucide-react";
import type { ReactNode } from "react";
import { useFormats, useT } from "#web/messages.tsx";
import { useRouteSearch, useSetSearch } from "#web/navigation.tsx";
import { Button } from "#web/ui/Button.tsx";
import { EmptyState } from "#web/ui/EmptyState.tsx";
import { Icon } from "#web/ui/Icon.tsx";
import { Paged, usePages } from "#web/ui/Paged.tsx";
import { Tag } from "#web/ui/Tag.tsx";
import { PersonName, Ref } from "#web/ui/values.tsx";
import type { AuditLine } from "../schema.ts";
import { AuditFilters, type Filter } from "./AuditFilters.tsx";
import css from "./lists.module.css";

const ICONS = { person: User, system: Bot, operator: Terminal, anonymous: Globe } as const;

/** The log, the newest first. Looking is itself recorded, so it is read once and not again by itself. */
export function AuditLog() {
  const t = useT();
  const { actor, type, subject, from, to } = useRouteSearch<Filter>();
  const setSearch = useSetSearch();
  const filter = { actor, type, subject, from, to };
  const query = usePages<AuditLine>(["audit-log"], "/administration/audit", filter, { refetch: false });
  return (
    <div className={css.stack}>
      <p>{t("administration.audit_recorded")}</p>
      <AuditFilters filter={filter} onChange={setSearch} />
      <p>
        <Button size="small" busy={query.isRefetching} onClick={() => void query.refetch()}>
          {t("administration.audit_again")}
        </Button>
      </p>
      <Paged query={query} empty={<EmptyState title={t("administration.audit_none")} />}>
        {(lines) => (
          <ol className={css.list} aria-label={t("administration.tab_log")}>
            {lines.map((line) => (
              <Line key={line.seq} line={line} onFilter={setSearch} />
            ))}
          </ol>
        )}
      </Paged>
    </div>
  );
}

function Line({ line, onFilter }: { line: AuditLine; onFilter: (filter: Filter) => void }) {
  const t = useT();
  const formats = useFormats();
  return (
    <li className={css.line}>
      <div className={css.words}>
        <strong>{line.sentence ?? <Ref>{line.type}</Ref>}</strong>
        <p className={css.meta}>
          <span>
            <Icon of={ICONS[line.actorKind]} size={14} /> <Who line={line} />
          </span>
          <time dateTime={line.at}>{formats.dateTime(line.at)}</time>
          <Ref>{`#${line.seq}`}</Ref>
        </p>
        <details>
          <summary className={css.more}>{t("administration.audit_details")}</summary>
          <p className={css.acts}>
            <Only onClick={() => onFilter({ type: line.type })}>
              {t.rich("administration.audit_only_type", { type: <Ref>{line.type}</Ref> })}
            </Only>
            {line.subject && (
              <Only onClick={() => onFilter({ subject: line.subject ?? undefined })}>
                {t("administration.audit_only_subject")}
              </Only>
            )}
            {line.actor && (
              <Only onClick={() => onFilter({ actor: line.actor ?? undefined })}>
                {t("administration.audit_only_actor")}
              </Only>
            )}
          </p>
          {line.body ? (
            <pre className={css.body} dir="ltr">
              {JSON.stringify({ subject: line.subject, ...line.body }, null, 1)}
            </pre>
          ) : (
            <Tag>{t("administration.audit_erased")}</Tag>
          )}
        </details>
      </div>
    </li>
  );
}

const Only = ({ onClick, children }: { onClick: () => void; children: ReactNode }) => (
  <Button size="small" tone="quiet" onClick={onClick}>
    {children}
  </Button>
);

function Who({ line }: { line: AuditLine }) {
  const t = useT();
  if (line.actorName) return <PersonName name={line.actorName} />;
  const kind = t(`administration.actor_${line.actorKind}`);
  return (
    <>
      {kind}
      {line.actor && (
        <>
          {" "}
          <Ref>{line.actor}</Ref>
        </>
      )}
      {line.onBehalf && (
        <>
          {" · "}
          {t.rich("administration.on_behalf", { person: <PersonName name={line.onBehalf.name} /> })}
        </>
      )}
    </>
  );
}
