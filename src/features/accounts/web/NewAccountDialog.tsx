import { useState } from "react";
import type { LocalizedName } from "#platform/wire/localized-name.ts";
import { useForm } from "#web/form.ts";
import { get, post } from "#web/http.ts";
import { sayProblem, useFormats, useT } from "#web/messages.tsx";
import { useStepUp } from "#web/step-up.tsx";
import { Banner } from "#web/ui/Banner.tsx";
import { Button } from "#web/ui/Button.tsx";
import { ComboBox } from "#web/ui/ComboBox.tsx";
import { Dialog } from "#web/ui/Dialog.tsx";
import { TextField } from "#web/ui/TextField.tsx";
import { SheetDialog } from "./SheetDialog.tsx";

type Found = { items: { id: string; name: LocalizedName }[] };
type NewAccountProps = { onClose: () => void; onDone: () => Promise<void> };

/** `Karim El Idrissi` gives `k.elidrissi`; a proposal, to be changed at will. */
function proposed(latinName: string): string {
  const words = latinName
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z0-9 ]/g, "")
    .split(" ")
    .filter(Boolean);
  const [given = "", ...family] = words;
  return family.length > 0 ? `${given.slice(0, 1)}.${family.join("")}` : given;
}

/** Opens an account for a person of the directory; the sheet to print follows. */
export function NewAccountDialog({ onClose, onDone }: NewAccountProps) {
  const t = useT();
  const formats = useFormats();
  const withStepUp = useStepUp();
  const [made, setMade] = useState<string | null>(null);
  const [names, setNames] = useState<ReadonlyMap<string, LocalizedName>>(new Map());
  const form = useForm({
    initial: { person: null as string | null, login: "" },
    check: ({ person, login }) => [
      ...(person ? [] : [{ path: "person", title: t("accounts.person_missing") }]),
      ...(login.trim() ? [] : [{ path: "login", title: t("accounts.login_missing") }]),
    ],
    send: (values, { key }) => withStepUp(() => post("/accounts", values, { key })),
    onDone: (_, { person }) => {
      setMade(person);
      void onDone();
    },
  });
  const search = async (text: string, signal: AbortSignal) => {
    const { items } = await get<Found>("/people", { query: { q: text, limit: 20 }, signal });
    setNames((before) => new Map([...before, ...items.map(({ id, name }) => [id, name] as const)]));
    return items.map(({ id, name }) => ({ value: id, label: formats.name(name) }));
  };
  const choose = (person: string | null): void => {
    const name = person ? names.get(person) : undefined;
    form.set({ person, ...(name && { login: proposed(name.fr) }) });
  };
  if (made) return <SheetDialog person={made} onClose={onClose} />;
  const { value, error, name } = form.field("person");
  return (
    <Dialog
      title={t("accounts.open_account")}
      onClose={onClose}
      onSubmit={() => void form.submit()}
      actions={
        <Button type="submit" tone="primary" busy={form.busy}>
          {t("accounts.open_account")}
        </Button>
      }
    >
      {form.problem ? <Banner tone="danger">{sayProblem(t, form.problem)}</Banner> : null}
      <ComboBox
        label={t("accounts.holder")}
        name={name}
        error={error}
        value={value}
        onChange={choose}
        search={search}
      />
      <TextField
        {...form.field("login")}
        kind="reference"
        label={t("accounts.login")}
        hint={t("accounts.login_hint")}
        width="medium"
        autoComplete="off"
      />
    </Dialog>
  );
}
