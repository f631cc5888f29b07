import { useState } from "react";
import { today } from "#web/formats.ts";
import { post } from "#web/http.ts";
import { useT } from "#web/messages.tsx";
import { Button } from "#web/ui/Button.tsx";
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

/** A delegation is withdrawn at once; the others have a last day. An act that had a term says why it ends early. */
function EndDialog({ act, onClose }: { act: Act; onClose: () => void }) {
  const t = useT();
  const { kind, id, fromDay } = act;
  const needsReason = kind === "interim" || kind === "delegation";
  const form = useActForm({
    initial: { lastDay: [today(), fromDay].sort()[1] as string | null, reason: "" },
    required: needsReason ? ["lastDay", "reason"] : ["lastDay"],
    send: ({ lastDay, reason }, key) =>
      kind === "delegation"
        ? post(`/delegations/${id}/withdrawal`, { reason }, { key })
        : post(`${PATHS[kind]}/${id}/end`, { day: dayAfter(lastDay!), reason }, { key }),
    done: t("people.ended"),
    onClose,
  });
  return (
    <FormDialog
      form={form}
      title={t(`people.end_${kind}`)}
      verb={t(`people.end_${kind}`)}
      tone="danger"
      lead={t(`people.end_${kind}_text`)}
      onClose={onClose}
    >
      {kind !== "delegation" && (
        <DateField
          label={t("people.last_day")}
          {...form.field("lastDay")}
          error={form.faults.find(({ path }) => path === "day" || path === "lastDay")?.title}
        />
      )}
      <TextField label={t("web.reason")} lines={2} maxLength={500} optional={!needsReason} {...form.field("reason")} />
    </FormDialog>
  );
}
