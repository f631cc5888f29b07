import { today } from "#web/formats.ts";
import { post } from "#web/http.ts";
import { useFormats, useT } from "#web/messages.tsx";
import { DateField } from "#web/ui/DateField.tsx";
import { FormDialog } from "#web/ui/FormDialog.tsx";
import type { PersonRecord } from "../schema.ts";
import { useActForm } from "./act-form.ts";
import PersonField, { type ChosenPerson } from "./PersonField.tsx";

/** Notes that somebody is away for a cause that no request carries, and who stands in. */
export function AbsenceDialog({ person, onClose }: { person: PersonRecord; onClose: () => void }) {
  const t = useT();
  const formats = useFormats();
  const form = useActForm({
    initial: {
      fromDay: today() as string | null,
      toDay: null as string | null,
      standIn: null as ChosenPerson | null,
    },
    required: ["fromDay", "toDay"],
    send: ({ standIn, ...days }, key) =>
      post(`/people/${person.id}/absences`, { ...days, standIn: standIn?.id ?? null }, { key }),
    done: t("people.absence_done"),
    onClose,
  });
  return (
    <FormDialog
      form={form}
      title={t("people.absence_of", { name: formats.name(person.name) })}
      verb={t("people.absence_verb")}
      lead={t("people.absence_text")}
      onClose={onClose}
    >
      <DateField label={t("people.first_day")} {...form.field("fromDay")} />
      <DateField label={t("people.last_day")} {...form.field("toDay")} />
      <PersonField label={t("people.who_stands_in")} optional except={[person.id]} {...form.field("standIn")} />
    </FormDialog>
  );
}
