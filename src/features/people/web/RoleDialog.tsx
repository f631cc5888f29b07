import { today } from "#web/formats.ts";
import { post } from "#web/http.ts";
import { useFormats, useT } from "#web/messages.tsx";
import { RadioGroup } from "#web/ui/Choices.tsx";
import { DateField } from "#web/ui/DateField.tsx";
import { FormDialog } from "#web/ui/FormDialog.tsx";
import type { PersonRecord, Role } from "../schema.ts";
import { useActForm } from "./act-form.ts";
import { UnitField } from "./UnitField.tsx";

const ROLES = ["administrator", "hr", "auditor", "helper"] as const;

type Values = { role: Role | null; unit: string | null; fromDay: string | null };
type RoleDialogProps = { person: PersonRecord; held: readonly Role[]; onClose: () => void };

/** Gives a role; what each allows stands beside it. */
export function RoleDialog({ person, held, onClose }: RoleDialogProps) {
  const t = useT();
  const formats = useFormats();
  const form = useActForm<Values>({
    initial: { role: null, unit: null, fromDay: today() },
    required: ["role", "fromDay"],
    send: ({ role, unit, fromDay }, key) =>
      post(`/people/${person.id}/roles`, { role, fromDay, unit: role === "helper" ? unit : null }, { key }),
    done: t("people.role_given"),
    onClose,
  });
  return (
    <FormDialog
      form={form}
      title={t("people.give_role")}
      verb={t("people.give_role_verb")}
      lead={t("people.give_role_text", { name: formats.name(person.name) })}
      onClose={onClose}
    >
      <RadioGroup
        label={t("people.role")}
        options={ROLES.filter((role) => !held.includes(role)).map((role) => ({
          value: role,
          label: t(`people.role_${role}`),
          hint: t(`people.role_${role}_text`),
        }))}
        {...form.field("role")}
      />
      {form.values.role === "helper" && (
        <UnitField
          label={t("people.helped_unit")}
          hint={t("people.helped_unit_hint")}
          optional
          {...form.field("unit")}
        />
      )}
      <DateField label={t("people.from_day")} {...form.field("fromDay")} />
    </FormDialog>
  );
}
