import { useState } from "react";
import { post } from "#web/http.ts";
import { useT } from "#web/messages.tsx";
import { Link } from "#web/navigation.tsx";
import { Button } from "#web/ui/Button.tsx";
import { FormDialog } from "#web/ui/FormDialog.tsx";
import { LineList } from "#web/ui/LineList.tsx";
import { Section } from "#web/ui/Page.tsx";
import { TextField } from "#web/ui/TextField.tsx";
import { Name } from "#web/ui/values.tsx";
import type { PersonRecord, RoleHeld } from "../schema.ts";
import { ActLine } from "./ActLine.tsx";
import { useActForm } from "./act-form.ts";
import { RoleDialog } from "./RoleDialog.tsx";

/** The roles of a person: shown to him and to those who manage; an administrator gives and takes them. */
export function RolesSection({ person, roles }: { person: PersonRecord; roles: readonly RoleHeld[] }) {
  const t = useT();
  const [giving, setGiving] = useState(false);
  const { giveRoles, takeRoles } = person.abilities;
  const mayGive = giveRoles && !person.leftOn;
  if (roles.length === 0 && !mayGive) return null;
  return (
    <Section
      title={t("people.roles")}
      lead={t("people.roles_lead")}
      actions={mayGive && <Button onClick={() => setGiving(true)}>{t("people.give_role")}</Button>}
    >
      {roles.length === 0 ? (
        <p>{t("people.no_role")}</p>
      ) : (
        <LineList label={t("people.roles")}>
          {roles.map((held) => (
            <ActLine
              key={held.role}
              fromDay={held.fromDay}
              untilDay={held.untilDay}
              note={held.givenBy && <Giver of={held.givenBy} />}
              actions={takeRoles && <TakeRole person={person} held={held} />}
            >
              <RoleName held={held} />
            </ActLine>
          ))}
        </LineList>
      )}
      {giving && <RoleDialog person={person} held={roles.map(({ role }) => role)} onClose={() => setGiving(false)} />}
    </Section>
  );
}

function RoleName({ held: { role, unit } }: { held: RoleHeld }) {
  const t = useT();
  return (
    <span>
      <strong>{t(`people.role_${role}`)}</strong>
      {unit && (
        <>
          <span aria-hidden="true"> · </span>
          <Link to={`/people/units/${unit.id}`}>
            <Name of={unit.name} />
          </Link>
        </>
      )}
    </span>
  );
}

function Giver({ of }: { of: NonNullable<RoleHeld["givenBy"]> }) {
  const t = useT();
  return (
    <>
      {t("people.role_given_by")}{" "}
      <Link to={`/people/${of.id}`}>
        <Name of={of.name} />
      </Link>
    </>
  );
}

function TakeRole({ person, held }: { person: PersonRecord; held: RoleHeld }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" tone="quiet" onClick={() => setOpen(true)}>
        {t("people.end_role")}
      </Button>
      {open && <TakeDialog person={person} role={held.role} onClose={() => setOpen(false)} />}
    </>
  );
}

type TakeDialogProps = { person: PersonRecord; role: RoleHeld["role"]; onClose: () => void };

/** Takes the role at once; the reason stays in the log. */
function TakeDialog({ person, role, onClose }: TakeDialogProps) {
  const t = useT();
  const form = useActForm({
    initial: { reason: "" },
    required: ["reason"],
    send: (values, key) => post(`/people/${person.id}/roles/${role}/end`, values, { key }),
    done: t("people.role_ended"),
    onClose,
  });
  return (
    <FormDialog
      form={form}
      title={t("people.end_role_title", { role: t(`people.role_${role}`) })}
      verb={t("people.end_role")}
      tone="danger"
      lead={t("people.end_role_text")}
      onClose={onClose}
    >
      <TextField label={t("web.reason")} lines={2} maxLength={500} {...form.field("reason")} />
    </FormDialog>
  );
}
