import { today } from "#web/formats.ts";
import { post } from "#web/http.ts";
import { useFormats, useT } from "#web/messages.tsx";
import { usePerson } from "#web/session.tsx";
import { DateField } from "#web/ui/DateField.tsx";
import { FormDialog } from "#web/ui/FormDialog.tsx";
import type { PostRecord } from "../schema.ts";
import { useActForm } from "./act-form.ts";
import PersonField, { type ChosenPerson } from "./PersonField.tsx";

/** Names the secretariat of a post: it sees and prepares, and decides nothing. */
export function AssistantDialog({ post: onPost, onClose }: { post: PostRecord; onClose: () => void }) {
  const t = useT();
  const formats = useFormats();
  const me = usePerson();
  const form = useActForm({
    initial: { person: null as ChosenPerson | null, fromDay: today() as string | null },
    required: ["person", "fromDay"],
    send: ({ person, fromDay }, key) =>
      post(`/posts/${onPost.id}/assistants`, { person: person!.id, fromDay }, { key }),
    done: t("people.assistant_done"),
    onClose,
  });
  return (
    <FormDialog
      form={form}
      title={t("people.appoint_assistant")}
      verb={t("people.assistant_verb")}
      lead={t("people.assistant_text", { post: formats.name(onPost.title) })}
      onClose={onClose}
    >
      <PersonField label={t("people.person")} except={[me.id]} {...form.field("person")} />
      <DateField label={t("people.from_day")} {...form.field("fromDay")} />
    </FormDialog>
  );
}
