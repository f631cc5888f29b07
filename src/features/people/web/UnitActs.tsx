import { useState } from "react";
import { today } from "#web/formats.ts";
import { post, put } from "#web/http.ts";
import { useT } from "#web/messages.tsx";
import { DateField } from "#web/ui/DateField.tsx";
import { FormDialog } from "#web/ui/FormDialog.tsx";
import { Menu } from "#web/ui/Menu.tsx";
import { NumberField, TextField } from "#web/ui/TextField.tsx";
import type { UnitRecord } from "../schema.ts";
import { ActNumberField } from "./ActNumberField.tsx";
import { useActForm } from "./act-form.ts";
import { NameFields } from "./NameFields.tsx";
import { UnitDialog } from "./UnitDialog.tsx";
import { UnitField } from "./UnitField.tsx";

type Props = { unit: UnitRecord; onClose: () => void };

/** What changes a unit: each act is dated, and what was before stays readable. */
export function UnitActs({ unit }: { unit: UnitRecord }) {
  const t = useT();
  const [open, setOpen] = useState<"under" | "rename" | "move" | "presence" | "merge" | "close" | null>(null);
  const close = (): void => setOpen(null);
  const Dialogs = {
    rename: RenameDialog,
    move: MoveDialog,
    presence: PresenceDialog,
    merge: MergeDialog,
    close: CloseDialog,
  };
  const Shown = open && open !== "under" ? Dialogs[open] : null;
  return (
    <>
      <Menu
        label={t("people.other_acts")}
        items={[
          { id: "under", label: t("people.new_unit_under"), run: () => setOpen("under") },
          { id: "rename", label: t("people.rename_unit"), run: () => setOpen("rename") },
          { id: "move", label: t("people.move_unit"), run: () => setOpen("move") },
          { id: "presence", label: t("people.set_presence"), run: () => setOpen("presence") },
          { id: "merge", label: t("people.merge_unit"), tone: "danger", run: () => setOpen("merge") },
          { id: "close", label: t("people.close_unit"), tone: "danger", run: () => setOpen("close") },
        ]}
      />
      {open === "under" && <UnitDialog parent={unit.id} onClose={close} />}
      {Shown && <Shown unit={unit} onClose={close} />}
    </>
  );
}

function RenameDialog({ unit, onClose }: Props) {
  const t = useT();
  const form = useActForm({
    initial: { name: unit.name, sigle: unit.sigle, fromDay: today() as string | null, act: "" },
    required: ["fromDay"],
    send: (values, key) => post(`/units/${unit.id}/names`, values, { key }),
    done: t("people.unit_changed"),
    onClose,
  });
  return (
    <FormDialog
      form={form}
      title={t("people.rename_unit")}
      verb={t("people.rename_unit_verb")}
      lead={t("people.rename_unit_text")}
      onClose={onClose}
    >
      <NameFields form={form} name="name" label={t("people.name")} />
      <TextField
        label={t("people.sigle")}
        kind="reference"
        width="short"
        maxLength={20}
        optional
        {...form.field("sigle")}
      />
      <DateField label={t("people.from_day")} {...form.field("fromDay")} />
      <ActNumberField optional {...form.field("act")} />
    </FormDialog>
  );
}

function MoveDialog({ unit, onClose }: Props) {
  const t = useT();
  const form = useActForm({
    initial: { parent: null as string | null, fromDay: today() as string | null, act: "" },
    required: ["parent", "fromDay"],
    send: (values, key) => post(`/units/${unit.id}/places`, values, { key }),
    done: t("people.unit_changed"),
    onClose,
  });
  return (
    <FormDialog
      form={form}
      title={t("people.move_unit")}
      verb={t("people.move_unit_verb")}
      lead={t("people.move_unit_text")}
      onClose={onClose}
    >
      <UnitField label={t("people.new_parent")} except={[unit.id]} {...form.field("parent")} />
      <DateField label={t("people.from_day")} {...form.field("fromDay")} />
      <ActNumberField optional {...form.field("act")} />
    </FormDialog>
  );
}

function PresenceDialog({ unit, onClose }: Props) {
  const t = useT();
  const form = useActForm({
    initial: { minimum: unit.minimumPresence },
    send: (values) => put(`/units/${unit.id}/presence`, values),
    done: t("people.unit_changed"),
    onClose,
  });
  return (
    <FormDialog
      form={form}
      title={t("people.set_presence")}
      verb={t("people.save")}
      lead={t("people.presence_text")}
      size="small"
      onClose={onClose}
    >
      <NumberField label={t("people.minimum_presence")} min={0} max={1000} optional {...form.field("minimum")} />
    </FormDialog>
  );
}

function MergeDialog({ unit, onClose }: Props) {
  const t = useT();
  const form = useActForm({
    initial: { into: null as string | null, day: today() as string | null, act: "" },
    required: ["into", "day", "act"],
    send: (values, key) => post(`/units/${unit.id}/merger`, values, { key }),
    done: t("people.unit_merged"),
    onClose,
  });
  return (
    <FormDialog
      form={form}
      title={t("people.merge_unit")}
      verb={t("people.merge_unit_verb")}
      tone="danger"
      lead={t("people.merge_unit_text")}
      onClose={onClose}
    >
      <UnitField label={t("people.merge_into")} except={[unit.id]} {...form.field("into")} />
      <DateField label={t("people.from_day")} {...form.field("day")} />
      <ActNumberField {...form.field("act")} />
    </FormDialog>
  );
}

function CloseDialog({ unit, onClose }: Props) {
  const t = useT();
  const form = useActForm({
    initial: { day: today() as string | null },
    required: ["day"],
    send: (values, key) => post(`/units/${unit.id}/closure`, values, { key }),
    done: t("people.unit_closed_done"),
    onClose,
  });
  return (
    <FormDialog
      form={form}
      title={t("people.close_unit")}
      verb={t("people.close_unit_verb")}
      tone="danger"
      lead={t("people.close_unit_text")}
      size="small"
      onClose={onClose}
    >
      <DateField label={t("people.from_day")} {...form.field("day")} />
    </FormDialog>
  );
}
