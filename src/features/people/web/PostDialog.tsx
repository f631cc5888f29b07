import type { LocalizedName } from "#platform/wire/localized-name.ts";
import { today } from "#web/formats.ts";
import { post, put } from "#web/http.ts";
import { useT } from "#web/messages.tsx";
import { Checkbox } from "#web/ui/Choices.tsx";
import { DateField } from "#web/ui/DateField.tsx";
import { FormDialog } from "#web/ui/FormDialog.tsx";
import { Select } from "#web/ui/Select.tsx";
import type { PostRecord, Rank } from "../schema.ts";
import { useActForm } from "./act-form.ts";
import { NameFields, NO_NAME } from "./NameFields.tsx";

const RANKS = ["director", "deputy", "head_of_division", "head_of_service", "officer"] as const;

type Values = {
  rank: Rank | "";
  head: boolean;
  title: LocalizedName;
  titleF: LocalizedName;
  openedOn: string | null;
};

/** Opens a post in a unit, or changes its title; women's titles are entered, for both languages have them. */
export function PostDialog({ unit, post: old, onClose }: { unit: string; post?: PostRecord; onClose: () => void }) {
  const t = useT();
  const form = useActForm<Values>({
    initial: old
      ? { rank: old.rank, head: old.head, title: old.titleM, titleF: old.titleF, openedOn: today() }
      : { rank: "", head: false, title: NO_NAME, titleF: NO_NAME, openedOn: today() },
    required: ["rank", "openedOn"],
    send: ({ openedOn, ...values }, key) =>
      old
        ? put(`/posts/${old.id}`, { ...values, version: old.version })
        : post("/posts", { ...values, unit, openedOn }, { key }),
    done: t(old ? "people.post_changed" : "people.post_created"),
    onClose,
  });
  return (
    <FormDialog
      form={form}
      title={t(old ? "people.change_post" : "people.new_post")}
      verb={t(old ? "people.save" : "people.new_post_verb")}
      size="large"
      onClose={onClose}
    >
      <Select
        label={t("people.rank")}
        width="medium"
        options={RANKS.map((rank) => ({ value: rank, label: t(`people.rank_${rank}`) }))}
        {...form.field("rank")}
      />
      <NameFields form={form} name="title" label={t("people.title_m")} />
      <NameFields form={form} name="titleF" label={t("people.title_f")} />
      <Checkbox label={t("people.heads_unit")} {...form.field("head")} />
      {!old && <DateField label={t("people.from_day")} {...form.field("openedOn")} />}
    </FormDialog>
  );
}
