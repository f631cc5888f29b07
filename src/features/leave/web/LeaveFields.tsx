import { type ReactNode, Suspense } from "react";
import { PersonField } from "#features/people/web/api.tsx";
import type { Form } from "#web/form.ts";
import { today } from "#web/formats.ts";
import { useT } from "#web/messages.tsx";
import { usePerson } from "#web/session.tsx";
import { RadioGroup } from "#web/ui/Choices.tsx";
import { DateRangeField } from "#web/ui/DateField.tsx";
import { Skeleton } from "#web/ui/Skeleton.tsx";
import { TextField } from "#web/ui/TextField.tsx";
import { Count } from "./Count.tsx";
import { isWhole, useHolidayMarks, type usePreview } from "./queries.ts";
import type { LeaveValues } from "./values.ts";

export type LeavePartProps = {
  form: Form<LeaveValues>;
  /** The same values, with the replacement's name. */
  values: LeaveValues;
  preview: ReturnType<typeof usePreview>;
  requester: string | null;
};

/** The questions of annual leave, the days first; what stands against the answers is told while one chooses. */
export function LeaveFields({ form, values, preview, requester }: LeavePartProps) {
  const t = useT();
  const me = usePerson().id;
  const marks = useHolidayMarks();
  const found = isWhole(values.period) && !preview.isPlaceholderData ? (preview.data?.problems ?? []) : [];
  const against = (...paths: string[]): string | undefined => found.find((one) => paths.includes(one.path))?.text;
  const period = form.field("period");
  const replacement = form.field("replacement");
  return (
    <>
      <DateRangeField
        label={t("leave.period")}
        hint={t("leave.period_hint")}
        {...period}
        error={period.error ?? against("from", "to")}
        min={today()}
        days={marks}
        months={2}
      />
      <Count preview={preview} period={values.period} marks={marks} />
      <Lazy>
        <PersonField
          label={t("leave.replacement")}
          hint={t("leave.replacement_hint")}
          {...replacement}
          value={values.replacement}
          except={[requester ?? me]}
          error={replacement.error ?? against("replacement")}
          optional
        />
      </Lazy>
      <RadioGroup
        label={t("leave.place")}
        {...form.field("abroad")}
        row
        options={[
          { value: "no", label: t("leave.in_morocco") },
          { value: "yes", label: t("leave.abroad") },
        ]}
      />
      {values.abroad === "yes" && (
        <TextField
          label={t("leave.country")}
          hint={t("leave.country_hint")}
          {...form.field("country")}
          width="medium"
          maxLength={80}
          autoComplete="country-name"
        />
      )}
      <TextField
        label={t("leave.address")}
        hint={t("leave.address_hint")}
        {...form.field("address")}
        maxLength={300}
        optional
      />
      <TextField
        label={t("leave.phone")}
        kind="tel"
        width="medium"
        {...form.field("phone")}
        maxLength={30}
        inputMode="tel"
        autoComplete="tel"
        optional
      />
      <TextField
        label={t("leave.note")}
        hint={t("leave.note_hint")}
        lines={3}
        {...form.field("note")}
        maxLength={1000}
        optional
      />
      <RadioGroup
        label={t("leave.language")}
        {...form.field("language")}
        row
        options={(["ar", "fr", "bilingual"] as const).map((value) => ({
          value,
          label: t(`requests.language.${value}`),
        }))}
      />
    </>
  );
}

const Lazy = ({ children }: { children: ReactNode }) => (
  <Suspense fallback={<Skeleton lines={2} />}>{children}</Suspense>
);
