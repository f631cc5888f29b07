import { today } from "#web/formats.ts";
import { useT } from "#web/messages.tsx";
import { useRouteSearch, useSetSearch } from "#web/navigation.tsx";
import { Page } from "#web/ui/Page.tsx";
import { Tabs } from "#web/ui/Tabs.tsx";
import { HijriTab } from "./HijriTab.tsx";
import { HolidaysTab } from "./HolidaysTab.tsx";
import { YearSwitch } from "./YearSwitch.tsx";

type Shown = { face?: "hijri"; year?: string; hijri?: string };

/** The holidays of a year, and when the Hijri months begin: everybody reads, the office enters what is announced. */
export default function CalendarPage() {
  const t = useT();
  const search = useRouteSearch<Shown>();
  const setSearch = useSetSearch();
  const year = Number(search.year) || Number(today().slice(0, 4));
  const hijri = Number(search.hijri) || undefined;
  return (
    <Page title={t("calendar.title")} lead={t("calendar.lead")}>
      <Tabs
        label={t("calendar.title")}
        value={search.face ?? "holidays"}
        onChange={(face) => setSearch({ face: face === "hijri" ? face : undefined })}
        tabs={[
          {
            value: "holidays",
            label: t("calendar.holidays"),
            content: (
              <>
                <YearSwitch year={year} onChange={(next) => setSearch({ year: String(next) })} />
                <HolidaysTab year={year} />
              </>
            ),
          },
          {
            value: "hijri",
            label: t("calendar.hijri"),
            content: <HijriTab year={hijri} onYear={(next) => setSearch({ hijri: String(next) })} />,
          },
        ]}
      />
    </Page>
  );
}
