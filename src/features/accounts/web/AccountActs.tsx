import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { post, put } from "#web/http.ts";
import { useFormats, useT } from "#web/messages.tsx";
import { useStepUp } from "#web/step-up.tsx";
import { ConfirmDialog } from "#web/ui/ConfirmDialog.tsx";
import { Menu, type MenuItem } from "#web/ui/Menu.tsx";
import type { AccountView } from "../schema.ts";
import { SheetDialog } from "./SheetDialog.tsx";

type Act = "activate" | "reset" | "lock" | "unlock";
type ActsProps = { account: AccountView; onChange: () => Promise<void> };

/** What may be done to an account; each act asks once, and again who is there. */
export function AccountActs({ account, onChange }: ActsProps) {
  const t = useT();
  const formats = useFormats();
  const [open, setOpen] = useState<Act | "sheet" | null>(null);
  const { abilities, activation, state } = account;
  const usable = state === "invited" || state === "active";
  const item = (id: Act | "sheet", when: boolean, label: string, tone: MenuItem["tone"] = "plain"): MenuItem[] =>
    when ? [{ id, label, tone, run: () => setOpen(id) }] : [];
  const items = [
    ...item("sheet", abilities.activate && activation !== null, t("accounts.print_sheet")),
    ...item("activate", abilities.activate && usable, t("accounts.new_sheet")),
    ...item("reset", abilities.resetFactors && state === "active", t("accounts.reset_factors"), "danger"),
    ...item("lock", abilities.lock && usable, t("accounts.lock"), "danger"),
    ...item("unlock", abilities.lock && state === "locked_by_admin", t("accounts.unlock")),
  ];
  if (items.length === 0) return null;
  return (
    <>
      <Menu label={t("accounts.acts_on", { name: formats.name(account.name) })} icon={Ellipsis} items={items} />
      {open === "sheet" && <SheetDialog person={account.person} onClose={() => setOpen(null)} />}
      {open && open !== "sheet" && (
        <ActDialog
          act={open}
          account={account}
          onChange={onChange}
          onClose={(printed) => setOpen(printed ? "sheet" : null)}
        />
      )}
    </>
  );
}

function ActDialog({ act, account, onChange, onClose }: ActsProps & { act: Act; onClose: (printed: boolean) => void }) {
  const t = useT();
  const formats = useFormats();
  const withStepUp = useStepUp();
  const [done, setDone] = useState(false);
  const issues = act === "activate" || act === "reset";
  const url = `/accounts/people/${account.person}`;
  const run = async (): Promise<void> => {
    if (issues) await withStepUp(() => post(`${url}/activation`, { resetFactors: act === "reset" }));
    else await withStepUp(() => put(`${url}/state`, { state: act === "lock" ? "locked_by_admin" : "active" }));
    await onChange();
    setDone(true);
  };
  if (done && issues) return <SheetDialog person={account.person} onClose={() => onClose(false)} />;
  return (
    <ConfirmDialog
      title={t(`accounts.${act}_question`, { name: formats.name(account.name) })}
      verb={t(`accounts.${act}_verb`)}
      tone={act === "lock" || act === "reset" ? "danger" : "primary"}
      onConfirm={run}
      onClose={() => onClose(false)}
    >
      <p>{t(`accounts.${act}_text`)}</p>
    </ConfirmDialog>
  );
}
