import { Network, UserPlus } from "lucide-react";
import { useState } from "react";
import { useFormats, useT } from "#web/messages.tsx";
import { Link, useGo, useRouteSearch, useSetSearch } from "#web/navigation.tsx";
import { Button, LinkButton } from "#web/ui/Button.tsx";
import { Cell, DataList, type RowState } from "#web/ui/DataList.tsx";
import { EmptyState } from "#web/ui/EmptyState.tsx";
import { LoadMore } from "#web/ui/LoadMore.tsx";
import { Page } from "#web/ui/Page.tsx";
import { SearchField } from "#web/ui/SearchField.tsx";
import { Loaded } from "#web/ui/Skeleton.tsx";
import { Avatar, Name, PersonName, Ref } from "#web/ui/values.tsx";
import type { PersonView } from "../schema.ts";
import { AbsentTag } from "./AbsentTag.tsx";
import css from "./DirectoryPage.module.css";
import { PersonDialog } from "./PersonDialog.tsx";
import { useDirectory, useUnitTree } from "./queries.ts";
import { UnitField } from "./UnitField.tsx";

/** Everybody of the institution: found by name while one types, narrowed to a unit. */
export default function DirectoryPage() {
  const t = useT();
  const go = useGo();
  const { q = "", unit } = useRouteSearch<{ q?: string; unit?: string }>();
  const setSearch = useSetSearch();
  const [adding, setAdding] = useState(false);
  const query = useDirectory(q.trim(), unit);
  const manages = useUnitTree().data?.abilities.manage;
  const actions = (
    <>
      <LinkButton icon={Network} to="/people/units">
        {t("people.units")}
      </LinkButton>
      {manages && (
        <Button tone="primary" icon={UserPlus} onClick={() => setAdding(true)}>
          {t("people.new_person")}
        </Button>
      )}
    </>
  );
  return (
    <Page title={t("people.directory")} actions={actions}>
      <div className={css.filters}>
        <SearchField label={t("people.find")} value={q} onChange={(text) => setSearch({ q: text || undefined })} />
        <UnitField
          label={t("people.unit")}
          hideLabel
          placeholder={t("people.every_unit")}
          value={unit ?? null}
          onChange={(id) => setSearch({ unit: id ?? undefined })}
        />
      </div>
      <Loaded query={query}>
        {({ pages }) => {
          const people = pages.flatMap((page) => page.items);
          const total = pages[0]?.total ?? 0;
          if (people.length === 0) return <NobodyFound asked={Boolean(q || unit)} />;
          return (
            <>
              <p className={css.count} role="status">
                {t("people.found", { count: total })}
              </p>
              <DataList
                label={t("people.directory")}
                rows={people}
                total={total}
                rowKey={(person) => person.id}
                renderRow={(person, state) => <PersonRow person={person} state={state} />}
                onOpen={(person) => go(`/people/${person.id}`)}
              />
              <LoadMore
                hasMore={query.hasNextPage}
                busy={query.isFetchingNextPage}
                onMore={() => void query.fetchNextPage()}
              />
            </>
          );
        }}
      </Loaded>
      {adding && <PersonDialog onClose={() => setAdding(false)} />}
    </Page>
  );
}

function NobodyFound({ asked }: { asked: boolean }) {
  const t = useT();
  if (asked) return <EmptyState title={t("people.nobody_found")}>{t("people.nobody_found_text")}</EmptyState>;
  return <EmptyState title={t("people.nobody")}>{t("people.nobody_text")}</EmptyState>;
}

function PersonRow({ person, state }: { person: PersonView; state: RowState }) {
  const formats = useFormats();
  const post = person.posts[0];
  return (
    <>
      <Cell className={css.face}>
        <Avatar name={person.name} size={36} />
      </Cell>
      <Cell className={css.who}>
        <Link to={`/people/${person.id}`} className={css.name} tabIndex={state.tabIndex}>
          <PersonName name={person.name} both />
        </Link>
        {post && (
          <p className={css.post}>
            <Name of={post.title} />
            <span aria-hidden="true"> · </span>
            <Name of={post.unit.name} />
            {person.posts.length > 1 && <span> +{formats.number(person.posts.length - 1)}</span>}
          </p>
        )}
      </Cell>
      <Cell className={css.reach}>
        {person.phone && (
          <a href={`tel:${person.phone}`} tabIndex={state.tabIndex}>
            <Ref>{person.phone}</Ref>
          </a>
        )}
        {person.email && (
          <a href={`mailto:${person.email}`} tabIndex={state.tabIndex}>
            <Ref>{person.email}</Ref>
          </a>
        )}
      </Cell>
      <Cell className={css.state}>
        <AbsentTag person={person} />
      </Cell>
    </>
  );
}
