import { useT } from "#web/messages.tsx";
import { useRouteSearch, useSetSearch } from "#web/navigation.tsx";
import { Page } from "#web/ui/Page.tsx";
import { Tabs } from "#web/ui/Tabs.tsx";
import { AttemptList } from "./AttemptList.tsx";
import { DestinationList } from "./DestinationList.tsx";

const TABS = ["open", "attempts"] as const;

/** Where Diwan may go outside the building (nowhere, until a named person says otherwise), and every attempt to go. */
export default function OutboundPage() {
  const t = useT();
  const { tab = "open" } = useRouteSearch<{ tab?: (typeof TABS)[number] }>();
  const setSearch = useSetSearch();
  return (
    <Page title={t("administration.outbound")} lead={t("administration.outbound_hint")}>
      <Tabs
        label={t("administration.outbound")}
        value={tab}
        onChange={(next) => setSearch({ tab: next === "open" ? undefined : next, show: undefined })}
        tabs={[
          { value: "open", label: t("administration.tab_destinations"), content: <DestinationList /> },
          { value: "attempts", label: t("administration.tab_attempts"), content: <AttemptList /> },
        ]}
      />
    </Page>
  );
}
