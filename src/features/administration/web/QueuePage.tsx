import { useT } from "#web/messages.tsx";
import { useRouteSearch, useSetSearch } from "#web/navigation.tsx";
import { Page } from "#web/ui/Page.tsx";
import { Tabs } from "#web/ui/Tabs.tsx";
import { JobList } from "./JobList.tsx";
import { ParkedList } from "./ParkedList.tsx";

const TABS = ["jobs", "parked"] as const;

/** What could not be done: jobs that failed, events that a subscriber could not handle; tried again or given up. */
export default function QueuePage() {
  const t = useT();
  const { tab = "jobs" } = useRouteSearch<{ tab?: (typeof TABS)[number] }>();
  const setSearch = useSetSearch();
  return (
    <Page title={t("administration.queue")} lead={t("administration.queue_hint")}>
      <Tabs
        label={t("administration.queue")}
        value={tab}
        onChange={(next) => setSearch({ tab: next === "jobs" ? undefined : next, state: undefined })}
        tabs={[
          { value: "jobs", label: t("administration.tab_jobs"), content: <JobList /> },
          { value: "parked", label: t("administration.tab_parked"), content: <ParkedList /> },
        ]}
      />
    </Page>
  );
}
