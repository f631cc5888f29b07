import { useQuery, useQueryClient } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { get } from "#web/http.ts";
import { useFormats, useT } from "#web/messages.tsx";
import { useAbility } from "#web/session.tsx";
import { Button } from "#web/ui/Button.tsx";
import { EmptyState } from "#web/ui/EmptyState.tsx";
import { Page } from "#web/ui/Page.tsx";
import { SearchField } from "#web/ui/SearchField.tsx";
import { Loaded } from "#web/ui/Skeleton.tsx";
import { Table } from "#web/ui/Table.tsx";
import { Tag } from "#web/ui/Tag.tsx";
import { PersonName, Ref } from "#web/ui/values.tsx";
import type { AccountView } from "../schema.ts";
import { AccountActs } from "./AccountActs.tsx";
import { NewAccountDialog } from "./NewAccountDialog.tsx";
import { RuleSection } from "./RuleSection.tsx";

const TONES = { invited: "info", active: "success", locked_by_admin: "danger", closed: "neutral" } as const;

/** The accounts of others: of everyone for the administrator, of his unit's colleagues for a helper. */
export default function AccountsPage() {
  const t = useT();
  const queries = useQueryClient();
  const administrator = useAbility("administrator");
  const [search, setSearch] = useState("");
  const [opening, setOpening] = useState(false);
  const q = useDeferredValue(search.trim());
  const query = useQuery({
    queryKey: ["accounts", "list", q],
    queryFn: () => get<{ items: AccountView[] }>("/accounts", { query: { q } }),
    placeholderData: (before) => before,
  });
  const refresh = async (): Promise<void> => {
    await queries.invalidateQueries({ queryKey: ["accounts", "list"] });
  };
  const open = administrator && (
    <Button tone="primary" icon={UserPlus} onClick={() => setOpening(true)}>
      {t("accounts.open_account")}
    </Button>
  );
  return (
    <Page
      title={t(administrator ? "accounts.accounts" : "accounts.help_colleagues")}
      lead={t(administrator ? "accounts.accounts_hint" : "accounts.help_colleagues_lead")}
      actions={open}
    >
      <SearchField label={t("accounts.find_account")} value={search} onChange={setSearch} />
      <Loaded query={query}>{({ items }) => <AccountTable accounts={items} onChange={refresh} />}</Loaded>
      {administrator && <RuleSection />}
      {opening && <NewAccountDialog onClose={() => setOpening(false)} onDone={refresh} />}
    </Page>
  );
}

function AccountTable({ accounts, onChange }: { accounts: readonly AccountView[]; onChange: () => Promise<void> }) {
  const t = useT();
  const formats = useFormats();
  return (
    <Table
      caption={t("accounts.accounts")}
      rows={accounts}
      rowKey={(account) => account.person}
      empty={<EmptyState title={t("accounts.no_account")}>{t("accounts.no_account_text")}</EmptyState>}
      columns={[
        {
          key: "name",
          header: t("accounts.holder"),
          isHeader: true,
          cell: (account) => <PersonName name={account.name} />,
        },
        { key: "login", header: t("accounts.login"), cell: (account) => <Ref>{account.login}</Ref> },
        {
          key: "state",
          header: t("accounts.state"),
          cell: ({ state }) => <Tag tone={TONES[state]}>{t(`accounts.state_${state}`)}</Tag>,
        },
        {
          key: "seen",
          header: t("accounts.last_sign_in"),
          secondary: true,
          cell: ({ lastSignInAt }) => (lastSignInAt ? formats.dateTime(lastSignInAt) : "—"),
        },
        {
          key: "acts",
          header: <span className="visually-hidden">{t("accounts.acts")}</span>,
          align: "end",
          cell: (account) => <AccountActs account={account} onChange={onChange} />,
        },
      ]}
    />
  );
}
