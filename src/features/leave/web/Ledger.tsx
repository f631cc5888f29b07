import { useFormats, useT } from "#web/messages.tsx";
import { Link } from "#web/navigation.tsx";
import { EmptyState } from "#web/ui/EmptyState.tsx";
import { type Column, Table } from "#web/ui/Table.tsx";
import { DateText, Ref } from "#web/ui/values.tsx";
import css from "./Ledger.module.css";
import type { Entry } from "./types.ts";

type Paper = { id: string; reference: string };
type LedgerProps = { entries: readonly Entry[]; paperOf: (request: string) => Paper | undefined };
type Line = Entry & { sum: number };

/** The lines of the account, the latest first, each with the sum after it. Lines are added, never changed. */
export function Ledger({ entries, paperOf }: LedgerProps) {
  const t = useT();
  const formats = useFormats();
  const lines = withSums(entries);
  const columns: Column<Line>[] = [
    {
      key: "day",
      header: t("leave.line.day"),
      secondary: true,
      cell: (line) => <DateText day={line.asOf} style="short" />,
    },
    {
      key: "kind",
      header: t("leave.line.kind"),
      isHeader: true,
      cell: (line) => <What line={line} paper={line.request ? paperOf(line.request) : undefined} />,
    },
    { key: "year", header: t("leave.year_of_right"), secondary: true, align: "end", cell: (line) => line.year },
    {
      key: "days",
      header: t("leave.line.days"),
      align: "end",
      cell: (line) => (
        <bdi dir="ltr" className={line.days > 0 ? css.in : undefined}>
          {line.days > 0 && "+"}
          {formats.number(line.days)}
        </bdi>
      ),
    },
    {
      key: "sum",
      header: t("leave.line.sum"),
      align: "end",
      cell: (line) => <strong>{formats.number(line.sum)}</strong>,
    },
  ];
  return (
    <Table
      caption={t("leave.ledger")}
      columns={columns}
      rows={lines}
      rowKey={(line) => line.id}
      empty={<EmptyState title={t("leave.ledger_empty")} />}
    />
  );
}

function withSums(entries: readonly Entry[]): Line[] {
  let sum = 0;
  return [...entries]
    .sort((a, b) => a.asOf.localeCompare(b.asOf) || a.at.localeCompare(b.at) || b.days - a.days)
    .map((entry) => {
      sum += entry.days;
      return { ...entry, sum };
    })
    .reverse();
}

/** What was entered and why: the request and the decision, the reason given, or the paper it was taken over from. */
function What({ line, paper }: { line: Line; paper: Paper | undefined }) {
  const t = useT();
  const isReference = line.kind === "debit";
  return (
    <span className={css.what}>
      <span>{t(`leave.kind.${line.kind}`)}</span>
      <span className={css.day}>
        <DateText day={line.asOf} style="short" />
      </span>
      <span className={css.cause}>
        {line.request ? (
          <Link to={`/requests/${line.request}`}>
            {t("leave.line.request")} {isReference && line.reason && <Ref>{line.reason}</Ref>}
          </Link>
        ) : (
          isReference && line.reason && <Ref>{line.reason}</Ref>
        )}
        {!isReference && line.reason && <bdi dir="auto">{t.of(line.reason)}</bdi>}
        {paper && (
          <Link to={`/papers/${paper.id}`}>
            {t("leave.line.paper")} <Ref>{paper.reference}</Ref>
          </Link>
        )}
      </span>
    </span>
  );
}
