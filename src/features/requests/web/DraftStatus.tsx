import { Check, CloudOff } from "lucide-react";
import { sayProblem, useFormats, useT } from "#web/messages.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { Button } from "#web/ui/Button.tsx";
import { Icon } from "#web/ui/Icon.tsx";
import { Table } from "#web/ui/Table.tsx";
import type { RequestView } from "../schema.ts";
import css from "./DraftStatus.module.css";
import type { RequestDraft } from "./draft.ts";

type Line = { label: string; value: string };
type DraftStatusProps = {
  draft: Pick<RequestDraft<never>, "state" | "savedAt" | "problem" | "theirs">;
  /** The answers typed here, and those that somebody else saved, line by line. */
  mine: readonly Line[];
  linesOf: (request: RequestView) => readonly Line[];
  onKeepMine: () => void;
  onTakeTheirs: (theirs: RequestView) => void;
};

/** Where the draft is kept: on the server at what time, or here until the server answers; and the way out of a conflict. */
export default function DraftStatus({ draft, mine, linesOf, onKeepMine, onTakeTheirs }: DraftStatusProps) {
  const t = useT();
  const { theirs } = draft;
  if (draft.state === "stale" && theirs) {
    const others = linesOf(theirs);
    return (
      <Banner
        tone="warn"
        live
        title={t("requests.draft.stale")}
        actions={
          <>
            <Button size="small" onClick={onKeepMine}>
              {t("requests.draft.keep_mine")}
            </Button>
            <Button size="small" onClick={() => onTakeTheirs(theirs)}>
              {t("requests.draft.take_theirs")}
            </Button>
          </>
        }
      >
        <p>{t("requests.draft.stale_text")}</p>
        <Differences mine={mine} theirs={others} />
      </Banner>
    );
  }
  if (draft.state === "refused") return <Banner tone="danger">{sayProblem(t, draft.problem)}</Banner>;
  return <Saved draft={draft} />;
}

function Saved({ draft }: Pick<DraftStatusProps, "draft">) {
  const t = useT();
  const formats = useFormats();
  const local = draft.state === "local";
  if (!local && !draft.savedAt) return <span role="status" />;
  return (
    <span className={css.saved} role="status">
      <Icon of={local ? CloudOff : Check} size={14} />
      {local ? t("requests.draft.here") : t("web.form.draft_saved", { time: formats.time(draft.savedAt as Date) })}
    </span>
  );
}

function Differences({ mine, theirs }: { mine: readonly Line[]; theirs: readonly Line[] }) {
  const t = useT();
  const rows = mine
    .map((line) => ({ ...line, other: theirs.find((one) => one.label === line.label)?.value ?? "" }))
    .filter((line) => line.value !== line.other);
  if (rows.length === 0) return null;
  return (
    <Table
      caption={t("requests.draft.differences")}
      rows={rows}
      rowKey={(row) => row.label}
      columns={[
        { key: "label", header: t("requests.draft.answer"), isHeader: true, cell: (row) => row.label },
        { key: "mine", header: t("requests.draft.mine"), cell: (row) => <bdi>{row.value}</bdi> },
        { key: "theirs", header: t("requests.draft.theirs"), cell: (row) => <bdi>{row.other}</bdi> },
      ]}
    />
  );
}
