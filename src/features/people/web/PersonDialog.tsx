import type { LocalizedName } from "#platform/wire/localized-name.ts";
import { post, put } from "#web/http.ts";
import { useT } from "#web/messages.tsx";
import { useGo } from "#web/navigation.tsx";
import { RadioGroup } from "#web/ui/Choices.tsx";
import { DateField } from "#web/ui/DateField.tsx";
import { FormDialog } from "#web/ui/FormDialog.tsx";
import { TextField } from "#web/ui/TextField.tsx";
import type { PersonRecord } from "../schema.ts";
import { useActForm } from "./act-form.ts";
import { NameFields, NO_NAME } from "./NameFields.tsx";

type Values = {
  givenName: LocalizedName;
  familyName: LocalizedName;
  gender: "f" | "m" | null;
  email: string;
  phone: string;
  ppr: string;
  grade: LocalizedName;
  hiredOn: string | null;
};

const EMPTY: Values = {
  givenName: NO_NAME,
  familyName: NO_NAME,
  gender: null,
  email: "",
  phone: "",
  ppr: "",
  grade: NO_NAME,
  hiredOn: null,
};

const valuesOf = (person: PersonRecord): Values => ({
  givenName: person.givenName,
  familyName: person.familyName,
  gender: person.gender,
  email: person.email ?? "",
  phone: person.phone ?? "",
  ppr: person.personal?.ppr ?? "",
  grade: person.personal?.grade ?? NO_NAME,
  hiredOn: person.personal?.hiredOn ?? null,
});

/** Enters a person of the institution, or corrects what is entered of him. */
export function PersonDialog({ person, onClose }: { person?: PersonRecord; onClose: () => void }) {
  const t = useT();
  const go = useGo();
  const counted = person?.abilities.changeRights ?? true;
  const form = useActForm<Values, { id: string } | undefined>({
    initial: person ? valuesOf(person) : EMPTY,
    required: ["gender"],
    send: (values, key) => {
      const grade = values.grade.ar.trim() || values.grade.fr.trim() ? values.grade : null;
      const { ppr, hiredOn, grade: _, ...known } = values;
      const body = {
        ...known,
        email: values.email || null,
        phone: values.phone || null,
        ...(counted && { ppr: ppr || null, grade, hiredOn }),
      };
      return person
        ? put(`/people/${person.id}`, { ...body, version: person.version })
        : post<{ id: string }>("/people", body, { key });
    },
    done: t(person ? "people.person_changed" : "people.person_created"),
    onDone: (made) => made && go(`/people/${made.id}`),
    onClose,
  });
  return (
    <FormDialog
      form={form}
      title={t(person ? "people.change_person" : "people.new_person")}
      verb={t(person ? "people.save" : "people.new_person_verb")}
      size="large"
      onClose={onClose}
    >
      <NameFields form={form} name="givenName" label={t("people.given_name")} />
      <NameFields form={form} name="familyName" label={t("people.family_name")} />
      <RadioGroup
        label={t("people.gender")}
        row
        options={[
          { value: "f", label: t("people.gender_f") },
          { value: "m", label: t("people.gender_m") },
        ]}
        {...form.field("gender")}
      />
      <TextField label={t("people.phone")} kind="tel" width="medium" optional {...form.field("phone")} />
      <TextField label={t("people.email")} kind="email" width="medium" optional {...form.field("email")} />
      {counted && (
        <>
          <TextField
            label={t("people.ppr")}
            hint={t("people.ppr_hint")}
            kind="reference"
            width="medium"
            maxLength={20}
            optional
            {...form.field("ppr")}
          />
          <NameFields form={form} name="grade" label={t("people.grade")} optional />
          <DateField label={t("people.hired_on")} optional {...form.field("hiredOn")} />
        </>
      )}
    </FormDialog>
  );
}
