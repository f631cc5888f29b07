import { today } from "#web/formats.ts";
import { post } from "#web/http.ts";
import { useFormats, useT } from "#web/messages.tsx";
import { usePerson } from "#web/session.tsx";
import { useSlot } from "#web/slots.ts";
import { CheckboxGroup } from "#web/ui/Choices.tsx";
import { DateField } from "#web/ui/DateField.tsx";
import { FormDialog } from "#web/ui/FormDialog.tsx";
import type { PostRecord } from "../schema.ts";
import { ActNumberField } from "./ActNumberField.tsx";
import { useActForm } from "./act-form.ts";
import { dayAfter } from "./acts.ts";
import { delegationScopes } from "./api.tsx";
import PersonField, { type ChosenPerson } from "./PersonField.tsx";

/** Records a delegation of signature: to whom, for which decisions, by which act, until when. */
export function DelegateDialog({ post: onPost, onClose }: { post: PostRecord; onClose: () => void }) {
  const t = useT();
  const formats = useFormats();
  const me = usePerson();
  const known = useSlot(delegationScopes);
  const form = useActForm({
    initial: {
      person: null as ChosenPerson | null,
      scopes: known.length === 1 ? known.map((one) => one.scope) : ([] as string[]),
      fromDay: today() as string | null,
      lastDay: null as string | null,
      actNumber: "",
      actDay: null as string | null,
    },
    required: ["person", "scopes", "fromDay", "lastDay", "actNumber", "actDay"],
    send: ({ lastDay, person, ...values }, key) =>
      post("/delegations", { ...values, post: onPost.id, person: person!.id, untilDay: dayAfter(lastDay!) }, { key }),
    done: t("people.delegated_done"),
    onClose,
  });
  const holders = onPost.holdings.filter((holding) => holding.state === "in_force").map((holding) => holding.person.id);
  return (
    <FormDialog
      form={form}
      title={t("people.delegate")}
      verb={t("people.delegate_verb")}
      lead={t("people.delegate_text", { post: formats.name(onPost.title) })}
      onClose={onClose}
    >
      <PersonField label={t("people.delegate_to")} except={[...holders, me.id]} {...form.field("person")} />
      <CheckboxGroup
        label={t("people.scopes")}
        options={known.map((one) => ({ value: one.scope, label: t.of(one.label) }))}
        {...form.field("scopes")}
      />
      <DateField label={t("people.from_day")} {...form.field("fromDay")} />
      <DateField
        label={t("people.last_day")}
        hint={t("people.ends_by_itself")}
        {...form.field("lastDay")}
        error={form.faults.find(({ path }) => path === "untilDay" || path === "lastDay")?.title}
      />
      <ActNumberField {...form.field("actNumber")} />
      <DateField label={t("people.act_day")} {...form.field("actDay")} />
    </FormDialog>
  );
}
