import { Plus } from "lucide-react";
import { useFormats, useT } from "#web/messages.tsx";
import { useRouteSearch, useSetSearch } from "#web/navigation.tsx";
import { useAbility } from "#web/session.tsx";
import { LinkButton } from "#web/ui/Button.tsx";
import { Chips } from "#web/ui/Chips.tsx";
import { EmptyState } from "#web/ui/EmptyState.tsx";
import { Line, LineLink, LineList } from "#web/ui/LineList.tsx";
import { Page } from "#web/ui/Page.tsx";
import { Paged, usePages } from "#web/ui/Paged.tsx";
import { SmallFacts } from "#web/ui/SmallFacts.tsx";
import { Name, Ref } from "#web/ui/values.tsx";
import type { RequestRow } from "../schema.ts";
import { StateTag } from "./StateTag.tsx";
import { whereItIs } from "./words.ts";

const VIEWS = ["filed", "acted", "for_others"] as const;
type View = (typeof VIEWS)[number];

/** My requests, and those on which I acted: each with where it is now, in one sentence. */
export default function RequestsPage() {
  const t = useT();
  const { mine = "filed" } = useRouteSearch<{ mine?: View }>();
  const setSearch = useSetSearch();
  const entersForOthers = useAbility("hr");
  const query = usePages<RequestRow>(["requests", "list"], "/requests", { mine });
  const begin = (
    <LinkButton tone="primary" icon={Plus} to="/requests/new">
      {t("requests.new")}
    </LinkButton>
  );
  // An empty list offers the same in its middle.
  const isEmpty = mine === "filed" && query.data?.pages[0]?.items.length === 0;
  const views = VIEWS.filter((view) => view !== "for_others" || entersForOthers || view === mine);
  return (
    <Page title={t("requests.title")} actions={isEmpty ? null : begin}>
      <Chips
        label={t("requests.filter")}
        value={mine}
        onChange={(view) => setSearch({ mine: view === "filed" ? undefined : view })}
        options={views.map((value) => ({ value, label: t(`requests.mine.${value}`) }))}
      />
      <Paged
        query={query}
        empty={<EmptyState title={t(`requests.none.${mine}`)} {...(mine === "filed" && { action: begin })} />}
      >
        {(rows) => (
          <LineList label={t("requests.title")}>
            {rows.map((row) => (
              <RequestLine key={row.id} row={row} showsPerson={mine !== "filed"} />
            ))}
          </LineList>
        )}
      </Paged>
    </Page>
  );
}

/** One request: what, whose, in which state, where. The whole line leads to it; a draft leads on to its form. */
function RequestLine({ row, showsPerson }: { row: RequestRow; showsPerson: boolean }) {
  const t = useT();
  const formats = useFormats();
  const to = row.state === "draft" ? `/requests/${row.id}/edit` : `/requests/${row.id}`;
  return (
    <Line end={<StateTag state={row.state} />}>
      <LineLink to={to}>
        <bdi>{row.title}</bdi>
      </LineLink>
      <p>{whereItIs(t, formats, row)}</p>
      <SmallFacts>
        {row.reference && <Ref>{row.reference}</Ref>}
        {showsPerson && <Name of={row.requester.name} />}
        {formats.ago(row.updatedAt)}
      </SmallFacts>
    </Line>
  );
}
