import { MessageSquareWarning } from "lucide-react";
import { helpActions } from "#features/help/web/api.tsx";
import { administrationPages, webFeature } from "#web/feature.ts";
import { lazyPart } from "#web/lazy.ts";

export default webFeature({
  name: "feedback",
  routes: [{ path: "/feedback", page: () => import("./OwnReportsPage.tsx") }],
  commands: [{ label: "feedback.mine", icon: MessageSquareWarning, to: "/feedback" }],
  fills: [
    helpActions.fill({ label: "feedback.say", Form: lazyPart(() => import("./ReportForm.tsx")) }),
    administrationPages.fill({
      path: "feedback",
      label: "feedback.title",
      hint: "feedback.hint",
      icon: MessageSquareWarning,
      order: 90,
      requires: "administrator",
      page: () => import("./ReportsPage.tsx"),
    }),
  ],
});
