import { useT } from "#web/messages.tsx";
import { Page } from "#web/ui/Page.tsx";
import { ReportList } from "./ReportList.tsx";

/** For administrators: what people say is wrong, newest first. */
export default function ReportsPage() {
  const t = useT();
  return (
    <Page title={t("feedback.title")} lead={t("feedback.hint")}>
      <ReportList />
    </Page>
  );
}
