import { useState } from "react";
import { useFormats, useT } from "#web/messages.tsx";
import { Chips } from "#web/ui/Chips.tsx";
import { EmptyState } from "#web/ui/EmptyState.tsx";
import { LoadMore } from "#web/ui/LoadMore.tsx";
import { Section } from "#web/ui/Page.tsx";
import { Loaded } from "#web/ui/Skeleton.tsx";
import { Table } from "#web/ui/Table.tsx";
import { Tag } from "#web/ui/Tag.tsx";
import type { ImportLineView, ImportView } from "../../import/schema.ts";
import css from "./ImportPage.module.css";
import { type Shown, useImportLines } from "./queries.ts";

const KINDS: readonly Shown[] = ["error", "warning", "create", "change", "keep"];

/** The report line by line: what is wrong first. */
export function ReportLines({ run }: { run: ImportView }) {
  const t = useT();
  const formats = useFormats();
  const kinds = KINDS.filter((kind) => run.total[kind] > 0);
  const [chosen, setChosen] = useState<Shown | null>(null);
  const show = chosen ?? kinds[0] ?? "create";
  const query = useImportLines(run.id, run.state, show);
  return (
    <Section title={t("people.import_lines")}>
      <Chips
        label={t("people.import_lines")}
        value={show}
        onChange={setChosen}
        options={kinds.map((kind) => ({ value: kind, label: t(`people.import_${kind}`), count: run.total[kind] }))}
      />
      <Loaded query={query}>
        {({ pages }) => (
          <>
            <Table
              caption={t("people.import_lines")}
              rows={pages.flatMap((page) => page.items)}
              rowKey={(line) => String(line.position)}
              empty={<EmptyState title={t("people.import_lines_none")} />}
              columns={[
                {
                  key: "place",
                  header: t("people.report_line"),
                  secondary: true,
                  cell: (line) => (
                    <>
                      {formats.number(line.line)}
                      <span className={css.code}>{line.sheet}</span>
                    </>
                  ),
                },
                {
                  key: "subject",
                  header: t("people.report_subject"),
                  isHeader: true,
                  cell: (line) => (
                    <>
                      <bdi>{line.subject}</bdi>
                      <span className={css.narrow}>{`${line.sheet} · ${formats.number(line.line)}`}</span>
                    </>
                  ),
                },
                { key: "text", header: t("people.report_text"), cell: (line) => <Details line={line} /> },
              ]}
            />
            <LoadMore
              hasMore={query.hasNextPage}
              busy={query.isFetchingNextPage}
              onMore={() => void query.fetchNextPage()}
            />
          </>
        )}
      </Loaded>
    </Section>
  );
}

function Details({ line }: { line: ImportLineView }) {
  const t = useT();
  const wrong = line.faults.some((fault) => fault.level === "error");
  return (
    <ul className={css.faults}>
      {!wrong && line.changes.length === 0 && line.faults.length === 0 && <li>{t(`people.import_${line.action}`)}</li>}
      {line.faults.map((fault) => (
        <li key={`${fault.column} ${fault.code}`}>
          <Tag tone={fault.level === "error" ? "danger" : "warn"}>{t(`people.import_${fault.level}`)}</Tag>{" "}
          {fault.column && <strong>{`${fault.column}: `}</strong>}
          {fault.text}
          <span className={css.code}>
            <bdi dir="ltr">{fault.code}</bdi>
          </span>
        </li>
      ))}
      {!wrong &&
        line.changes.map((change) => (
          <li key={change.column}>
            <strong>{`${change.column}: `}</strong>
            {change.from && (
              <>
                <del dir="auto">{change.from}</del>{" "}
              </>
            )}
            <ins dir="auto">{change.to}</ins>
          </li>
        ))}
    </ul>
  );
}
