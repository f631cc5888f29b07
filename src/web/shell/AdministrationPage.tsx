import { administrationPages } from "../feature.ts";
import { useT } from "../messages.tsx";
import { useSlot } from "../slots.ts";
import { Page } from "../ui/Page.tsx";
import { SubPages } from "./SubPages.tsx";

/** The doors of the administration; each feature brings its own. */
export default function AdministrationPage() {
  const t = useT();
  return (
    <Page title={t("web.nav.administration")} lead={t("web.administration.lead")}>
      <SubPages home="/administration" pages={useSlot(administrationPages)} />
    </Page>
  );
}
