import { useQueryClient } from "@tanstack/react-query";
import { useForm } from "#web/form.ts";
import { today } from "#web/formats.ts";
import { post } from "#web/http.ts";
import { useT } from "#web/messages.tsx";
import { useStepUp } from "#web/step-up.tsx";
import { FormDialog } from "#web/ui/FormDialog.tsx";
import { NumberField, TextField } from "#web/ui/TextField.tsx";
import { toast } from "#web/ui/toast.tsx";

type CorrectionDialogProps = { person: string; name: string; onClose: () => void };
type Values = { year: number | null; days: number | null; reason: string };

/** A line added by the HR office: days given back or taken, with the reason, for good. */
export function CorrectionDialog({ person, name, onClose }: CorrectionDialogProps) {
  const t = useT();
  const queries = useQueryClient();
  const withStepUp = useStepUp();
  const form = useForm<Values>({
    initial: { year: Number(today().slice(0, 4)), days: null, reason: "" },
    check: ({ year, days, reason }) => [
      ...(year ? [] : [{ path: "year", title: t("leave.correction.year_missing") }]),
      ...(days ? [] : [{ path: "days", title: t("leave.zero_days") }]),
      ...(reason.trim().length >= 3 ? [] : [{ path: "reason", title: t("leave.correction.reason_missing") }]),
    ],
    send: (values, { key }) =>
      withStepUp(() => post("/leave/corrections", { person, ...values, reason: values.reason.trim() }, { key })),
    onDone: () => {
      void queries.invalidateQueries({ queryKey: ["leave"] });
      toast(t("leave.correction.done"));
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      title={t("leave.correction.title", { person: name })}
      verb={t("leave.correction.verb")}
      lead={t("leave.correction.text")}
      onClose={onClose}
    >
      <NumberField label={t("leave.year_of_right")} min={2000} max={2100} {...form.field("year")} />
      <NumberField
        label={t("leave.correction.days")}
        hint={t("leave.correction.days_hint")}
        min={-60}
        max={60}
        {...form.field("days")}
      />
      <TextField label={t("leave.correction.reason")} lines={2} maxLength={300} {...form.field("reason")} />
    </FormDialog>
  );
}
