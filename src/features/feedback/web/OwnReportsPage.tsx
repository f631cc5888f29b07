import { useT } from "#web/messages.tsx";
import { Page } from "#web/ui/Page.tsx";
import { ReportList } from "./ReportList.tsx";

/** What one has reported, and what was answered. */
export default function OwnReportsPage() {
  const t = useT();
  return (
    <Page title={t("feedback.mine")} lead={t("feedback.mine_lead")}>
      <ReportList mine />
    </Page>
  );
}
