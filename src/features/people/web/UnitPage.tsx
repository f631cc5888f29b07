import { Plus, Users } from "lucide-react";
import { type ReactNode, useState } from "react";
import { today } from "#web/formats.ts";
import { useFormats, useT } from "#web/messages.tsx";
import { Link, useRouteParams } from "#web/navigation.tsx";
import { Button, LinkButton } from "#web/ui/Button.tsx";
import { type Answer, Facts } from "#web/ui/CheckAnswers.tsx";
import { EmptyState } from "#web/ui/EmptyState.tsx";
import { LineList } from "#web/ui/LineList.tsx";
import { Page, Section } from "#web/ui/Page.tsx";
import { Loaded } from "#web/ui/Skeleton.tsx";
import { Tag } from "#web/ui/Tag.tsx";
import { DateText, Name, Ref } from "#web/ui/values.tsx";
import type { UnitRecord } from "../schema.ts";
import { ActLine } from "./ActLine.tsx";
import { PostDialog } from "./PostDialog.tsx";
import { PostItem } from "./PostItem.tsx";
import { useUnitRecord } from "./queries.ts";
import { UnitActs } from "./UnitActs.tsx";
import { UnitList } from "./UnitsPage.tsx";

/** A unit: where it stands, its posts and who occupies them, the units under it, what it was called before. */
export default function UnitPage() {
  const { id } = useRouteParams<{ id: string }>();
  const query = useUnitRecord(id);
  return <Loaded query={query}>{(unit) => <Shown unit={unit} />}</Loaded>;
}

function Shown({ unit }: { unit: UnitRecord }) {
  const t = useT();
  const formats = useFormats();
  const [adding, setAdding] = useState(false);
  const isOpen = unit.closedOn === null;
  const manage = unit.abilities.manage && isOpen;
  const name = formats.name(unit.name);
  const crumbs = [
    { label: t("people.units"), to: "/people/units" },
    ...unit.above.map((above) => ({ label: above.sigle || formats.name(above.name), to: `/people/units/${above.id}` })),
    { label: unit.sigle || name },
  ];
  const add = manage && (
    <Button icon={Plus} onClick={() => setAdding(true)}>
      {t("people.new_post")}
    </Button>
  );
  return (
    <Page
      title={name}
      lead={
        <bdi lang={formats.locale === "ar" ? "fr" : "ar"}>{formats.locale === "ar" ? unit.name.fr : unit.name.ar}</bdi>
      }
      crumbs={crumbs}
      tags={!isOpen && <Closed unit={unit} />}
      actions={
        <>
          <LinkButton icon={Users} to="/people" search={{ unit: unit.id }}>
            {t("people.its_people")}
          </LinkButton>
          {manage && <UnitActs unit={unit} />}
        </>
      }
    >
      <UnitFacts unit={unit} />
      <Section title={t("people.posts")} actions={unit.posts.length > 0 && add}>
        {unit.posts.length === 0 ? (
          <EmptyState title={t("people.no_posts")} action={add} />
        ) : (
          <ul>
            {unit.posts.map((post) => (
              <PostItem key={post.id} post={post} unit={unit.id} manage={manage} />
            ))}
          </ul>
        )}
      </Section>
      {unit.units.length > 0 && (
        <Section title={t("people.units_below")}>
          <UnitList units={unit.units} />
        </Section>
      )}
      <History unit={unit} />
      {adding && <PostDialog unit={unit.id} onClose={() => setAdding(false)} />}
    </Page>
  );
}

function Closed({ unit }: { unit: UnitRecord }) {
  const t = useT();
  const formats = useFormats();
  const day = formats.date(unit.closedOn!);
  if (!unit.mergedInto) return <Tag>{t("people.unit_closed_on", { day })}</Tag>;
  return (
    <>
      <Tag>{t("people.unit_merged_on", { day })}</Tag>
      <Link to={`/people/units/${unit.mergedInto.id}`}>
        <Name of={unit.mergedInto.name} />
      </Link>
    </>
  );
}

function UnitFacts({ unit }: { unit: UnitRecord }) {
  const t = useT();
  const formats = useFormats();
  const fact = (label: string, value: ReactNode): Answer[] => (value ? [{ label, value }] : []);
  const head = unit.posts
    .find((post) => post.head)
    ?.holdings.filter((holding) => holding.state === "in_force")
    .sort((a, b) => Number(b.kind === "interim") - Number(a.kind === "interim"))[0];
  const items = [
    ...fact(
      t("people.head_of_unit"),
      head ? (
        <>
          <Link to={`/people/${head.person.id}`}>
            <Name of={head.person.name} />
          </Link>
          {head.kind === "interim" && <> ({t("people.interim_short")})</>}
        </>
      ) : (
        t("people.no_head")
      ),
    ),
    ...fact(t("people.unit_kind"), t(`people.kind_${unit.kind}`)),
    ...fact(t("people.sigle"), unit.sigle && <Ref>{unit.sigle}</Ref>),
    ...fact(t("people.unit_code"), unit.code && <Ref>{unit.code}</Ref>),
    ...fact(
      t("people.minimum_presence"),
      unit.minimumPresence !== null && t("people.people_count", { count: unit.minimumPresence }),
    ),
    ...fact(t("people.opened_on"), <DateText day={unit.openedOn} />),
    ...fact(
      t("people.former_name"),
      unit.names
        .filter((one) => one.untilDay !== null && one.untilDay <= today())
        .map((one) => formats.name(one.name))
        .join(" · "),
    ),
  ];
  return <Facts items={items} />;
}

/** The names it bore and the places it had, when it had more than one. */
function History({ unit }: { unit: UnitRecord }) {
  const t = useT();
  return (
    <>
      {unit.names.length > 1 && (
        <Section title={t("people.names")}>
          <LineList label={t("people.names")}>
            {unit.names.map((line) => (
              <ActLine
                key={line.fromDay}
                fromDay={line.fromDay}
                untilDay={line.untilDay}
                act={{ number: line.act, day: null }}
              >
                <Name of={line.name} />
              </ActLine>
            ))}
          </LineList>
        </Section>
      )}
      {unit.places.length > 1 && (
        <Section title={t("people.places")}>
          <LineList label={t("people.places")}>
            {unit.places.map((line) => (
              <ActLine
                key={line.fromDay}
                fromDay={line.fromDay}
                untilDay={line.untilDay}
                act={{ number: line.act, day: null }}
              >
                {line.parent ? (
                  <Link to={`/people/units/${line.parent.id}`}>
                    <Name of={line.parent.name} />
                  </Link>
                ) : (
                  t("people.under_none")
                )}
              </ActLine>
            ))}
          </LineList>
        </Section>
      )}
    </>
  );
}
