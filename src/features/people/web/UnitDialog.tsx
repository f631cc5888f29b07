import type { LocalizedName } from "#platform/wire/localized-name.ts";
import { today } from "#web/formats.ts";
import { post } from "#web/http.ts";
import { useT } from "#web/messages.tsx";
import { useGo } from "#web/navigation.tsx";
import { DateField } from "#web/ui/DateField.tsx";
import { FormDialog } from "#web/ui/FormDialog.tsx";
import { Select } from "#web/ui/Select.tsx";
import { TextField } from "#web/ui/TextField.tsx";
import type { UnitKind } from "../schema.ts";
import { useActForm } from "./act-form.ts";
import { NameFields, NO_NAME } from "./NameFields.tsx";
import { useUnitTree } from "./queries.ts";
import { UnitField } from "./UnitField.tsx";

export const UNIT_KINDS = ["directorate", "division", "service", "other"] as const;

type Values = {
  kind: UnitKind | "";
  parent: string | null;
  name: LocalizedName;
  sigle: string;
  code: string;
  openedOn: string | null;
};

/** Opens a unit; only the first of the institution stands under none. */
export function UnitDialog({ parent, onClose }: { parent: string | null; onClose: () => void }) {
  const t = useT();
  const go = useGo();
  const isFirst = useUnitTree().data?.items.length === 0;
  const form = useActForm<Values, { id: string }>({
    initial: { kind: "", parent, name: NO_NAME, sigle: "", code: "", openedOn: today() },
    required: isFirst ? ["kind", "openedOn"] : ["kind", "parent", "openedOn"],
    send: (values, key) => post<{ id: string }>("/units", { ...values, code: values.code || null }, { key }),
    done: t("people.unit_created"),
    onDone: ({ id }) => go(`/people/units/${id}`),
    onClose,
  });
  return (
    <FormDialog form={form} title={t("people.new_unit")} verb={t("people.new_unit_verb")} onClose={onClose}>
      <Select
        label={t("people.unit_kind")}
        width="medium"
        options={UNIT_KINDS.map((kind) => ({ value: kind, label: t(`people.kind_${kind}`) }))}
        {...form.field("kind")}
      />
      <NameFields form={form} name="name" label={t("people.name")} />
      <TextField
        label={t("people.sigle")}
        hint={t("people.sigle_hint")}
        kind="reference"
        width="short"
        maxLength={20}
        optional
        {...form.field("sigle")}
      />
      <UnitField label={t("people.parent")} optional={isFirst} {...form.field("parent")} />
      <TextField
        label={t("people.unit_code")}
        kind="reference"
        width="short"
        maxLength={40}
        optional
        {...form.field("code")}
      />
      <DateField label={t("people.from_day")} {...form.field("openedOn")} />
    </FormDialog>
  );
}
