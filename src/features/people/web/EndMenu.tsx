import { useState } from "react";
import { today } from "#web/formats.ts";
import { post } from "#web/http.ts";
import { useT } from "#web/messages.tsx";
import { Button } from "#web/ui/Button.tsx";
import { RadioGroup } from "#web/ui/Choices.tsx";
import { DateField } from "#web/ui/DateField.tsx";
import { FormDialog } from "#web/ui/FormDialog.tsx";
import { TextField } from "#web/ui/TextField.tsx";
import { useActForm } from "./act-form.ts";
import { dayAfter } from "./acts.ts";

type Act = { kind: "holder" | "interim" | "delegation" | "assistant"; id: string; fromDay: string };

/** Ends an act before its term, or an appointment that had none. */
export function EndMenu({ act }: { act: Act }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" tone="quiet" onClick={() => setOpen(true)}>
        {t(`people.end_${act.kind}`)}
      </Button>
      {open && <EndDialog act={act} onClose={() => setOpen(false)} />}
    </>
  );
}

const PATHS = { holder: "/holdings", interim: "/holdings", assistant: "/assistants" } as const;

type How = "last_day" | "mistake";

/**
 * A delegation is withdrawn at once; the others have a last day, or, while their first is not over, are withdrawn as
 * entered by mistake. An act that had a term, or never held, says why.
 */
function EndDialog({ act, onClose }: { act: Act; onClose: () => void }) {
  const t = useT();
  const { kind, id, fromDay } = act;
  const mayWithdraw = kind !== "delegation" && fromDay >= today();
  const needsReason = kind === "interim" || kind === "delegation";
  const form = useActForm({
    initial: { how: "last_day" as How, lastDay: [today(), fromDay].sort()[1] as string | null, reason: "" },
    required: ({ how }) => (needsReason || how === "mistake" ? ["lastDay", "reason"] : ["lastDay"]),
    send: ({ how, lastDay, reason }, key) => {
      if (kind === "delegation") return post(`/delegations/${id}/withdrawal`, { reason }, { key });
      const day = how === "mistake" ? fromDay : dayAfter(lastDay!);
      return post(`${PATHS[kind]}/${id}/end`, { day, reason }, { key });
    },
    done: t("people.ended"),
    onClose,
  });
  const isMistake = form.values.how === "mistake";
  return (
    <FormDialog
      form={form}
      title={t(`people.end_${kind}`)}
      verb={t(`people.end_${kind}`)}
      tone="danger"
      lead={t(`people.end_${kind}_text`)}
      onClose={onClose}
    >
      {mayWithdraw && (
        <RadioGroup
          label={t("people.end_how")}
          options={[
            { value: "last_day", label: t("people.end_on_last_day") },
            { value: "mistake", label: t("people.end_mistake"), hint: t("people.end_mistake_hint") },
          ]}
          {...form.field("how")}
        />
      )}
      {kind !== "delegation" && !isMistake && (
        <DateField
          label={t("people.last_day")}
          {...form.field("lastDay")}
          error={form.faults.find(({ path }) => path === "day" || path === "lastDay")?.title}
        />
      )}
      <TextField
        label={t("web.reason")}
        lines={2}
        maxLength={500}
        optional={!needsReason && !isMistake}
        {...form.field("reason")}
      />
    </FormDialog>
  );
}
