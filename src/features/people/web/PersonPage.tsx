import type { ReactNode } from "react";
import { useState } from "react";
import { useFormats, useT } from "#web/messages.tsx";
import { Link, useRouteParams } from "#web/navigation.tsx";
import { Button } from "#web/ui/Button.tsx";
import { type Answer, Facts } from "#web/ui/CheckAnswers.tsx";
import { LineList } from "#web/ui/LineList.tsx";
import { Menu } from "#web/ui/Menu.tsx";
import { Page, Section } from "#web/ui/Page.tsx";
import { Loaded } from "#web/ui/Skeleton.tsx";
import { Tag } from "#web/ui/Tag.tsx";
import { DateText, Name, Ref } from "#web/ui/values.tsx";
import type { HoldingView, PersonRecord } from "../schema.ts";
import { AbsenceDialog } from "./AbsenceDialog.tsx";
import { AbsencesSection } from "./AbsencesSection.tsx";
import { AbsentTag } from "./AbsentTag.tsx";
import { ActLine } from "./ActLine.tsx";
import { AppointDialog } from "./AppointDialog.tsx";
import { DelegationLine } from "./DelegationLine.tsx";
import { DepartureDialog } from "./DepartureDialog.tsx";
import { EndMenu } from "./EndMenu.tsx";
import { PersonDialog } from "./PersonDialog.tsx";
import { usePersonRecord } from "./queries.ts";
import { RolesSection } from "./RolesSection.tsx";

/** A person: how to reach him, the posts he holds and held, in which capacities he acts, when he is away. */
export default function PersonPage() {
  const { id } = useRouteParams<{ id: string }>();
  const query = usePersonRecord(id);
  return <Loaded query={query}>{(person) => <Shown person={person} />}</Loaded>;
}

function Shown({ person }: { person: PersonRecord }) {
  const t = useT();
  const formats = useFormats();
  const name = formats.name(person.name);
  const other = formats.locale === "ar" ? person.name.fr : person.name.ar;
  const tags = person.leftOn ? <Tag>{t("people.left_on", { day: formats.date(person.leftOn) })}</Tag> : null;
  const { manage } = person.abilities;
  const now = person.holdings.filter((holding) => holding.state !== "ended");
  const before = person.holdings.filter((holding) => holding.state === "ended");
  return (
    <Page
      title={name}
      lead={<bdi lang={formats.locale === "ar" ? "fr" : "ar"}>{other}</bdi>}
      tags={tags}
      crumbs={[{ label: t("people.directory"), to: "/people" }, { label: name }]}
      actions={manage && <PersonActs person={person} />}
    >
      {person.absentUntil && <AbsentTag person={person} />}
      <PersonFacts person={person} />
      <Section title={t("people.posts_now")}>
        {now.length === 0 ? (
          <p>{t("people.no_post")}</p>
        ) : (
          <Holdings of={now} manage={manage} label={t("people.posts_now")} />
        )}
      </Section>
      <Capacities person={person} />
      {person.roles && <RolesSection person={person} roles={person.roles} />}
      {person.absences && <AbsencesSection absences={person.absences} manage={manage} />}
      {before.length > 0 && (
        <Section title={t("people.posts_before")}>
          <Holdings of={before} manage={false} label={t("people.posts_before")} />
        </Section>
      )}
    </Page>
  );
}

function PersonFacts({ person }: { person: PersonRecord }) {
  const t = useT();
  const { personal } = person;
  const fact = (label: string, value: ReactNode): Answer[] => (value ? [{ label, value }] : []);
  const items = [
    ...fact(
      t("people.phone"),
      person.phone && (
        <a href={`tel:${person.phone}`}>
          <Ref>{person.phone}</Ref>
        </a>
      ),
    ),
    ...fact(
      t("people.email"),
      person.email && (
        <a href={`mailto:${person.email}`}>
          <Ref>{person.email}</Ref>
        </a>
      ),
    ),
    ...fact(t("people.ppr"), personal?.ppr && <Ref>{personal.ppr}</Ref>),
    ...fact(t("people.grade"), personal?.grade && <Name of={personal.grade} />),
    ...fact(t("people.hired_on"), personal?.hiredOn && <DateText day={personal.hiredOn} />),
  ];
  return items.length > 0 ? <Facts items={items} /> : null;
}

function Holdings({ of, manage, label }: { of: readonly HoldingView[]; manage: boolean; label: string }) {
  const t = useT();
  return (
    <LineList label={label}>
      {of.map((holding) => (
        <ActLine
          key={holding.id}
          capacity={holding.kind === "interim" && t("people.interim")}
          fromDay={holding.fromDay}
          untilDay={holding.untilDay}
          act={{ number: holding.actNumber, day: holding.actDay }}
          note={holding.endReason}
          state={holding.state}
          actions={manage && <EndMenu act={{ kind: holding.kind, id: holding.id, fromDay: holding.fromDay }} />}
        >
          <PostLink post={holding.post} />
        </ActLine>
      ))}
    </LineList>
  );
}

const PostLink = ({ post }: { post: HoldingView["post"] }) => (
  <span>
    <strong>
      <Name of={post.title} />
    </strong>
    <span aria-hidden="true"> · </span>
    <Link to={`/people/units/${post.unit.id}`}>
      <Name of={post.unit.name} />
    </Link>
  </span>
);

/** Delegations received and given, secretariats: shown when there are any. */
function Capacities({ person }: { person: PersonRecord }) {
  const t = useT();
  const { delegations, delegated, assists, assistants, abilities } = person;
  return (
    <>
      {delegations.length > 0 && (
        <Section title={t("people.delegations")}>
          <LineList label={t("people.delegations")}>
            {delegations.map((delegation) => (
              <DelegationLine key={delegation.id} delegation={delegation} manage={abilities.manage}>
                <PostLink post={delegation.post} />
              </DelegationLine>
            ))}
          </LineList>
        </Section>
      )}
      {delegated.length > 0 && (
        <Section title={t("people.delegated")}>
          <LineList label={t("people.delegated")}>
            {delegated.map((delegation) => (
              <DelegationLine key={delegation.id} delegation={delegation} manage={abilities.manage}>
                <Link to={`/people/${delegation.person.id}`}>
                  <Name of={delegation.person.name} />
                </Link>
              </DelegationLine>
            ))}
          </LineList>
        </Section>
      )}
      {assists.length + assistants.length > 0 && (
        <Section title={t("people.secretariat")}>
          <LineList label={t("people.secretariat")}>
            {assistants.map((line) => (
              <ActLine
                key={line.id}
                fromDay={line.fromDay}
                untilDay={line.untilDay}
                note={t("people.assists_him")}
                actions={
                  abilities.manage && <EndMenu act={{ kind: "assistant", id: line.id, fromDay: line.fromDay }} />
                }
              >
                <Link to={`/people/${line.person.id}`}>
                  <Name of={line.person.name} />
                </Link>
              </ActLine>
            ))}
            {assists.map((line) => (
              <ActLine
                key={line.id}
                fromDay={line.fromDay}
                untilDay={line.untilDay}
                note={t("people.assists_post")}
                actions={
                  abilities.manage && <EndMenu act={{ kind: "assistant", id: line.id, fromDay: line.fromDay }} />
                }
              >
                <PostLink post={line.post} />
              </ActLine>
            ))}
          </LineList>
        </Section>
      )}
    </>
  );
}

function PersonActs({ person }: { person: PersonRecord }) {
  const t = useT();
  const [open, setOpen] = useState<"change" | "appoint" | "absence" | "departure" | null>(null);
  const close = (): void => setOpen(null);
  if (person.leftOn) return null;
  return (
    <>
      <Button onClick={() => setOpen("change")}>{t("people.change_person")}</Button>
      <Menu
        label={t("people.other_acts")}
        items={[
          ...(person.abilities.appoint
            ? [{ id: "appoint", label: t("people.appoint"), run: () => setOpen("appoint") }]
            : []),
          { id: "absence", label: t("people.enter_absence"), run: () => setOpen("absence") },
          { id: "departure", label: t("people.departure"), tone: "danger", run: () => setOpen("departure") },
        ]}
      />
      {open === "change" && <PersonDialog person={person} onClose={close} />}
      {open === "appoint" && <AppointDialog person={person} onClose={close} />}
      {open === "absence" && <AbsenceDialog person={person} onClose={close} />}
      {open === "departure" && <DepartureDialog person={person} onClose={close} />}
    </>
  );
}
