import { useState } from "react";
import { today } from "#web/formats.ts";
import { post } from "#web/http.ts";
import { useFormats, useT } from "#web/messages.tsx";
import { usePerson } from "#web/session.tsx";
import { RadioGroup } from "#web/ui/Choices.tsx";
import { DateField } from "#web/ui/DateField.tsx";
import { FormDialog } from "#web/ui/FormDialog.tsx";
import { Select } from "#web/ui/Select.tsx";
import type { PersonRecord, PostRecord } from "../schema.ts";
import { ActNumberField } from "./ActNumberField.tsx";
import { useActForm } from "./act-form.ts";
import { dayAfter } from "./acts.ts";
import PersonField, { type ChosenPerson } from "./PersonField.tsx";
import { useUnitRecord } from "./queries.ts";
import { UnitField } from "./UnitField.tsx";

type Kind = "holder" | "interim";
type AppointDialogProps = {
  /** Known when one comes from the post's unit, or from the person's page. */
  post?: PostRecord;
  person?: PersonRecord;
  kind?: Kind;
  onClose: () => void;
};

/** Puts a person on a post: as its holder, or ad interim by a numbered act with a last day. */
export function AppointDialog({ post: onPost, person: who, kind: proposed = "holder", onClose }: AppointDialogProps) {
  const t = useT();
  const formats = useFormats();
  const me = usePerson();
  const form = useActForm({
    initial: {
      kind: proposed as Kind,
      post: onPost?.id ?? (null as string | null),
      person: (who ? { id: who.id, name: formats.name(who.name) } : null) as ChosenPerson | null,
      fromDay: today() as string | null,
      lastDay: null as string | null,
      actNumber: "",
      actDay: null as string | null,
    },
    required: ({ kind }) => [
      ...(["post", "person", "fromDay"] as const),
      ...(kind === "interim" ? (["lastDay", "actNumber"] as const) : []),
    ],
    send: ({ lastDay, person, ...values }, key) =>
      post("/holdings", { ...values, person: person!.id, untilDay: lastDay ? dayAfter(lastDay) : null }, { key }),
    done: t("people.appointed"),
    onClose,
  });
  const isInterim = form.values.kind === "interim";
  return (
    <FormDialog
      form={form}
      title={t("people.appoint")}
      verb={t(isInterim ? "people.appoint_interim_verb" : "people.appoint_verb")}
      lead={onPost && <strong>{formats.name(onPost.title)}</strong>}
      onClose={onClose}
    >
      {!onPost && <PostChoice binding={form.field("post")} />}
      {!who && <PersonField label={t("people.person")} except={[me.id]} {...form.field("person")} />}
      <RadioGroup
        label={t("people.capacity")}
        row
        options={[
          { value: "holder", label: t("people.as_holder") },
          { value: "interim", label: t("people.interim") },
        ]}
        {...form.field("kind")}
      />
      <DateField label={t("people.from_day")} {...form.field("fromDay")} />
      <DateField
        label={t("people.last_day")}
        hint={isInterim ? t("people.ends_by_itself") : undefined}
        optional={!isInterim}
        {...form.field("lastDay")}
        error={form.faults.find(({ path }) => path === "untilDay" || path === "lastDay")?.title}
      />
      <ActNumberField optional={!isInterim} {...form.field("actNumber")} />
      <DateField label={t("people.act_day")} optional {...form.field("actDay")} />
    </FormDialog>
  );
}

type PostBinding = {
  name: string;
  value: string | null;
  onChange: (post: string | null) => void;
  error: string | undefined;
};

/** The post, by its unit; who sits there now is said, so that the right one is taken. */
function PostChoice({ binding }: { binding: PostBinding }) {
  const t = useT();
  const formats = useFormats();
  const [unit, setUnit] = useState<string | null>(null);
  const { data } = useUnitRecord(unit);
  const sitting = (post: PostRecord): string => {
    const now = post.holdings.find((holding) => holding.state === "in_force");
    return now ? formats.name(now.person.name) : t("people.vacant");
  };
  return (
    <>
      <UnitField
        label={t("people.unit")}
        value={unit}
        onChange={(id) => {
          setUnit(id);
          binding.onChange(null);
        }}
      />
      <Select
        label={t("people.post")}
        {...binding}
        disabled={!data}
        options={(data?.posts ?? []).map((post) => ({
          value: post.id,
          label: t("people.post_option", { title: formats.name(post.title), who: sitting(post) }),
        }))}
      />
    </>
  );
}
