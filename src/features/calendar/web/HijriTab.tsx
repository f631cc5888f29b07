import { useState } from "react";
import { HIJRI_MONTHS } from "#platform/i18n/hijri-names.ts";
import { useFormats, useT } from "#web/messages.tsx";
import { Button } from "#web/ui/Button.tsx";
import { RadioGroup } from "#web/ui/Choices.tsx";
import { FormDialog } from "#web/ui/FormDialog.tsx";
import { Loaded } from "#web/ui/Skeleton.tsx";
import { Table } from "#web/ui/Table.tsx";
import { Tag } from "#web/ui/Tag.tsx";
import { TextField } from "#web/ui/TextField.tsx";
import { UserText } from "#web/ui/values.tsx";
import type { HijriMonthView } from "../schema.ts";
import css from "./CalendarPage.module.css";
import { useEntryForm } from "./entry-form.ts";
import { ForeseenNote } from "./ForeseenNote.tsx";
import { useHijriYear } from "./queries.ts";
import { YearSwitch } from "./YearSwitch.tsx";

const TONES = { official: "success", computed: "info", indicative: "warn" } as const;

/** The months of a Hijri year: when each begins, how sure that is, and the announced beginning entered. */
export function HijriTab({ year, onYear }: { year: number | undefined; onYear: (year: number) => void }) {
  const t = useT();
  const formats = useFormats();
  const [open, setOpen] = useState<HijriMonthView | null>(null);
  return (
    <Loaded query={useHijriYear(year)}>
      {({ year: shown, items, abilities }) => (
        <>
          <YearSwitch year={shown} isHijri onChange={onYear} />
          <p className={css.lead}>{t("calendar.hijri_lead")}</p>
          <Table
            caption={t("calendar.hijri")}
            rows={items}
            rowKey={(month) => String(month.month)}
            columns={[
              {
                key: "month",
                header: t("calendar.month"),
                isHeader: true,
                cell: (month) => (
                  <>
                    <bdi>{HIJRI_MONTHS[formats.locale][month.month - 1]}</bdi>
                    {month.source && (
                      <span className={css.note}>
                        <UserText>{month.source}</UserText>
                      </span>
                    )}
                  </>
                ),
              },
              { key: "begins", header: t("calendar.begins"), cell: (month) => formats.date(month.begins, "full") },
              {
                key: "length",
                header: t("calendar.month_length"),
                secondary: true,
                cell: (month) => t("calendar.day_count", { count: month.length }),
              },
              {
                key: "certainty",
                header: t("calendar.state"),
                cell: ({ certainty }) => <Tag tone={TONES[certainty]}>{t(`calendar.${certainty}`)}</Tag>,
              },
              ...(abilities.change
                ? [
                    {
                      key: "acts",
                      header: <span className="visually-hidden">{t("calendar.acts")}</span>,
                      align: "end" as const,
                      cell: (month: HijriMonthView) => (
                        <Button size="small" tone="quiet" onClick={() => setOpen(month)}>
                          {t("calendar.enter_beginning")}
                        </Button>
                      ),
                    },
                  ]
                : []),
            ]}
          />
          {open && <MonthDialog month={open} onClose={() => setOpen(null)} />}
        </>
      )}
    </Loaded>
  );
}

type Values = { days: "0" | "1"; source: string };

/** The announced first day of a month: one of the two on which the moon can be seen. */
function MonthDialog({ month, onClose }: { month: HijriMonthView; onClose: () => void }) {
  const t = useT();
  const formats = useFormats();
  const entryOf = ({ days, source }: Values) => ({ year: month.year, month: month.month, days: Number(days), source });
  const form = useEntryForm<Values>({
    path: "/calendar/hijri",
    initial: { days: month.begins === month.choices[0] ? "0" : "1", source: month.source },
    required: ["source"],
    entryOf,
    onClose,
  });
  const { value, error, name } = form.field("days");
  return (
    <FormDialog
      form={form}
      title={t("calendar.beginning_of", {
        month: HIJRI_MONTHS[formats.locale][month.month - 1] ?? "",
        year: String(month.year),
      })}
      verb={t("calendar.enter_beginning_verb")}
      onClose={onClose}
    >
      <RadioGroup
        label={t("calendar.first_day")}
        name={name}
        value={value}
        error={error}
        onChange={(days) => form.set({ days })}
        options={month.choices.map((day, index) => ({
          value: index === 0 ? ("0" as const) : ("1" as const),
          label: formats.date(day, "full"),
        }))}
      />
      <TextField
        label={t("calendar.source")}
        hint={t("calendar.source_hint")}
        maxLength={200}
        {...form.field("source")}
      />
      <ForeseenNote path="/calendar/hijri/preview" entry={entryOf({ days: value, source: "—" })} />
    </FormDialog>
  );
}
