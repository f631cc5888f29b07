import { useT } from "#web/messages.tsx";
import { useRouteSearch, useSetSearch } from "#web/navigation.tsx";
import { Page } from "#web/ui/Page.tsx";
import { Tabs } from "#web/ui/Tabs.tsx";
import { AuditLog } from "./AuditLog.tsx";
import { AuditRuns } from "./AuditRuns.tsx";

const TABS = ["log", "runs"] as const;

/** What happened in the house, and the proof that nothing of it was changed. */
export default function AuditPage() {
  const t = useT();
  const { tab = "log" } = useRouteSearch<{ tab?: (typeof TABS)[number] }>();
  const setSearch = useSetSearch();
  return (
    <Page title={t("administration.audit")} lead={t("administration.audit_hint")}>
      <Tabs
        label={t("administration.audit")}
        value={tab}
        onChange={(next) => setSearch({ tab: next === "log" ? undefined : next })}
        tabs={[
          { value: "log", label: t("administration.tab_log"), content: <AuditLog /> },
          { value: "runs", label: t("administration.tab_runs"), content: <AuditRuns /> },
        ]}
      />
    </Page>
  );
}
