import type { LocalizedName } from "#platform/wire/localized-name.ts";
import { useFormats, useT } from "#web/messages.tsx";
import { DateField } from "#web/ui/DateField.tsx";
import { FormDialog } from "#web/ui/FormDialog.tsx";
import { NumberField, TextField } from "#web/ui/TextField.tsx";
import type { HolidayView } from "../schema.ts";
import { useEntryForm } from "./entry-form.ts";
import { ForeseenNote } from "./ForeseenNote.tsx";

const PREVIEW = "/calendar/overrides/preview" as const;
type Props = { holiday: HolidayView; onClose: () => void };

/** Enters the announced day of a holiday: where it was expected, or elsewhere. */
export function ConfirmHolidayDialog({ holiday, onClose }: Props) {
  const t = useT();
  const formats = useFormats();
  type Values = { day: string | null; days: number | null; source: string };
  const entryOf = (values: Values) => ({ kind: "confirmed", key: holiday.key, ...values });
  const form = useEntryForm<Values>({
    path: "/calendar/overrides",
    initial: { day: holiday.date, days: holiday.days, source: "" },
    required: ["day"],
    entryOf,
    onClose,
  });
  return (
    <FormDialog
      form={form}
      title={formats.name(holiday.name)}
      verb={t(form.values.day === holiday.date ? "calendar.confirm_verb" : "calendar.move_verb")}
      lead={t("calendar.confirm_text")}
      onClose={onClose}
    >
      <DateField label={t("calendar.first_day")} {...form.field("day")} />
      <NumberField label={t("calendar.length")} min={1} max={10} {...form.field("days")} />
      <Source {...form.field("source")} />
      <ForeseenNote path={PREVIEW} entry={form.values.day ? entryOf({ ...form.values, source: "" }) : null} />
    </FormDialog>
  );
}

/** A holiday that does not take place this year. */
export function CancelDialog({ holiday, onClose }: Props) {
  const t = useT();
  const formats = useFormats();
  const entryOf = ({ source }: { source: string }) => ({
    kind: "cancelled",
    key: holiday.key,
    day: holiday.date,
    source,
  });
  const form = useEntryForm({
    path: "/calendar/overrides",
    initial: { source: "" },
    required: ["source"],
    entryOf,
    onClose,
  });
  return (
    <FormDialog
      form={form}
      title={t("calendar.cancel_of", { holiday: formats.name(holiday.name) })}
      verb={t("calendar.cancel_verb")}
      tone="danger"
      lead={t("calendar.cancel_text")}
      onClose={onClose}
    >
      <Source {...form.field("source")} />
      <ForeseenNote path={PREVIEW} entry={entryOf({ source: "" })} />
    </FormDialog>
  );
}

type Exceptional = { nameAr: string; nameFr: string; day: string | null; days: number | null; source: string };

/** A day off granted by communiqué. */
export function ExceptionalDialog({ year, onClose }: { year: number; onClose: () => void }) {
  const t = useT();
  const entryOf = ({ nameAr, nameFr, day, days, source }: Exceptional) => ({
    kind: "exceptional",
    name: { ar: nameAr, fr: nameFr } satisfies LocalizedName,
    day,
    days: days ?? 1,
    source,
  });
  const form = useEntryForm<Exceptional>({
    path: "/calendar/overrides",
    initial: { nameAr: "", nameFr: "", day: null, days: 1, source: "" },
    required: ["nameAr", "nameFr", "day", "source"],
    entryOf,
    onClose,
  });
  const { day } = form.values;
  return (
    <FormDialog
      form={form}
      title={t("calendar.add")}
      verb={t("calendar.add_verb")}
      lead={t("calendar.add_text")}
      onClose={onClose}
    >
      <TextField label={t("calendar.name_ar")} language="ar" maxLength={300} {...form.field("nameAr")} />
      <TextField label={t("calendar.name_fr")} language="fr" maxLength={300} {...form.field("nameFr")} />
      <DateField label={t("calendar.first_day")} min={`${year}-01-01`} {...form.field("day")} />
      <NumberField label={t("calendar.length")} min={1} max={10} {...form.field("days")} />
      <Source {...form.field("source")} />
      <ForeseenNote
        path={PREVIEW}
        entry={day ? entryOf({ ...form.values, nameAr: "—", nameFr: "—", source: "" }) : null}
      />
    </FormDialog>
  );
}

type SourceProps = { name: string; value: string; onChange: (text: string) => void; error: string | undefined };

function Source(props: SourceProps) {
  const t = useT();
  return <TextField label={t("calendar.source")} hint={t("calendar.source_hint")} maxLength={200} {...props} />;
}
