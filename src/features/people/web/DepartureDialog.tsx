import { today } from "#web/formats.ts";
import { post } from "#web/http.ts";
import { useFormats, useT } from "#web/messages.tsx";
import { DateField } from "#web/ui/DateField.tsx";
import { FormDialog } from "#web/ui/FormDialog.tsx";
import type { PersonRecord } from "../schema.ts";
import { useActForm } from "./act-form.ts";

/** Records that a person leaves: what he held ends that day, his account closes, his file stays. */
export function DepartureDialog({ person, onClose }: { person: PersonRecord; onClose: () => void }) {
  const t = useT();
  const formats = useFormats();
  const form = useActForm({
    initial: { day: today() as string | null },
    required: ["day"],
    send: ({ day }, key) => post(`/people/${person.id}/departure`, { day }, { key }),
    done: t("people.departure_done"),
    onClose,
  });
  return (
    <FormDialog
      form={form}
      title={t("people.departure_of", { name: formats.name(person.name) })}
      verb={t("people.departure_verb")}
      tone="danger"
      lead={t("people.departure_text")}
      onClose={onClose}
    >
      <DateField label={t("people.departure_day")} {...form.field("day")} />
    </FormDialog>
  );
}
